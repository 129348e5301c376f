import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData, buttonView, type Link } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import {
  type AffectedPeople,
  affectsWords,
  type FindingSeverity,
  type FindingStatus,
  severityBadge,
  statusBadge,
} from '../finding-words.ts';
import { countOf, formatDateTime, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { run } from '../run.ts';
import { badgeRuns, policyWords } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface GapsSummaryData extends Localised {
  /** In a channel no addresses are shown. */
  audience: 'personal' | 'channel';
  /** 0 to 100; null when nothing, or too little, could be checked. */
  score: number | null;
  /** Some checks are open, so that the true score may be lower. */
  scoreAtMost?: boolean;
  /** How the score comes about, in a sentence. */
  scoreExplained: string;
  counts: Record<FindingStatus, number>;
  waived: number;
  licence: string;
  /** Whom it was judged for: "the 5,210 people who got campaigns in the last 30 days" */
  people: string;
  /** Worst first; three are shown. */
  worst: {
    key: string;
    title: string;
    severity: FindingSeverity;
    policy: string | null;
    affects: AffectedPeople;
    effect: string;
  }[];
  /** Since the snapshot before; null when there is none. */
  changed: { since: string; closed: number; opened: number } | null;
  links: Link[];
  couldNot: NotRead[];
  asOf: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

const shownWorst = 3;

/** "Details 1" presses `policy.gaps` with `finding`; the bar offers all findings, changes and another audience. */
export function gapsSummaryCard(data: GapsSummaryData): AdaptiveCard {
  const score = data.score === null ? 'No score' : formatNumber(data.score, data);
  const left = data.worst.length - shownWorst;
  return expand(template, {
    score,
    scoreUnit: scoreUnit(data),
    scoreWhy: plainText(data.scoreExplained, 500) || 'The score starts at 100 and falls with every gap.',
    lines: countLines(data),
    facts: [
      { label: 'Judged for', value: plainText(data.people, 200) },
      { label: 'Licence', value: plainText(data.licence, 160) },
      ...changedFact(data),
    ],
    worst: data.worst.slice(0, shownWorst).map((finding, index) => worstView(finding, index + 1, data)),
    rest: left > 0 ? [{ words: `and ${countOf(left, 'more gap', 'more gaps', data)}` }] : [],
    notRead: notReadView(data.couldNot),
    footer: [{ words: `Settings as of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(
      data.score === null
        ? 'The policies could not be checked'
        : `Policies for ContactMonkey: ${score}${scoreUnit(data)}`,
      `${countOf(data.counts.gap, 'gap', 'gaps', data)}, ${formatNumber(data.counts.unknown, data)} not checked`,
      data.worst[0]?.title,
    ),
    ...actionBar(buttons(data), data.links.slice(0, mostLinks(data))),
  });
}

function scoreUnit({ score, scoreAtMost, counts }: GapsSummaryData): string {
  if (score !== null) return scoreAtMost === true ? ' of 100 at most' : ' of 100';
  return counts.gap + counts.ok + counts.info === 0 ? ' (nothing could be checked)' : ' (too little could be checked)';
}

/** With a button for each of the three worst, three more make six. */
function buttons(data: GapsSummaryData): Button[] {
  const all: Button[] = [{ title: 'All gaps', verb: 'policy.gaps', data: { ...data.carry, show: 'all' } }];
  const changes: Button[] =
    data.changed === null
      ? []
      : [{ title: 'What changed?', verb: 'policy.changes', data: { since: data.changed.since } }];
  return [
    ...(data.worst.length > shownWorst ? all : []),
    ...changes,
    ...(hasRoomForAudience(data)
      ? [{ title: 'Ask for other people', verb: 'policy.gaps', data: { ...data.carry, ask: 'audience' } }]
      : []),
  ];
}

/** A link to the report takes the place of the button for other people when all six are taken; the list has it as well. */
function hasRoomForAudience({ worst, changed, links }: GapsSummaryData): boolean {
  return links.length === 0 || worst.length <= shownWorst || changed === null;
}

function mostLinks({ worst }: GapsSummaryData): number {
  return Math.max(1, shownWorst - worst.length);
}

function countLines(data: GapsSummaryData) {
  const runs = (['gap', 'info', 'unknown', 'notLicensed', 'ok'] as const)
    .filter((status) => data.counts[status] > 0)
    .flatMap((status, index) => {
      const badge = statusBadge(status);
      return [
        run(`${index === 0 ? '' : ' \u00B7 '}${badge.icon} `, { color: badge.color, weight: 'Bolder' }),
        run(`${badge.word} ${formatNumber(data.counts[status], data)}`),
      ];
    });
  const waived =
    data.waived === 0
      ? []
      : [run(`${runs.length === 0 ? '' : ' \u00B7 '}\u2298 Waived ${formatNumber(data.waived, data)}`)];
  const all = [...runs, ...waived];
  return all.length === 0 ? [] : [{ runs: all }];
}

function changedFact({ changed, ...data }: GapsSummaryData) {
  if (changed === null) return [];
  const words =
    changed.closed + changed.opened === 0
      ? 'nothing'
      : `${countOf(changed.opened, 'new gap', 'new gaps', data)}, ${formatNumber(changed.closed, data)} closed`;
  return [{ label: `Changed since ${formatDateTime(changed.since, data)}`, value: words }];
}

function worstView(finding: GapsSummaryData['worst'][number], number: number, data: GapsSummaryData) {
  return {
    title: `${number}. ${plainText(finding.title, 150)}`,
    badges: badgeRuns(severityBadge(finding.severity)),
    facts: [
      ...(finding.policy === null ? [] : [{ label: 'Policy', value: policyWords(finding.policy) }]),
      { label: 'Affects', value: affectsWords(finding.affects, data.audience === 'personal', data) },
      { label: 'Effect', value: plainText(finding.effect, 250) },
    ],
    button: buttonView({
      title: `Details ${number}`,
      verb: 'policy.gaps',
      data: { ...data.carry, finding: finding.key },
    }),
  };
}
