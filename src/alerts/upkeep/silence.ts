import { silentArea, watchArea } from '../areas.ts';
import type { AlertFact } from '../fact.ts';

/** An idle tenant is looked at every five minutes; three looks that did not come are no accident. */
export const silentAfterMs = 15 * 60_000;

/** How the watch of a tenant stands. Times are ISO 8601 UTC; null for never. */
export interface Pulse {
  polledAt: string | null;
  /** The watch said itself that it cannot see. */
  isBlind: boolean;
}

/**
 * Whether the watch runs at all: one that fails by its own fault tells nothing, and silence must not look like good news. `openAreas` are
 * those of which an alert is open; one that holds no more is ended.
 */
export function pulseFacts(pulse: Pulse, openAreas: readonly string[], startedAt: Date, now: Date): AlertFact[] {
  const { polledAt, isBlind } = pulse;
  const at = now.toISOString();
  const heard = Math.max(polledAt === null ? 0 : Date.parse(polledAt), startedAt.getTime());
  const isSilent = now.getTime() - heard > silentAfterMs;
  if (isSilent) {
    if (openAreas.includes(silentArea)) return [];
    const since = polledAt === null ? 'It has not looked once.' : `Its last look was at ${minuteOf(polledAt)}.`;
    return [
      {
        kind: 'watchBlind',
        id: `silent|${polledAt ?? ''}|${at}`,
        at,
        area: silentArea,
        cause: 'outage',
        sentence: `The watch does not run. ${since}`,
        advice: 'Ask whoever runs the bot to look at its log and its database.',
      },
    ];
  }
  const isFresh = polledAt !== null && now.getTime() - Date.parse(polledAt) <= silentAfterMs;
  const over = openAreas.filter((area) => isFresh && (area === silentArea || (area === watchArea && !isBlind)));
  return over.map((area) => ({ kind: 'watchSeesAgain', id: `heard|${area}|${at}`, at, area }));
}

function minuteOf(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
