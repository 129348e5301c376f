import type { NotRead } from '../../defender/reading.ts';
import type { AdaptiveCard } from '../adaptive-card.ts';
import { barsView } from '../bars-view.ts';
import { actionBar, type Button, type ButtonData, deliverPersonally } from '../buttons.ts';
import { mailText, plainText } from '../escape.ts';
import { expand, fitRows } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import { formatDateTime, formatNumber, type Localised } from '../format.ts';
import { notReadView } from '../not-read-view.ts';
import template from './template.json' with { type: 'json' };

/** People whom a finding touches, group by group; addresses only in a personal chat. */
export interface AffectedRecipientsData extends Localised {
  audience: 'personal' | 'channel';
  findingKey: string;
  findingTitle: string;
  count: number;
  of: number;
  groups: { group: string; count: number; of: number }[];
  /** Domains whose unnamed people are touched as well. */
  others: string[];
  /** This page of addresses; `cursorAfter` is the entity `page` of the next. */
  recipients: { address: string; cursorAfter: string }[];
  more: boolean;
  couldNot: NotRead[];
  asOf: string;
  /** Whom the answer is about, when they were named: every button asks for them again. */
  carry?: ButtonData;
}

export const affectedPerCard = 40;

export function affectedRecipientsCard(data: AffectedRecipientsData): AdaptiveCard {
  const page = data.audience === 'channel' ? [] : data.recipients.slice(0, affectedPerCard);
  return fitRows(page, (shown) => expand(template, view(data, shown)));
}

function view(data: AffectedRecipientsData, shown: AffectedRecipientsData['recipients']) {
  const last = shown.at(-1);
  const about = { ...data.carry, finding: data.findingKey };
  const entities = { ...about, show: 'affected' };
  const buttons: Button[] = [];
  if (data.audience === 'channel') {
    buttons.push({ title: 'Names in my chat', verb: 'policy.gaps', data: { ...entities, deliver: deliverPersonally } });
  } else if (last !== undefined && (data.more || shown.length < data.recipients.length)) {
    buttons.push({ title: 'Show more', verb: 'policy.gaps', data: { ...entities, page: last.cursorAfter } });
  }
  buttons.push({ title: 'Back to the finding', verb: 'policy.gaps', data: about });
  const others = data.others.slice(0, 5).map((domain) => mailText(domain, 80));
  const summary = `${formatNumber(data.count, data)} of ${formatNumber(data.of, data)} recipients${others.length === 0 ? '' : `, and everyone else at ${others.join(', ')}`}.`;
  const groups = data.groups
    .toSorted((a, b) => b.count - a.count)
    .map((group) => ({
      label: `${plainText(group.group, 50)} (of ${formatNumber(group.of, data)})`,
      count: group.count,
    }));
  return {
    finding: plainText(data.findingTitle, 150) || 'Finding',
    summary,
    groups: groups.length === 0 ? [] : [{ heading: 'By group', ...barsView(groups, 10, data) }],
    rows: shown.map((one) => ({ address: mailText(one.address, 100) || '(no address)' })),
    notRead: notReadView(data.couldNot),
    footer: [{ words: `As of ${formatDateTime(data.asOf, data)}` }],
    fallbackText: fallbackText(`${data.findingTitle} affects ${summary}`),
    ...actionBar(buttons),
  };
}
