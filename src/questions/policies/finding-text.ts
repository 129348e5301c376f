import {
  affectsWords,
  costSentence,
  costWords,
  severityBadge,
  statusBadge,
  valueWords,
} from '../../cards/finding-words.ts';
import { formatDate, type Localised } from '../../cards/format.ts';
import { policyWords } from '../../cards/words.ts';
import type { Finding } from '../../defender/gaps/finding.ts';
import type { CheckedFinding } from './policy-check.ts';

/** "high: One-pixel images count as spam – Default / MarkAsSpamWebBugsInHtml" */
export function findingLine(finding: Finding): string {
  const weight = finding.status === 'gap' ? severityBadge(finding.severity).word : statusBadge(finding.status).word;
  return `${weight}: ${finding.title}${placeOf(finding)}`;
}

export function placeOf({ policy, setting }: Pick<Finding, 'policy' | 'setting'>): string {
  const place = [policy === null ? null : policyWords(policy), setting].filter((part) => part !== null).join(' / ');
  return place === '' ? '' : ` – ${place}`;
}

/** A finding in full, for readers without cards. */
export function findingText(finding: CheckedFinding, people: boolean, reader: Localised): string {
  const { conflict, never, sources } = finding;
  const lines = [
    findingLine(finding),
    finding.effect,
    `Is: ${finding.status === 'unknown' ? 'not known' : valueWords(finding.actual)}. Should be: ${valueWords(finding.expected)}.`,
    `Affects ${affectsWords(finding.affects, people, reader)}.`,
    ...(finding.status === 'gap' ? [finding.severityBasis] : []),
    ...(finding.waiver === null ? [] : [waiverWords(finding.waiver, people, reader)]),
    ...(conflict === null
      ? []
      : [
          `ContactMonkey’s guide: ${conflict.guideSays} Microsoft: ${conflict.microsoftSays} Here: ${conflict.ourChoice}`,
        ]),
    ...finding.fixes.map((fix, place) => `Fix ${place + 1} (cost in security: ${costWords(fix.cost)}): ${fix.title}`),
    ...never.map(({ title, why }) => `Not this: ${title}. ${why}`),
    ...(sources.length === 0 ? [] : [`Source: ${sources.map(({ title, date }) => `${title}, ${date}`).join('; ')}`]),
  ];
  return lines.join('\n');
}

export function waiverWords(waiver: { reason: string; by: string; until: string }, people: boolean, reader: Localised) {
  return `Waived until ${formatDate(waiver.until, reader)}${people ? ` by ${waiver.by}` : ''}: ${waiver.reason}`;
}

/** The fixes of a finding with steps and commands, for readers without cards. */
export function fixesText(finding: Pick<Finding, 'fixes'>): string {
  if (finding.fixes.length === 0) return 'There is nothing to change for it.';
  return finding.fixes
    .map((fix, place) =>
      [
        `Fix ${place + 1}: ${fix.title}`,
        `Cost in security: ${costSentence(fix)}`,
        `Overrides: ${fix.overrides} Cannot override: ${fix.cannotOverride}`,
        ...(fix.expiry === null ? [] : [`Expires: ${fix.expiry}`]),
        ...fix.steps.map((step, number) => `  ${number + 1}. ${step}`),
        'PowerShell:',
        indented(fix.powershell),
        ...(fix.rollback === '' ? [] : ['To undo:', indented(fix.rollback)]),
        `To check: ${fix.verify.how}${fix.verify.afterMinutes > 0 ? ` Wait ${fix.verify.afterMinutes} minutes first.` : ''}`,
        ...(fix.warning === null ? [] : [`Mind: ${fix.warning}`]),
      ].join('\n'),
    )
    .join('\n\n');
}

function indented(commands: string): string {
  return commands
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
