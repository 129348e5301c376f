import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button, type ButtonData, buttonView, deliverPersonally } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { countOf, formatDateTime, formatDateTimeRange, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import { badgeRuns, pathWords, reasonBadge, releaseBadge } from '../words.ts';
import template from './template.json' with { type: 'json' };

/** Messages of one campaign. Times are ISO 8601. */
export interface CampaignRow {
  /** Identity of the message that "Why?" explains. */
  identity: string;
  subject: string;
  sender: string;
  /** Whether this is the customer's own ContactMonkey mail. Subjects and senders of anything else stay out of channels. */
  ours: 'yes' | 'no' | 'unknown';
  path: 'own-mailbox' | 'email-delivery' | 'unknown';
  messages: number;
  /** null when not counted. */
  recipients: number | null;
  reasons: { reason: QuarantinedMessage['reason']; text: string; messages: number }[];
  releases: { status: QuarantinedMessage['releaseStatus']; text: string; messages: number }[];
  firstAt: string;
  lastAt: string;
  /** The earliest expiry; null when Microsoft named none. */
  expiresAt: string | null;
  /** Entity `page` of the list that starts after this campaign. */
  cursorAfter: string;
}

/** Campaigns newest first; the card shows `campaignsPerCard` of them at most. */
export interface QuarantineListData extends Localised {
  audience: 'personal' | 'channel';
  /** What was asked for, in words: "sender news@contoso.example, since Monday". Empty when nothing was narrowed. */
  filters: string;
  /** What fits but is not listed, in words; empty when nothing was left out. */
  notCounted?: string;
  /** The same as entities, for buttons. */
  filterEntities: ButtonData;
  totals: {
    messages: number;
    campaigns: number /** false: there may be more than was looked through */;
    complete: boolean;
  };
  /** Number of the first campaign on this page, from 1. */
  firstNumber: number;
  campaigns: CampaignRow[];
  /** True when there are campaigns after the last row. */
  more: boolean;
  couldNot: NotRead[];
  /** When the tenant was read. */
  asOf: string;
}

export const campaignsPerCard = { personal: 5, channel: 4 };

/**
 * What is in quarantine, by campaign. "Why 1?" presses `quarantine.why` with `message`; "Show more" presses
 * `quarantine.list` with the filters and `page`; in a channel "Details in my chat" adds `deliver: personal`.
 */
export function quarantineListCard(data: QuarantineListData): AdaptiveCard {
  const rows = data.campaigns.slice(0, campaignsPerCard[data.audience]);
  return fitRows(rows, (shown) => expand(template, view(data, shown)));
}

function view(data: QuarantineListData, shown: CampaignRow[]) {
  const last = shown.at(-1);
  const more = data.more || shown.length < data.campaigns.length;
  const buttons: Button[] = [];
  if (data.audience === 'channel' && data.totals.messages > 0) {
    buttons.push({
      title: 'Details in my chat',
      verb: 'quarantine.list',
      data: { ...data.filterEntities, deliver: deliverPersonally },
    });
  }
  if (more && last !== undefined) {
    buttons.push({
      title: 'Show more',
      verb: 'quarantine.list',
      data: { ...data.filterEntities, page: last.cursorAfter },
    });
  }
  const found = totalWords(data);
  return {
    title: titleOf(data),
    summary: found,
    filters: [
      ...(data.filters === '' ? [] : [{ label: 'Asked for: ', words: plainText(data.filters, 300) }]),
      ...(data.notCounted ? [{ label: 'Not counted: ', words: plainText(data.notCounted, 200) }] : []),
    ],
    campaigns: shown.map((row, index) => campaignView(row, data.firstNumber + index, data)),
    notRead: notReadView(data.couldNot),
    footer: [{ words: `As of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(`In quarantine: ${found}`, data.couldNot[0] && 'Not everything could be checked'),
    ...actionBar(buttons),
  };
}

/** "Nothing in quarantine" is said only when everything was asked for and looked through. */
function titleOf(data: QuarantineListData): string {
  if (data.totals.messages > 0) return 'In quarantine';
  return data.filters === '' && data.totals.complete && data.couldNot.length === 0
    ? 'Nothing in quarantine'
    : 'Nothing found';
}

function totalWords({ totals, campaigns, couldNot, firstNumber, ...reader }: QuarantineListData): string {
  if (totals.messages === 0) {
    return couldNot.length === 0 && totals.complete
      ? 'No quarantined message matches.'
      : 'No quarantined message was found in what could be checked.';
  }
  const words = `${countOf(totals.messages, 'message', 'messages', reader)} in ${countOf(totals.campaigns, 'campaign', 'campaigns', reader)}`;
  const from = firstNumber === 1 ? 'newest first' : `newest first, from number ${firstNumber}`;
  return `${totals.complete ? '' : 'At least '}${words}${campaigns.length > 1 || firstNumber > 1 ? `, ${from}` : ''}.`;
}

function campaignView(row: CampaignRow, number: number, data: QuarantineListData) {
  const open = data.audience === 'personal' || row.ours === 'yes';
  const recipients = row.recipients === null ? '' : ` for ${countOf(row.recipients, 'recipient', 'recipients', data)}`;
  const expiry = row.expiresAt === null ? '' : `; expires ${formatDateTime(row.expiresAt, data)}`;
  const facts = [
    { label: 'From', value: open ? mailText(row.sender, 100) : 'shown in your own chat' },
    { label: 'Held', value: `${countOf(row.messages, 'message', 'messages', data)}${recipients}` },
    { label: 'Received', value: `${formatDateTimeRange(row.firstAt, row.lastAt, data)}${expiry}` },
    { label: 'Status', value: statusWords(row, data) },
    { label: 'Sending path', value: pathWords(row.path) },
  ];
  return {
    subject: `${number}. ${open ? mailText(row.subject) || '(no subject)' : 'Other mail (subject shown in your own chat)'}`,
    badges: row.reasons.slice(0, 3).flatMap((one, index, shown) => {
      const count = row.reasons.length > 1 ? ` ${formatNumber(one.messages, data)}` : '';
      return badgeRuns(reasonBadge(one.reason, one.text), `${count}${index < shown.length - 1 ? ' \u00B7 ' : ''}`);
    }),
    facts,
    button: buttonView({ title: `Why ${number}?`, verb: 'quarantine.why', data: { message: row.identity } }),
  };
}

function statusWords(row: CampaignRow, data: QuarantineListData): string {
  const parts = row.releases.map((one) => {
    const { icon, word } = releaseBadge(one.status, one.text);
    return `${icon} ${word}${row.releases.length > 1 ? ` ${formatNumber(one.messages, data)}` : ''}`;
  });
  return plainText(parts.join(', '), 120) || 'not stated';
}
