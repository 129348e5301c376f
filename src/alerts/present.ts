import { type AlertCardData, alertCard, alertSummary } from '../cards/alert/index.ts';
import { countOf, formatDateTime, type Localised } from '../cards/format.ts';
import type { OutgoingMessage } from '../store/outbox.ts';
import type { Alert, Cause, HistoryEntry } from './alert.ts';
import { isWhole } from './areas.ts';
import { causeWords, detailWords } from './cause-words.ts';
import { causesOf } from './causes.ts';
import { troubleWords } from './news.ts';
import { reasons } from './reasons.ts';

const detailLabels: Partial<Record<Alert['reason'], string>> = {
  quarantined: 'Held as',
  rejected: 'Answer',
  zapped: 'Moved to',
  linkBlocked: 'Address',
  watchBlind: 'What',
  allowEntryExpiring: 'Entry',
};

/** What the card of a case shows. */
export function cardDataOf(alert: Alert, history: HistoryEntry[], reader: Localised): AlertCardData {
  const { people, advice } = reasons[alert.reason];
  const title = titleOf(alert);
  const label = detailLabels[alert.reason];
  const [cause, ...others] = causesOf(alert);
  const isMixed = others.length > 0;
  const notes = isMixed ? alert.notes : [...(cause?.notes ?? []), ...alert.notes];
  return {
    locale: reader.locale,
    timeZone: reader.timeZone,
    id: alert.id,
    revision: alert.revision,
    state: alert.state,
    severity: alert.severity,
    title,
    reason: alert.reason,
    campaign: alert.campaign,
    people: people === null || alert.affected.count === 0 ? '' : concernWords(alert),
    cleared: isOverForAll(alert) ? 0 : alert.affected.cleared,
    policy: isMixed ? null : alert.policy,
    detail:
      label === undefined || alert.detail === null || isMixed
        ? null
        : { label, value: detailWords(alert.reason, alert.detail) },
    causes: isMixed ? causesOf(alert).map((one) => causeLine(alert, one, reader)) : [],
    notes,
    advice,
    expiresAt: isOverForAll(alert) ? null : alert.expiresAt,
    openedAt: alert.openedAt,
    changedAt: alert.changedAt,
    acknowledged:
      alert.acknowledged === null
        ? null
        : { by: alert.acknowledged.by?.name ?? 'the watch', at: alert.acknowledged.at },
    assignedTo: alert.assigned?.to.name ?? null,
    resolved: alert.resolved === null ? null : { by: alert.resolved.by?.name ?? null, at: alert.resolved.at },
    ticket: alert.ticket?.number ?? null,
    snoozedUntil: alert.state === 'snoozed' ? alert.snoozedUntil : null,
    history: alert.reason === 'passed' ? [] : saysMore(history, [...notes, troubleWords(alert)]),
    onlyNews: alert.reason === 'passed',
    overturned: alert.overturned?.words ?? null,
  };
}

/** "3 people have it in quarantine"; "had" once all of them have the mail, which the history then tells. */
function concernWords(alert: Alert): string {
  const words = troubleWords(alert).replace(/\.$/, '');
  return isOverForAll(alert) ? words.replace(/\b(?:has|have) it\b/, 'had it') : words;
}

function isOverForAll({ affected }: Alert): boolean {
  return affected.more !== true && affected.count > 0 && affected.cleared >= affected.count;
}

/** What stands above on the card is not said again below. */
function saysMore(history: HistoryEntry[], said: readonly string[]): AlertCardData['history'] {
  return history.filter(({ words }) => !said.includes(words)).map(({ at, words }) => ({ at, words }));
}

function titleOf({ reason, detail }: Alert): string {
  const isPart = reason === 'watchBlind' && !isWhole(detail ?? '');
  return isPart ? 'The watch sees less' : reasons[reason].title;
}

/** A cause with its number of people: "Strict preset – Bulk", "2 people, 1 has it now". */
export function causeLine(alert: Alert, cause: Cause, reader: Localised): { cause: string; people: string } {
  const { count, cleared, more } = cause.affected;
  const people = `${more ? 'more than ' : ''}${countOf(count, 'person', 'people', reader)}`;
  const settled =
    cleared === 0 || isOverForAll(alert)
      ? ''
      : cleared < count || more === true
        ? `, ${countOf(cleared, 'has', 'have', reader)} it now`
        : count === 1
          ? ', has it now'
          : ', all have it now';
  return { cause: causeWords(alert.reason, cause), people: `${people}${settled}` };
}

/** The card of a case as a message; in words where no card can be shown. */
export function alertMessage(alert: Alert, history: HistoryEntry[], reader: Localised): OutgoingMessage {
  const data = cardDataOf(alert, history, reader);
  const summary = alertSummary(data);
  const short = `${summary}. ${formatDateTime(alert.changedAt, reader)}. Ask me “alerts” for the rest.`;
  return { summary, card: alertCard(data), text: short, short };
}
