import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { barsView, type Counted } from '../bars-view.ts';
import { actionBar, type ButtonData } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { countOf, formatDateTime, formatDay, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { policyWords, reasonBadge } from '../words.ts';
import template from './template.json' with { type: 'json' };

export interface QuarantineCountData extends Localised {
  filters: string;
  filterEntities: ButtonData;
  /** In words: "this week" */
  period: { label: string; from: string; to: string };
  total: number;
  /** false: the true number may be higher. */
  complete: boolean;
  /** The same length of time before; null when it was not counted. */
  previous: { label: string; total: number } | null;
  byReason: { reason: QuarantinedMessage['reason']; text: string; count: number }[];
  byPolicy: { policy: string | null; count: number }[];
  /** `day` as `YYYY-MM-DD` in the reader's zone, oldest first. */
  byDay: { day: string; count: number }[];
  couldNot: NotRead[];
  asOf: string;
}

/** How many messages are held, by reason, policy and day. Holds no subjects, senders or recipients. */
export function quarantineCountCard(data: QuarantineCountData): AdaptiveCard {
  return expand(template, view(data));
}

function view(data: QuarantineCountData) {
  const total = `${data.complete ? '' : 'At least '}${countOf(data.total, 'message', 'messages', data)} in quarantine`;
  const groups = [
    { heading: 'By reason', ...barsView(sorted(data.byReason.map(reasonRow)), 8, data) },
    {
      heading: 'By policy',
      ...barsView(sorted(policyRows(data.byPolicy)), 8, data),
    },
    { heading: 'By day', ...daysView(data) },
  ];
  const comparison = comparisonView(data);
  return {
    title: total,
    period: `${plainText(data.period.label, 80)}: ${formatDateTime(data.period.from, data)} to ${formatDateTime(data.period.to, data)}`,
    filters: data.filters === '' ? [] : [{ words: plainText(data.filters, 300) }],
    comparison,
    groups: groups.filter((group) => group.bars.length > 0),
    notRead: notReadView(data.couldNot),
    footer: [{ words: `As of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(total, data.period.label, comparison[0]?.words),
    ...actionBar(
      data.total === 0 ? [] : [{ title: 'Show the messages', verb: 'quarantine.list', data: data.filterEntities }],
    ),
  };
}

function reasonRow(row: QuarantineCountData['byReason'][number]): Counted {
  const { icon, word } = reasonBadge(row.reason, row.text);
  return { label: `${icon} ${word}`, count: row.count };
}

/** A preset has a policy of its own name for each part of Defender; they are one bar. */
function policyRows(rows: QuarantineCountData['byPolicy']): Counted[] {
  const counts = new Map<string, number>();
  for (const { policy, count } of rows) {
    const label = policy === null ? '(policy not stated)' : policyWords(policy);
    counts.set(label, (counts.get(label) ?? 0) + count);
  }
  return [...counts].map(([label, count]) => ({ label, count }));
}

function daysView(data: QuarantineCountData) {
  const newestFirst = data.byDay.toReversed();
  return barsView(
    newestFirst.map((row) => ({ label: formatDay(row.day, data), count: row.count })),
    14,
    data,
  );
}

function comparisonView({ previous, total, ...data }: QuarantineCountData) {
  if (previous === null) return [];
  const before = `${formatNumber(previous.total, data)} ${plainText(previous.label, 80)}`;
  const difference = total - previous.total;
  if (difference === 0) return [{ icon: '=', words: `As many as before (${before})` }];
  const share = previous.total === 0 ? '' : `, ${Math.round((Math.abs(difference) / previous.total) * 100)} %`;
  return [
    {
      icon: difference > 0 ? '\u25B2' : '\u25BC',
      words: `${formatNumber(Math.abs(difference), data)} ${difference > 0 ? 'more' : 'fewer'} than before (${before}${share})`,
    },
  ];
}

function sorted(rows: Counted[]): Counted[] {
  return rows.toSorted((a, b) => b.count - a.count);
}
