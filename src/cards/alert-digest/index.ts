import type { AdaptiveCard } from '../adaptive-card.ts';
import type { AlertCardData } from '../alert/index.ts';
import { alertSeverityBadge, alertStateBadge } from '../alert-words.ts';
import { actionBar } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { countOf, formatDateTime, formatDateTimeRange, type Localised } from '../format.ts';
import { run } from '../run.ts';
import template from './template.json' with { type: 'json' };

/** What happened to cases in a time, without people. Times are ISO 8601. */
export interface AlertDigestData extends Localised {
  since: string;
  asOf: string;
  open: AlertCardData[];
  over: AlertCardData[];
}

const mostRows = 20;

/** One summary in place of single cards. */
export function alertDigestCard(data: AlertDigestData): AdaptiveCard {
  const rows = [...data.open, ...data.over];
  return fitRows(rows.slice(0, mostRows), (shown) => expand(template, view(data, shown, rows.length - shown.length)));
}

export function alertDigestSummary(data: AlertDigestData): string {
  return `${countOf(data.open.length, 'alert is open', 'alerts are open', data)}, ${countOf(data.over.length, 'is over', 'are over', data)}.`;
}

function view(data: AlertDigestData, shown: AlertCardData[], leftOut: number) {
  const sections = [
    { heading: 'Open', of: data.open },
    { heading: 'Over', of: data.over },
  ].map(({ heading, of }) => ({
    heading,
    rows: shown.filter((row) => of.includes(row)).map((row) => rowView(row, data)),
  }));
  return {
    title: data.open.length === 0 ? '\u2713 Alerts: all over' : `\u25CB Alerts: ${data.open.length} open`,
    lines: [{ runs: [run(alertDigestSummary(data))] }],
    sections: sections.filter(({ rows }) => rows.length > 0),
    footer: [
      { words: formatDateTimeRange(data.since, data.asOf, data) },
      ...(leftOut > 0 ? [{ words: `${leftOut} more did not fit on this card.` }] : []),
    ],
    fallbackText: fallbackText('Alerts', alertDigestSummary(data)),
    ...actionBar([{ title: 'Alert settings', verb: 'notifications.config', data: {} }]),
  };
}

function rowView(row: AlertCardData, data: AlertDigestData) {
  const state = alertStateBadge(row.state);
  const severity = alertSeverityBadge(row.severity);
  const name = row.campaign === null ? '' : ` \u2013 ${mailText(row.campaign.name, 80)}`;
  const people = row.people === '' ? '' : `${plainText(row.people, 80)}. `;
  return {
    icon: `${state.icon} `,
    color: state.color,
    title: `${plainText(row.title, 80)}${name}`,
    words: `${state.word} \u00B7 ${severity.word}. ${people}${formatDateTime(row.changedAt, data)}`,
  };
}
