import { DateTime } from 'luxon';

export const everyDay = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const clock = String.raw`\d{1,2}(?:[:.][0-5]\d)?(?: ?(?:am|pm|o'clock|h|uhr))?`;

/** "from 1 December" and "after 3 days" name no hour. */
const notADate = '(?! ?(?:st|nd|rd|th|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|min|hour|day|week|month))';

/** Hours somebody named, HH:MM; one end may be missing. `match` is the words that said it. */
export interface HoursSaid {
  from: string | null;
  to: string | null;
  match: RegExp;
}

const between = new RegExp(
  String.raw`\b(?:from |between )?(${clock}) ?(?:to|-|\u2013|and|until|till) ?(${clock})(?!\w)`,
);
const before = new RegExp(String.raw`\b(?:before|until|till) (${clock})(?!\w)${notADate}`);
const after = new RegExp(String.raw`\b(?:after|past|from) (${clock})(?!\w)${notADate}( on\b)?`);

/** Hours without alerts: "from 22 to 7", "before 8 or after 18". "Only between 8 and 18" is the other way round. */
export function quietSaid(text: string): HoursSaid | null {
  const both = between.exec(text);
  const only = /\bonly\b/.test(text) && !/\b(not|no|quiet|stop)\b/.test(text);
  if (both !== null) {
    const [from, to] = [timeOf(both[1] ?? ''), timeOf(both[2] ?? '')];
    if (from === null || to === null || from === to) return null;
    return only ? { from: to, to: from, match: between } : { from, to, match: between };
  }
  const [early, late] = [before.exec(text), after.exec(text)];
  const ends = { to: early && timeOf(early[1] ?? ''), from: late && timeOf(late[1] ?? '') };
  if (ends.to === null && ends.from === null) return null;
  const match = new RegExp(`${before.source}|${after.source}|\\bor\\b`, 'g');
  return only ? { from: ends.to, to: ends.from, match } : { ...ends, match };
}

/** HH:MM of "8pm", "18", "7.30"; null for what is no time of day. */
export function timeOf(said: string): string | null {
  const [, hour = '', minute = '00', half] = /^(\d{1,2})(?:[:.](\d\d))? ?(am|pm)?/.exec(said) ?? [];
  const number = Number(hour);
  if (hour === '' || number > (half === undefined ? 24 : 12) || (half !== undefined && number === 0)) return null;
  const plain = half === undefined ? number % 24 : (number % 12) + (half === 'pm' ? 12 : 0);
  return `${String(plain).padStart(2, '0')}:${minute}`;
}

const lasting = /\b(?:for )?(\d{1,3}|an?|one|two|three) (minute|min|hour|day|week)s?\b/;
const dayNamed = new RegExp(
  String.raw`\b(?:(?:until|till) )?(?:next )?(tomorrow|${everyDay.join('|')})(?: morning)?\b`,
);
const timeNamed = new RegExp(String.raw`\b(?:at|until|till) (${clock})(?!\w)|(?<=(?:day|tomorrow) )(${clock})(?!\w)`);
const counts: Record<string, number> = { a: 1, an: 1, one: 1, two: 2, three: 3 };

/** The end of a pause as it was said, and the text without the words for it; null when none was said. A day without a time ends at 8:00. */
export function pauseEnd(text: string, now: Date, timeZone: string): { end: DateTime; rest: string } | null {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const [, count = '', unit] = lasting.exec(text) ?? [];
  if (unit !== undefined) {
    const end = local.plus({ [unit === 'min' ? 'minute' : unit]: counts[count] ?? Number(count) });
    return { end, rest: text.replace(lasting, ' ') };
  }
  const day = dayNamed.exec(text)?.[1];
  const [, first, second] = timeNamed.exec(text) ?? [];
  const time = timeOf(first ?? second ?? '');
  if (day === undefined && time === null) return null;
  const [hour, minute] = (time ?? '08:00').split(':').map(Number);
  const at = { hour, minute, second: 0, millisecond: 0 };
  const rest = text.replace(timeNamed, ' ').replace(dayNamed, ' ');
  if (day === undefined) {
    const today = local.set(at);
    return { end: today > local ? today : local.plus({ days: 1 }).set(at), rest };
  }
  const ahead = day === 'tomorrow' ? 1 : daysUntil(local, day);
  return { end: local.plus({ days: ahead }).set(at), rest };
}

function daysUntil(local: DateTime, day: string): number {
  const weekday = everyDay.findIndex((name) => day.startsWith(name)) + 1;
  return (weekday + 7 - local.weekday) % 7 || 7;
}
