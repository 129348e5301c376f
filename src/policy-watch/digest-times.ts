import type { DigestTimes } from '../store/digests.ts';

/** Times that cannot be kept to; the message is a sentence for the person who asked. */
export class DigestTimesError extends Error {
  override readonly name = 'DigestTimesError';
}

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

const cronDays: Record<Weekday, number> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 0,
};
const leastGapMs = 3_600_000;

/** The cron expression for a time of day (HH:MM) on some days of the week. Throws `DigestTimesError` for what is no such time. */
export function weeklyCron(days: readonly Weekday[], time: string): string {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(time.trim()) ?? [];
  if (hour === undefined || minute === undefined)
    throw new DigestTimesError('Give the time of day as hours and minutes, such as 08:30.');
  if (days.length === 0) throw new DigestTimesError('Name at least one day of the week.');
  const numbers = [...new Set(days.map((day) => cronDays[day]))].sort((a, b) => a - b);
  return `${Number(minute)} ${Number(hour)} * * ${numbers.join(',')}`;
}

/** Occurrences of a cron expression in a time zone after a time; throws for what cannot be read. */
export type Preview = (cron: string, options: { tz: string; from: Date; count: number }) => Date[];

/** The next times of a digest. Throws `DigestTimesError` when the times cannot be read or are closer than an hour. */
export function nextTimes(
  { cron, timeZone }: Pick<DigestTimes, 'cron' | 'timeZone'>,
  preview: Preview,
  now: Date,
): Date[] {
  if (!isTimeZone(timeZone))
    throw new DigestTimesError(`“${timeZone}” is no time zone. Use a name such as Europe/Berlin.`);
  if (cron.trim().split(/\s+/).length !== 5) throw notATime(cron);
  let times: Date[];
  try {
    times = preview(cron, { tz: timeZone, from: now, count: 10 });
  } catch (error) {
    throw new DigestTimesError(notATime(cron).message, { cause: error });
  }
  if (times.length === 0) throw notATime(cron);
  for (const [place, time] of times.entries()) {
    const before = times[place - 1];
    if (before !== undefined && time.getTime() - before.getTime() < leastGapMs) {
      throw new DigestTimesError('A digest comes once an hour at most. Choose fewer times.');
    }
  }
  return times;
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function notATime(cron: string): DigestTimesError {
  return new DigestTimesError(
    `“${cron.slice(0, 60)}” is no time that can be kept to. Use five cron fields, such as 0 8 * * 1.`,
  );
}
