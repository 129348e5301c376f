import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData, deliverPersonally } from '../buttons.ts';
import { headingText, mailText, ownText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import {
  type AffectedPeople,
  affectsWords,
  costSentence,
  type FindingSeverity,
  type FindingStatus,
  severityBadge,
  statusBadge,
  valueWords,
} from '../finding-words.ts';
import { formatDate, formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { run } from '../run.ts';
import { policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** One way to mend it. `cost` is the cost in security, 0 to 5. */
export interface FixData {
  title: string;
  cost: number;
  overrides: string;
  cannotOverride: string;
  securityCost: string;
  /** When it ends by itself; null when it stays. */
  expiry: string | null;
  steps: string[];
  /** Portal address, https. */
  link: string;
  verify: { how: string; afterMinutes: number };
  warning: string | null;
}

export interface FindingData extends Localised {
  audience: 'personal' | 'channel';
  finding: {
    key: string;
    title: string;
    status: FindingStatus;
    severity: FindingSeverity;
    severityBasis: string;
    policy: string | null;
    setting: string | null;
    actual: unknown;
    expected: unknown;
    effect: string;
    paths: string[];
    affects: AffectedPeople;
    conflict: { guideSays: string; microsoftSays: string; faultedBy: string[]; ourChoice: string } | null;
    /** Cheapest first. */
    fixes: FixData[];
    never: { title: string; why: string }[];
    sources: { title: string; date: string }[];
  };
  waiver: { reason: string; by: string; until: string | null } | null;
  couldNot: NotRead[];
  asOf: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

const shownFixes = 4;

/**
 * A page for one finding. Buttons carry `finding`: PowerShell (`policy.how_to_fix` with `show: powershell`), people
 * (`policy.gaps` with `show: affected`), waiving (`policy.waive`), another audience (`policy.gaps` with `ask: audience`).
 */
export function findingCard(data: FindingData): AdaptiveCard {
  return fitRows(data.finding.fixes.slice(0, shownFixes), (fixes) => expand(template, view(data, fixes)));
}

function view(data: FindingData, fixes: FixData[]) {
  const { finding } = data;
  const status = statusBadge(finding.status);
  const severity = severityBadge(finding.severity);
  const left = finding.fixes.length - fixes.length;
  return {
    title: headingText(finding.title) || 'Finding',
    lines: [
      {
        runs: [
          run(`${status.icon} `, { color: status.color, weight: 'Bolder' }),
          run(`${status.word} \u00B7 `),
          run(`${severity.icon} `, { color: severity.color, weight: 'Bolder' }),
          run(severity.word),
          run(finding.severityBasis === '' ? ' ' : ` \u2013 ${plainText(finding.severityBasis, 200)}`, {
            isSubtle: true,
          }),
        ],
      },
    ],
    waiver: waiverView(data),
    effect: plainText(finding.effect, 500) || 'No effect is described.',
    facts: facts(data),
    conflict: conflictView(finding.conflict),
    fixes: fixes.map((fix, index) => fixView(fix, index, finding.fixes.length)),
    leftFixes: left > 0 ? [{ words: `and ${left} costlier ways` }] : [],
    never: finding.never
      .slice(0, 4)
      .map((one) => ({ label: plainText(one.title, 100), value: plainText(one.why, 250) })),
    notRead: notReadView(data.couldNot),
    footer: [{ words: `Settings as of ${formatDateTime(data.asOf, data)}. ${sourceWords(finding.sources)}`.trim() }],
    fallbackText: fallbackText(`${status.word}, ${severity.word}: ${finding.title}`, finding.effect),
    ...actionBar(buttons(data), fixes[0] === undefined ? [] : [{ title: 'Open the portal', url: fixes[0].link }]),
  };
}

function facts(data: FindingData) {
  const { finding } = data;
  return [
    ...(finding.policy === null ? [] : [{ label: 'Policy', value: policyWords(finding.policy) }]),
    ...(finding.setting === null ? [] : [{ label: 'Setting', value: plainText(finding.setting, 100) }]),
    { label: 'Is', value: finding.status === 'unknown' ? 'not known' : valueWords(finding.actual) },
    { label: 'Should be', value: valueWords(finding.expected) },
    { label: 'Affects', value: affectsWords(finding.affects, data.audience === 'personal', data) },
    ...(finding.paths.length === 0 ? [] : [{ label: 'Sending path', value: finding.paths.map(pathName).join(', ') }]),
  ];
}

function pathName(path: string): string {
  return path === 'own-mailbox' ? 'own mailbox' : path === 'email-delivery' ? 'Email Delivery' : plainText(path, 40);
}

function conflictView(conflict: FindingData['finding']['conflict']) {
  if (conflict === null) return [];
  const faulted = conflict.faultedBy.slice(0, 6).map((one) => plainText(one, 60));
  return [
    {
      rows: [
        { label: 'ContactMonkey\u2019s guide', value: plainText(conflict.guideSays, 300) },
        { label: 'Microsoft', value: plainText(conflict.microsoftSays, 300) },
        ...(faulted.length === 0 ? [] : [{ label: 'Following the guide fails', value: faulted.join(', ') }]),
        { label: 'Our ranking', value: plainText(conflict.ourChoice, 300) },
      ],
    },
  ];
}

function fixView(fix: FixData, index: number, of: number) {
  const minutes = fix.verify.afterMinutes;
  const wait =
    minutes === 0 ? '' : minutes < 120 ? ` (after ${minutes} minutes)` : ` (after ${Math.round(minutes / 60)} hours)`;
  return {
    title: `Fix ${index + 1}${of > 1 && index === 0 ? ', least risk' : ''}: ${headingText(fix.title)}`,
    facts: [
      { label: 'Security cost', value: plainText(costSentence(fix), 260) },
      { label: 'Overrides', value: plainText(fix.overrides, 200) || 'nothing' },
      { label: 'Cannot override', value: plainText(fix.cannotOverride, 200) || 'not stated' },
      { label: 'Expires', value: fix.expiry === null ? 'does not expire' : plainText(fix.expiry, 200) },
      ...(index === 0 ? [{ label: 'Steps', value: stepWords(fix.steps) }] : []),
      { label: 'Check that it worked', value: `${plainText(fix.verify.how, 200)}${wait}` },
    ],
    warning: fix.warning === null ? [] : [{ words: plainText(fix.warning, 250) }],
  };
}

/** The card has a button for the portal: its address would only be made dead here, as every address in a text is. */
const portalAddress = /https:\/\/(?:security|admin\.exchange)\.microsoft\.com\/\S*/g;

function stepWords(steps: string[]): string {
  if (steps.length === 0) return 'none in the portal; see PowerShell';
  return steps
    .slice(0, 8)
    .map((step, index) => `(${index + 1}) ${plainText(step.replace(portalAddress, 'the portal (button below)'), 160)}`)
    .join(' ');
}

function waiverView({ waiver, audience, ...reader }: FindingData) {
  if (waiver === null) return [];
  const until = waiver.until === null ? 'with no end' : `until ${formatDate(waiver.until, reader)}`;
  const by = audience === 'personal' ? ` by ${mailText(waiver.by, 80)}` : '';
  return [{ words: `${plainText(waiver.reason, 200)} (${until}${by})` }];
}

function sourceWords(sources: { title: string; date: string }[]): string {
  if (sources.length === 0) return '';
  return `Source: ${sources
    .slice(0, 3)
    .map((one) => `${ownText(one.title, 80)}, ${plainText(one.date, 20)}`)
    .join('; ')}.`;
}

function buttons(data: FindingData): Button[] {
  const finding = data.finding.key;
  const about = { ...data.carry, finding };
  const affected = {
    ...about,
    show: 'affected',
    ...(data.audience === 'channel' ? { deliver: deliverPersonally } : {}),
  };
  return [
    ...(data.finding.fixes.length === 0
      ? []
      : [{ title: 'Show PowerShell', verb: 'policy.how_to_fix', data: { ...about, show: 'powershell' } }]),
    ...(data.finding.affects.count === 0
      ? []
      : [
          {
            title: data.audience === 'channel' ? 'Who, in my chat' : 'Who is affected?',
            verb: 'policy.gaps',
            data: affected,
          },
        ]),
    ...(data.finding.status === 'gap'
      ? [{ title: data.waiver === null ? 'Waive' : 'Change the waiver', verb: 'policy.waive', data: about }]
      : []),
    { title: 'Ask for other people', verb: 'policy.gaps', data: { ...about, ask: 'audience' } },
    ...(data.finding.status === 'gap' ? [{ title: 'Open a ticket', verb: 'ticket.open', data: about }] : []),
  ];
}
