import { createRequire } from 'node:module';
import type * as German from 'chrono-node/de';
import type * as English from 'chrono-node/en';
import { DateTime, IANAZone } from 'luxon';
import { amountOf, atClock, type Clock, clockOf, monthOf, partOfDay, type Stretch, weekdayOf } from './time-words.ts';

export interface TimeRange {
  /** ISO 8601, UTC; never after `to`. */
  from: string;
  /** ISO 8601, UTC; never after now. */
  to: string;
  /** The words, as they can be repeated to the person. */
  label: string;
}

const LONGEST = 80;
/** How far "before Monday" reaches back: Exchange keeps quarantined mail for at most 30 days. */
const BEFORE_DAYS = 30;

/**
 * The stretch of time that words mean: "since monday", "last 24h", "tuesday around noon", "between 3 and 5 pm".
 * Read in `timeZone` (IANA; UTC when unknown), weeks start on Monday, days follow the wall clock over DST changes.
 * A bare weekday or month is its latest one. Null for words that are no time, and for the future.
 */
export function resolveTimeRange(words: string, now: Date, timeZone: string): TimeRange | null {
  const zone = IANAZone.isValidZone(timeZone) ? timeZone : 'utc';
  const local = DateTime.fromJSDate(now, { zone });
  if (!local.isValid || words.length > LONGEST) return null;
  const clean = words
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[?!,]|\.$/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const stretch = between(clean, local) ?? bounded(clean, local) ?? stretchOf(clean, local);
  if (stretch === null || !stretch.from.isValid || !stretch.to.isValid) return null;
  const to = DateTime.min(stretch.to, local);
  if (stretch.from >= to) return null;
  return { from: stretch.from.toUTC().toISO() ?? '', to: to.toUTC().toISO() ?? '', label: words.trim() };
}

/** "between 3 and 5 pm", "from monday to wednesday". */
function between(words: string, now: DateTime): Stretch | null {
  const match = /^(?:between|from) (.{1,30}?) (?:and|to|until|till|-) (.{1,30})$/.exec(words);
  if (match === null) return null;
  const [, first = '', second = ''] = match;
  return betweenClocks(first, second, now) ?? betweenDays(first, second, now);
}

function betweenClocks(first: string, second: string, now: DateTime): Stretch | null {
  const match = /^(\d{1,2}(?::\d{2})?\s?(?:am|pm)?|noon|midnight)(?: (?:on )?(.{3,20}))?$/.exec(second);
  const until = clockOf(match?.[1] ?? '', true);
  const half = /am|pm/.exec(second)?.[0] ?? '';
  const early = clockOf(/am|pm|:|noon|midnight/.test(first) ? first : `${first}${half}`, true);
  if (until === null || early === null) return null;
  const from: Clock =
    half === 'pm' && early.hour > until.hour && early.hour >= 12 ? { ...early, hour: early.hour - 12 } : early;
  const day = match?.[2] === undefined ? null : stretchOf(match[2], now);
  if (match?.[2] !== undefined && day === null) return null;
  const base = day?.from ?? (atClock(now, from) > now ? now.minus({ days: 1 }) : now);
  const end = atClock(base, until);
  return { from: atClock(base, from), to: end <= atClock(base, from) ? end.plus({ days: 1 }) : end };
}

function betweenDays(first: string, second: string, now: DateTime): Stretch | null {
  const end = stretchOf(second, now);
  if (end === null) return null;
  const start = stretchOf(first, end.from) ?? stretchOf(first, now);
  if (start === null) return null;
  return { from: start.from > end.from ? start.from.minus({ weeks: 1 }) : start.from, to: end.to };
}

/** "since ...", "after ...", "before ...", "until ...". */
function bounded(words: string, now: DateTime): Stretch | null {
  const match = /^(since|after|from|before|until|till) (.{1,60})$/.exec(words);
  if (match === null) return null;
  const [, side = '', point = ''] = match;
  const inner = stretchOf(point, now) ?? bareHour(point, now);
  if (inner === null) return null;
  const from = inner.moment ?? inner.from;
  if (side === 'since' || side === 'from') return { from, to: now };
  if (side === 'after') return { from: isDay(inner) ? inner.to : from, to: now };
  const end = side === 'before' ? from : (inner.moment ?? inner.to);
  return { from: end.minus({ days: BEFORE_DAYS }), to: end };
}

function isDay(stretch: Stretch): boolean {
  return stretch.to.diff(stretch.from, 'hours').hours >= 22;
}

function bareHour(point: string, now: DateTime): Stretch | null {
  const clock = clockOf(point.replace(/^the /, ''), true);
  return clock === null ? null : atTime(clock, now, 0);
}

function stretchOf(given: string, now: DateTime): Stretch | null {
  const words = given.replace(/^(?:(?:in|on|for|during|over|of|at|from|within) )?(?:the )?(?=\S)/, '');
  return (
    rolling(words, now) ?? calendar(words, now) ?? dayAndTime(words, now) ?? month(words, now) ?? written(given, now)
  );
}

/** "last 24h", "past two weeks", "3 days ago". */
function rolling(words: string, now: DateTime): Stretch | null {
  const back = /^(?:last|past|previous|recent) (a couple of|couple of|a few|\d{1,5}|[a-z]{1,6}) ?([a-z]{1,8})$/.exec(
    words,
  );
  if (back !== null) {
    const amount = amountOf(back[1] ?? '', back[2] ?? '');
    if (amount !== null) return { from: now.minus(amount), to: now };
  }
  const single = /^(?:past (day|week|month|quarter|year)|(?:last|past) (hour|minute))$/.exec(words);
  const unit = single?.[1] ?? single?.[2];
  if (unit !== undefined) return { from: now.minus(amountOf('1', unit) ?? {}), to: now };
  const ago = /^(a couple of|couple of|a few|\d{1,5}|[a-z]{1,6}) ([a-z]{1,8}) ago$/.exec(words);
  const amount = ago === null ? null : amountOf(ago[1] ?? '', ago[2] ?? '');
  if (amount === null) return null;
  const then = now.minus(amount);
  if ('hours' in amount || 'minutes' in amount || 'seconds' in amount) return { from: then, to: now };
  return whole(then, 'weeks' in amount ? 'week' : 'months' in amount ? 'month' : 'years' in amount ? 'year' : 'day');
}

/** "today", "this week", "last month", "last night", "this morning". */
function calendar(words: string, now: DateTime): Stretch | null {
  if (words === 'today' || words === 'this day') return whole(now, 'day');
  if (words === 'yesterday' || words === 'last day' || words === 'day before')
    return whole(now.minus({ days: 1 }), 'day');
  if (words === 'day before yesterday') return whole(now.minus({ days: 2 }), 'day');
  if (words === 'overnight' || words === 'last night') return night(now);
  if (words === 'weekend') return weekend(now, false);
  if (words === 'tonight') return partOfDay(now, 'evening');
  const named =
    /^(this|last|previous|current|so far this) (week|month|quarter|year|weekend|morning|afternoon|evening|hour)$/.exec(
      words,
    );
  if (named === null) return /^(?:week|month) (?:to date|before)$/.test(words) ? toDate(words, now) : null;
  const [, which = '', unit = ''] = named;
  const before = which === 'last' || which === 'previous';
  if (unit === 'weekend') return weekend(now, before);
  if (unit === 'week' || unit === 'month' || unit === 'quarter' || unit === 'year' || unit === 'hour') {
    return whole(before ? now.minus({ [`${unit}s`]: 1 }) : now, unit);
  }
  return partOfDay(before ? now.minus({ days: 1 }) : now, unit);
}

function toDate(words: string, now: DateTime): Stretch {
  const unit = words.startsWith('week') ? 'week' : 'month';
  return words.endsWith('before') ? whole(now.minus({ [`${unit}s`]: 1 }), unit) : { from: now.startOf(unit), to: now };
}

function whole(at: DateTime, unit: 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'): Stretch {
  return { from: at.startOf(unit), to: at.startOf(unit).plus({ [`${unit}s`]: 1 }) };
}

function night(now: DateTime): Stretch {
  const yesterday = now.minus({ days: 1 });
  return { from: yesterday.startOf('day').set({ hour: 18 }), to: now.startOf('day').set({ hour: 8 }) };
}

/** Saturday and Sunday: of this week once they have come, else the latest ones; "last weekend" is always past. */
function weekend(now: DateTime, before: boolean): Stretch {
  const saturday = now.startOf('week').plus({ days: 5 });
  const from = before || saturday > now ? saturday.minus({ weeks: 1 }) : saturday;
  return { from, to: from.plus({ days: 2 }) };
}

/** "tuesday around noon", "yesterday afternoon", "monday at 9", "3pm", "8am today". */
function dayAndTime(words: string, now: DateTime): Stretch | null {
  const only =
    /^(?:at |around |about )?(\S{1,8}(?: (?:am|pm|o'clock))?)(?: (today|yesterday|this morning|this afternoon))?$/.exec(
      words,
    );
  const alone = only === null ? null : clockOf(only[1] ?? '', only[2] !== undefined);
  if (alone !== null) {
    const around = /^(?:around|about)/.test(words) ? 60 : 30;
    if (only?.[2] === undefined) return atTime(alone, now, around);
    return aroundOf(atClock(only[2] === 'yesterday' ? now.minus({ days: 1 }) : now, alone), around);
  }
  const match = /^(?:(last|this|past) )?([a-z]{3,9})(?:'s)?(?: (?:(at|around|about|before|after) )?(.{1,12}))?$/.exec(
    words,
  );
  if (match === null) return null;
  const [, which, name = '', how, time] = match;
  const day = namedDay(name, which, now);
  if (day === null || time === undefined) return day === null ? null : whole(day, 'day');
  const part = partOfDay(day, time);
  if (part !== null) return part;
  const clock = clockOf(time, true);
  if (clock === null) return null;
  const moment = atClock(day, clock);
  if (how === 'before') return { from: day.startOf('day'), to: moment };
  if (how === 'after') return { from: moment, to: day.startOf('day').plus({ days: 1 }) };
  return aroundOf(moment, how === 'around' || how === 'about' ? 60 : 30);
}

/** The latest day of that name, today included unless it says "last". */
function namedDay(name: string, which: string | undefined, now: DateTime): DateTime | null {
  if (name === 'today') return now.startOf('day');
  if (name === 'yesterday') return now.startOf('day').minus({ days: 1 });
  const weekday = weekdayOf(name);
  if (weekday === null) return null;
  const back = (now.weekday - weekday + 7) % 7;
  return now.startOf('day').minus({ days: back === 0 && (which === 'last' || which === 'past') ? 7 : back });
}

/** A time of day without a day: today's, or yesterday's while today's is still to come. */
function atTime(clock: Clock, now: DateTime, minutes: number): Stretch {
  const today = atClock(now, clock);
  return aroundOf(today > now ? atClock(now.minus({ days: 1 }), clock) : today, minutes);
}

function aroundOf(moment: DateTime, minutes: number): Stretch {
  return { from: moment.minus({ minutes }), to: moment.plus({ minutes: Math.max(minutes, 1) }), moment };
}

/** "october", "march 2026", "last november". */
function month(words: string, now: DateTime): Stretch | null {
  const match = /^(?:last |this )?([a-z]{3,9})(?: (\d{4}))?$/.exec(words);
  const number = monthOf(match?.[1] ?? '');
  if (number === null) return null;
  const year = match?.[2];
  const first = now.startOf('month').set({ month: number, ...(year === undefined ? {} : { year: Number(year) }) });
  return whole(year === undefined && first > now ? first.minus({ years: 1 }) : first, 'month');
}

/** Dates in any of the usual spellings; without a year the latest such day. */
function written(words: string, now: DateTime): Stretch | null {
  const ordinal = /^(?:on |the )*(\d{1,2})(?:st|nd|rd|th)$/.exec(words);
  if (ordinal !== null) return dayOfMonth(Number(ordinal[1]), now);
  if (!/\d/.test(words) || /\b(?:last|past|previous|recent|next|ago|in)\b/.test(words)) return null;
  const parser = parserFor(/^(?:on )?\d{1,2}\.\d{1,2}/.test(words) ? 'de' : 'en');
  const [result] = parser.parse(words.replace(/^(\d{1,2}\.\d{1,2})$/, '$1.'), {
    instant: now.toJSDate(),
    timezone: now.offset,
  });
  const start = result?.start;
  const month = start?.get('month');
  const day = start?.get('day');
  if (result === undefined || !start?.isCertain('day') || !start.isCertain('month') || month == null || day == null)
    return null;
  if (result.text.length < words.length - 8) return null;
  const given = DateTime.fromObject({ year: start.get('year') ?? now.year, month, day }, { zone: now.zone });
  const date = !start.isCertain('year') && given > now ? given.minus({ years: 1 }) : given;
  const hour = start.isCertain('hour') ? start.get('hour') : null;
  if (hour == null) return whole(date, 'day');
  return aroundOf(atClock(date, { hour, minute: start.get('minute') ?? 0 }), 30);
}

/** Loaded when a date is first written out: most questions hold none, and a start need not wait for it. */
function parserFor(language: 'de' | 'en'): typeof German | typeof English {
  return createRequire(import.meta.url)(`chrono-node/${language}`) as typeof German | typeof English;
}

function dayOfMonth(day: number, now: DateTime): Stretch | null {
  for (let back = 0; back < 3; back++) {
    const date = now.startOf('month').minus({ months: back }).set({ day });
    if (date.day === day && date <= now) return whole(date, 'day');
  }
  return null;
}
