import type { Alert } from '../../alerts/alert.ts';
import { cardDataOf } from '../../alerts/present.ts';
import { alertSeverityBadge, alertStateBadge } from '../../cards/alert-words.ts';
import { mailText } from '../../cards/escape.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import type { MessageLine } from '../../cards/message/index.ts';

/** What an alert is called: its heading and campaign. It names no recipient. */
export function alertName(alert: Alert, reader: Localised): string {
  const { title } = cardDataOf(alert, [], reader);
  return alert.campaign === null ? title : `${title}: ${mailText(alert.campaign.name, 60)}`;
}

/** One line about an alert for everybody: state, name, people, who looks after it and since when. */
export function alertLine(alert: Alert, place: number | null, reader: Localised): MessageLine {
  const { people, assignedTo, acknowledged, snoozedUntil } = cardDataOf(alert, [], reader);
  const until = snoozedUntil === null ? '' : ` until ${formatDateTime(snoozedUntil, reader)}`;
  const who = assignedTo ?? acknowledged?.by ?? null;
  const parts = [
    `${alertStateBadge(alert.state).word}${until}`,
    `${alertSeverityBadge(alert.severity).word} severity`,
    people,
    who === null || alert.state === 'resolved' ? '' : `${who} has it`,
    `since ${formatDateTime(alert.openedAt, reader)}`,
  ];
  const name = alertName(alert, reader);
  return {
    label: place === null ? name : `${place}. ${name}`,
    text: `${parts.filter((part) => part !== '').join(', ')}.`,
  };
}
