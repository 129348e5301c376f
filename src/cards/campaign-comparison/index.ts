import type { Comparison, Pair, Side } from '../../campaigns/report/compare-fates.ts';
import { changeWords } from '../../campaigns/report/report-words.ts';
import type { ToChange } from '../../campaigns/report/to-change.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData, deliverPersonally } from '../buttons.ts';
import { outcomeBadge, outcomeOrder } from '../campaign-status/outcome-words.ts';
import { headingText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { type Tone, tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface CampaignComparisonData extends Localised {
  audience: 'personal' | 'channel';
  comparison: Comparison;
  /** Settings that changed in between, a sentence each; null when that is not known. */
  changed: readonly string[] | null;
  /** False while the newer test is still arriving. */
  isSettled: boolean;
  /** What would still help. */
  toChange: readonly ToChange[];
  couldNot: NotRead[];
  /** The report of the newer test with both side by side; null when it could not be put anywhere. */
  page: string | null;
}

const mostPeople = 12;
const mostLines = 6;
const marks: Record<Comparison['verdict'], Tone> = {
  fixed: 'good',
  good: 'good',
  partly: 'warning',
  same: 'bad',
  worse: 'bad',
  othersBad: 'bad',
  notComparable: 'unknown',
};

/** Two tests side by side: outcomes then and now, who fares otherwise, what was changed. In a channel nobody is named. */
export function campaignComparisonCard(data: CampaignComparisonData): AdaptiveCard {
  const notable = data.comparison.pairs.filter(({ change, bad }) => change !== 'same' || bad);
  const people = data.audience === 'personal' ? notable.slice(0, mostPeople) : [];
  return fitRows(people, (shown) => expand(template, view(data, shown, notable.length - shown.length)));
}

function view(data: CampaignComparisonData, people: Pair[], left: number) {
  const { comparison, changed } = data;
  const { before, after } = comparison;
  const words = changeWords(comparison);
  return {
    title: `${tones[marks[comparison.verdict]].icon} ${words}`,
    numbers: numbersOf(data),
    caveats: caveatsOf(data).map((caveat) => ({ words: caveat })),
    rows: rowsOf(data),
    groups: [
      { heading: 'People', lines: people.map(personLine) },
      {
        heading: 'Settings that changed in between',
        lines: (changed ?? []).slice(0, mostLines).map((one) => line('', one)),
      },
      {
        heading: 'Still to change',
        lines: data.toChange.slice(0, mostLines).map(({ title, because }) => line(title, because)),
      },
    ].filter(({ lines }) => lines.length > 0),
    notRead: notReadView(data.couldNot),
    footer: [
      ...(data.audience === 'personal' && left > 0 ? [{ words: `${left} more people are in the full report.` }] : []),
      { words: `Then: ${nameOf(before, data)}. Now: ${nameOf(after, data)}.` },
    ],
    fallbackText: fallbackText(words, numbersOf(data)),
    ...actionBar(
      buttons(data),
      data.page === null || data.audience === 'channel' ? [] : [{ title: 'Full report', url: data.page }],
    ),
  };
}

function numbersOf({ comparison }: CampaignComparisonData): string {
  const { both, better, worse, stillBad, notAgain, newTrouble } = comparison;
  if (both === 0) return 'Nobody with a known fate got both tests.';
  const numbers = `${better.length} better, ${worse.length} worse, ${stillBad.length} still with trouble`;
  const rest = [
    notAgain === 0 ? '' : ` Nothing is known of ${notAgain} more who had trouble then.`,
    newTrouble === 0 ? '' : ` ${newTrouble} who did not get it then ${newTrouble === 1 ? 'has' : 'have'} trouble now.`,
  ].join('');
  return `${both} got both tests: ${numbers}.${rest}`;
}

function caveatsOf({ comparison, changed, isSettled }: CampaignComparisonData): string[] {
  const { onlyBefore, onlyAfter, before, after } = comparison;
  return [
    ...(isSettled ? [] : ['The newer test is still arriving: this may change.']),
    ...(before.name.toLowerCase() === after.name.toLowerCase()
      ? []
      : ['The two have different subjects, which may matter by itself.']),
    ...(onlyBefore + onlyAfter > 0
      ? [`${onlyBefore} got the first only, ${onlyAfter} the second only; they are not compared.`]
      : []),
    ...(changed === null ? ['Which settings changed in between is not known.'] : []),
    ...(changed !== null && changed.length === 0 ? ['No setting that I keep changed in between.'] : []),
  ];
}

function rowsOf(data: CampaignComparisonData) {
  const { before, after } = data.comparison;
  const kinds = outcomeOrder.filter((kind) => (before.counts[kind] ?? 0) + (after.counts[kind] ?? 0) > 0);
  return [
    {
      icon: '',
      color: 'Default',
      label: 'Outcome',
      earlier: 'Then',
      later: 'Now',
      weight: 'Bolder',
      spacing: 'Medium',
      separator: false,
    },
    ...kinds.map((kind) => ({
      icon: `${outcomeBadge(kind).icon} `,
      color: outcomeBadge(kind).color,
      label: outcomeBadge(kind).word,
      earlier: formatNumber(before.counts[kind] ?? 0, data),
      later: formatNumber(after.counts[kind] ?? 0, data),
      weight: 'Default',
      spacing: 'Small',
      separator: true,
    })),
  ];
}

function personLine({ address, before, after, change }: Pair) {
  const from = outcomeBadge(before).word;
  const to = outcomeBadge(after).word;
  const mark = change === 'better' ? tones.good.icon : change === 'worse' ? tones.bad.icon : tones.warning.icon;
  return line(`${mark} ${address}`, before === after ? `still ${to.toLowerCase()}` : `${from} \u2192 ${to}`);
}

function line(label: string, text: string) {
  const name = plainText(label, 120);
  return { label: name === '' ? '' : `${name}: `, text: plainText(text, 300) || '\u2013' };
}

function nameOf({ name, at }: Side, reader: Localised): string {
  return `${headingText(name) || 'Test'}, ${at === null ? 'not sent' : formatDateTime(at, reader)}`;
}

function restOf(next: ToChange | undefined): ButtonData | null {
  if (next?.findingKey) return { finding: next.findingKey };
  return next?.message ? { message: next.message } : null;
}

function buttons({ comparison, audience, toChange }: CampaignComparisonData): Button[] {
  const next = toChange.find(({ findingKey, message }) => findingKey !== null || message !== null);
  const rest = restOf(next);
  const { before, after } = comparison;
  return [
    ...(rest === null ? [] : [{ title: 'How to fix the rest', verb: 'policy.how_to_fix', data: rest }]),
    ...(audience === 'channel'
      ? [
          {
            title: 'Details in my chat',
            verb: 'testcampaign.report',
            data: { compare: [after.id, before.id], deliver: deliverPersonally },
          },
        ]
      : []),
    { title: 'Report now', verb: 'testcampaign.report', data: { campaign_id: after.id } },
    { title: 'Report then', verb: 'testcampaign.report', data: { campaign_id: before.id } },
    { title: 'Test again', verb: 'testcampaign.start', data: { again: after.id } },
  ];
}
