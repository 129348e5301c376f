import { type AlertCardData, alertCard, alertSummary } from '../cards/alert/index.ts';
import { formatDateTime, type Localised } from '../cards/format.ts';
import { reasonBadge } from '../cards/words.ts';
import { quarantineReasons } from '../defender/quarantined-message.ts';
import type { OutgoingMessage } from '../store/outbox.ts';
import type { Alert, HistoryEntry } from './alert.ts';
import { isWhole } from './areas.ts';
import { reasons } from './reasons.ts';
import { troubleWords } from './reduce-fact.ts';

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
    policy: alert.policy,
    detail: label === undefined || alert.detail === null ? null : { label, value: detailWords(alert, alert.detail) },
    notes: alert.notes,
    advice,
    expiresAt: alert.expiresAt,
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
    history: alert.reason === 'passed' ? [] : saysMore(history, [...alert.notes, troubleWords(alert)]),
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

function detailWords(alert: Alert, detail: string): string {
  if (alert.reason !== 'quarantined') return detail;
  const known = quarantineReasons.find((reason) => reason === detail) ?? null;
  return reasonBadge(known, detail).word;
}

/** The card of a case as a message; in words where no card can be shown. */
export function alertMessage(alert: Alert, history: HistoryEntry[], reader: Localised): OutgoingMessage {
  const data = cardDataOf(alert, history, reader);
  const summary = alertSummary(data);
  const short = `${summary}. ${formatDateTime(alert.changedAt, reader)}. Ask me “alerts” for the rest.`;
  return { summary, card: alertCard(data), text: short, short };
}
