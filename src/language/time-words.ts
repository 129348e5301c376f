import type { DateTime, DurationLikeObject } from 'luxon';

/** A stretch of local time, before it is cut at now. */
export interface Stretch {
  from: DateTime;
  to: DateTime;
  /** The point that was named, when the stretch is only a margin around it. */
  moment?: DateTime;
}

const NUMBERS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  couple: 2,
  'couple of': 2,
  'a couple of': 2,
  three: 3,
  few: 3,
  'a few': 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const UNITS: readonly (readonly [RegExp, keyof DurationLikeObject])[] = [
  [/^s(?:ec(?:ond)?s?)?$/, 'seconds'],
  [/^m(?:in(?:ute)?s?)?$/, 'minutes'],
  [/^h(?:r|our)?s?$/, 'hours'],
  [/^d(?:ays?)?$/, 'days'],
  [/^w(?:ee)?ks?$/, 'weeks'],
  [/^months?$/, 'months'],
  [/^quarters?$/, 'quarters'],
  [/^years?$/, 'years'],
];
const MOST: Readonly<Partial<Record<keyof DurationLikeObject, number>>> = {
  years: 10,
  quarters: 40,
  months: 120,
  weeks: 520,
};
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours of the day that a part of it covers. */
const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  morning: [0, 12],
  afternoon: [12, 18],
  evening: [18, 24],
  night: [18, 24],
  lunch: [11, 14],
  lunchtime: [11, 14],
};

/** "last 24h", "past two weeks", "3 days ago" as an amount; null when it is none. */
export function amountOf(count: string, unit: string): DurationLikeObject | null {
  const number = /^\d{1,5}$/.test(count) ? Number(count) : NUMBERS[count];
  const name = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  if (number === undefined || number === 0 || name === undefined || number > (MOST[name] ?? 99_999)) return null;
  return { [name]: number };
}

export function weekdayOf(word: string): number | null {
  const at = WEEKDAYS.indexOf(word.slice(0, 3));
  return at >= 0 && /^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?$/.test(word) ? at + 1 : null;
}

export function monthOf(word: string): number | null {
  const at = MONTHS.indexOf(word.slice(0, 3));
  const full =
    /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
  return at >= 0 && full.test(word) ? at + 1 : null;
}

export function partOfDay(day: DateTime, part: string): Stretch | null {
  const hours = PARTS[part];
  if (hours === undefined) return null;
  return { from: atHour(day, hours[0]), to: atHour(day, hours[1]) };
}

export interface Clock {
  hour: number;
  minute: number;
}

/** "8am", "3:30 pm", "14:05", "noon", or a bare "9" when `bare` allows it; null when no time of day. */
export function clockOf(words: string, bare = false): Clock | null {
  if (/^(?:noon|midday)$/.test(words)) return { hour: 12, minute: 0 };
  if (words === 'midnight') return { hour: 0, minute: 0 };
  const match = /^(\d{1,2})(?::(\d{2}))?\s?(am|pm|a\.m\.|p\.m\.|o'clock|h)?$/.exec(words);
  if (match === null) return null;
  const [, hours = '', minutes, half] = match;
  if (minutes === undefined && half === undefined && !bare) return null;
  const minute = Number(minutes ?? 0);
  let hour = Number(hours);
  if (half?.startsWith('p') && hour < 12) hour += 12;
  if (half?.startsWith('a') && hour === 12) hour = 0;
  return hour > 23 || minute > 59 ? null : { hour, minute };
}

/** The day's wall-clock time; a time that a DST change skips moves on with the clocks. */
export function atClock(day: DateTime, { hour, minute }: Clock): DateTime {
  return day.startOf('day').set({ hour, minute });
}

function atHour(day: DateTime, hour: number): DateTime {
  return hour === 24 ? day.startOf('day').plus({ days: 1 }) : day.startOf('day').set({ hour });
}
