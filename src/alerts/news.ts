import type { Alert, Cause, HistoryEntry } from './alert.ts';
import { causeWords } from './cause-words.ts';
import { causesOf, isUnknown } from './causes.ts';
import { reasons } from './reasons.ts';

const mostNamed = 3;

/** What is wrong, in words that a channel may read. */
export function troubleWords(alert: Pick<Alert, 'reason' | 'affected'>): string {
  const { people, title } = reasons[alert.reason];
  const { count, more } = alert.affected;
  if (people === null || count === 0) return `${title}.`;
  return `${more ? 'more than ' : ''}${count} ${count === 1 ? people[0] : people[1]}.`;
}

/** What is new in a case that was known before: more people, causes that were not known. Null when neither is. */
export function newsOf(before: Alert, after: Alert): Pick<HistoryEntry, 'what' | 'words'> | null {
  const grown = isGrown(before, after) ? [`Now ${troubleWords(after)}`] : [];
  const known = new Set(causesOf(before).map(({ key }) => key));
  const fresh = causesOf(after).filter((cause) => !known.has(cause.key) && !isUnknown(cause));
  if (fresh.length === 0) return grown.length === 0 ? null : { what: 'grew', words: grown.join(' ') };
  const named = fresh.slice(0, mostNamed).map((cause) => causeWords(after.reason, cause));
  const more = fresh.length > named.length ? [`${fresh.length - named.length} more`] : [];
  const found = `${introducing(before, after, fresh)}: ${[...named, ...more].join('; ')}.`;
  return { what: 'cause', words: [...grown, found].join(' ') };
}

function introducing(before: Alert, after: Alert, fresh: Cause[]): string {
  if (peopleWithoutCause(after) < peopleWithoutCause(before))
    return fresh.length === 1 ? 'The cause is known now' : 'The causes are known now';
  return fresh.length === 1 ? 'New cause' : 'New causes';
}

function peopleWithoutCause(alert: Alert): number {
  let count = 0;
  for (const cause of causesOf(alert)) if (isUnknown(cause)) count += cause.affected.count;
  return count;
}

function isGrown({ affected: before }: Alert, { affected: after }: Alert): boolean {
  const isOpenAgain = after.count - after.cleared > before.count - before.cleared;
  return after.count > before.count || isOpenAgain || after.more !== before.more;
}
