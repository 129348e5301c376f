import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData, deliverPersonally } from '../buttons.ts';
import { headingText, mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { countOf, formatDateTime, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { type Tone, tones } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** Recipients with the same fate. `recipients` holds those on this page, `total` all of them. */
export interface OutcomeGroup {
  /** e.g. "In quarantine" */
  outcome: string;
  tone: Tone;
  total: number;
  recipients: {
    address: string;
    /** What else is known, e.g. "released by admin@contoso.example"; may be empty. */
    note: string;
    /** Entity `page` of the list that starts after this recipient. */
    cursorAfter: string;
  }[];
}

export interface RecipientsData extends Localised {
  audience: 'personal' | 'channel';
  /** Subject of the campaign or message; null when the question was wider. */
  subject: string | null;
  total: number;
  groups: OutcomeGroup[];
  more: boolean;
  /** What the list was asked with, for "Show more". */
  entities: ButtonData;
  couldNot: NotRead[];
  asOf: string;
}

export const recipientsPerCard = 25;
const maxGroups = 12;

/** In a channel only numbers are shown; the names are offered in the asker's own chat. */
export function recipientsCard(data: RecipientsData): AdaptiveCard {
  const rows = data.groups.flatMap((group, index) => group.recipients.map((recipient) => ({ index, recipient })));
  const page = data.audience === 'channel' ? [] : rows.slice(0, recipientsPerCard);
  return fitRows(page, (shown) => expand(template, view(data, shown, rows.length > shown.length || data.more)));
}

type Row = { index: number; recipient: OutcomeGroup['recipients'][number] };

function view(data: RecipientsData, shown: Row[], more: boolean) {
  const last = shown.at(-1);
  const buttons: Button[] = [];
  if (data.audience === 'channel') {
    const entities = { ...data.entities, deliver: deliverPersonally };
    buttons.push({ title: 'Names in my chat', verb: 'quarantine.recipients', data: entities });
  } else if (more && last !== undefined) {
    const entities = { ...data.entities, page: last.recipient.cursorAfter };
    buttons.push({ title: 'Show more', verb: 'quarantine.recipients', data: entities });
  }
  const summary = data.total === 0 ? 'No recipient was found.' : countOf(data.total, 'recipient', 'recipients', data);
  return {
    subject:
      data.subject === null || data.audience === 'channel' ? [] : [{ words: mailText(data.subject) || '(no subject)' }],
    summary,
    groups: data.groups
      .map((group, index) => ({
        heading: `${tones[group.tone].icon} ${headingText(group.outcome)}: ${formatNumber(group.total, data)}`,
        rows: shown.filter((row) => row.index === index).map(({ recipient }) => recipientView(recipient)),
      }))
      .filter((_, index) => (data.groups[index]?.total ?? 0) > 0)
      .slice(0, maxGroups),
    notRead: notReadView(data.couldNot),
    footer: [{ words: `As of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(
      `Affected: ${summary}`,
      ...data.groups.map((group) => `${group.outcome}: ${formatNumber(group.total, data)}`),
    ),
    ...actionBar(buttons),
  };
}

function recipientView(recipient: OutcomeGroup['recipients'][number]) {
  return {
    address: plainText(recipient.address, 100) || '(no address)',
    note: recipient.note === '' ? ' ' : ` \u2013 ${plainText(recipient.note, 120)}`,
  };
}
