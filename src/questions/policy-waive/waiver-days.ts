import { DateTime } from 'luxon';

const longestDays = 365;
const proposedDays = 90;

export type WaiverDay = { valid: true; day: string; endsAt: string } | { valid: false; why: string };

/** Days (`YYYY-MM-DD`, in the asker's zone) that a waiver may run to: from tomorrow on, at most a year. */
export function waiverDays(now: Date, timeZone: string): { earliest: string; latest: string; proposed: string } {
  const today = todayIn(now, timeZone);
  return {
    earliest: day(today.plus({ days: 1 })),
    latest: day(today.plus({ days: longestDays })),
    proposed: day(today.plus({ days: proposedDays })),
  };
}

/** Reads the day a waiver is to end on; it holds to the end of that day in the asker's zone. */
export function waiverDay(text: string | null, now: Date, timeZone: string): WaiverDay {
  const today = todayIn(now, timeZone);
  const asked = DateTime.fromISO(/^\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? (text ?? '') : 'none', { zone: today.zone });
  if (!asked.isValid) return { valid: false, why: 'The day must be given as YYYY-MM-DD.' };
  if (asked <= today) return { valid: false, why: 'The day must be tomorrow or later.' };
  if (asked > today.plus({ days: longestDays })) return { valid: false, why: 'A waiver can last a year at most.' };
  return { valid: true, day: day(asked), endsAt: asked.endOf('day').toUTC().toISO() ?? '' };
}

/** The day of a time in a zone, not beyond `latest`. */
export function dayOf(iso: string, timeZone: string, latest: string): string {
  const at = DateTime.fromISO(iso, { zone: timeZone });
  const found = day(at.isValid ? at : DateTime.fromISO(iso, { zone: 'utc' }));
  return found > latest ? latest : found;
}

function todayIn(now: Date, timeZone: string): DateTime {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  return (local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })).startOf('day');
}

function day(date: DateTime): string {
  return date.toFormat('yyyy-MM-dd');
}
