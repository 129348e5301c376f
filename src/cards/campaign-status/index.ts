import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, buttonView, deliverPersonally } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { badgeRuns } from '../words.ts';
import { outcomeBadge, outcomeOrder, stateWords } from './outcome-words.ts';
import template from './template.json' with { type: 'json' };

export interface CampaignStatusRow {
  id: string;
  name: string;
  sender: string | null;
  /** `planned`, `arriving` and so on. */
  state: string;
  /** ISO 8601; null before anything was seen or planned. */
  at: string | null;
  planned: boolean;
  counts: Readonly<Record<string, number>>;
  /** Why it stands where it stands, e.g. "no copy was seen 30 minutes after the planned time". */
  because: string;
  canCancel: boolean;
}

/** Test campaigns, newest first. `asOf` is when the tenant was last looked at; null when it never was. */
export interface CampaignStatusData extends Localised {
  audience: 'personal' | 'channel';
  title: string;
  campaigns: CampaignStatusRow[];
  more: number;
  couldNot: NotRead[];
  asOf: string | null;
}

/** Each has a button, and a card shows six. */
export const campaignsPerCard = 4;

/**
 * How tests stand. "Report 1" presses `testcampaign.report` with `campaign_id`, "Cancel" presses `testcampaign.cancel`, which
 * asks first. Holds no recipients.
 */
export function campaignStatusCard(data: CampaignStatusData): AdaptiveCard {
  const rows = data.campaigns.slice(0, campaignsPerCard);
  const left = data.campaigns.length - rows.length + data.more;
  return fitRows(rows, (shown, leftOut) => expand(template, view(data, shown, leftOut + left)));
}

function view(data: CampaignStatusData, rows: CampaignStatusRow[], left: number) {
  const first = rows[0];
  const asOf = data.asOf === null ? 'The tenant was not looked at yet.' : `As of ${formatDateTime(data.asOf, data)}`;
  const buttons: Button[] = [{ title: 'New test', verb: 'testcampaign.start', data: {} }];
  if (data.audience === 'channel') {
    buttons.push({ title: 'Details in my chat', verb: 'testcampaign.status', data: { deliver: deliverPersonally } });
  }
  const running = rows.find(({ canCancel }) => canCancel);
  if (running !== undefined && data.audience === 'personal') {
    const number = rows.indexOf(running) + 1;
    buttons.push({ title: `Cancel ${number}`, verb: 'testcampaign.cancel', data: { campaign_id: running.id } });
  }
  return {
    title: plainText(data.title, 80),
    campaigns: rows.map((row, index) => campaignView(row, index + 1, data)),
    notRead: notReadView(data.couldNot),
    footer: [...(left > 0 ? [{ words: `${left} older ones are not shown.` }] : []), { words: asOf }],
    fallbackText: fallbackText(data.title, first && `${first.name}: ${stateWords(first.state)}`),
    ...actionBar(buttons),
  };
}

function campaignView(row: CampaignStatusRow, number: number, data: CampaignStatusData) {
  const kinds = outcomeOrder.filter((kind) => (row.counts[kind] ?? 0) > 0);
  const when =
    row.at === null ? [] : [{ label: row.planned ? 'Planned for' : 'Sent', value: formatDateTime(row.at, data) }];
  return {
    name: `${number}. ${mailText(row.name) || '(no name)'}`,
    badges: kinds.flatMap((kind, index) =>
      badgeRuns(outcomeBadge(kind), ` ${row.counts[kind]}${index < kinds.length - 1 ? ' \u00B7 ' : ''}`),
    ),
    facts: [
      { label: 'State', value: stateWords(row.state) },
      ...when,
      { label: 'From', value: row.sender === null ? 'any campaign sender' : mailText(row.sender, 100) },
      { label: 'Because', value: plainText(row.because, 200) || 'not stated' },
    ],
    button: buttonView({ title: `Report ${number}`, verb: 'testcampaign.report', data: { campaign_id: row.id } }),
  };
}
