import { DateTime, IANAZone } from 'luxon';
import { amountOf, atClock, type Clock, clockOf, weekdayOf } from './time-words.ts';

const LONGEST = 60;
/** When the working day begins: what a day without a time means. */
const MORNING: Clock = { hour: 8, minute: 0 };
const PARTS: Readonly<Record<string, Clock>> = {
  morning: MORNING,
  lunch: { hour: 12, minute: 0 },
  afternoon: { hour: 13, minute: 0 },
  evening: { hour: 18, minute: 0 },
};
const SPELT: Readonly<Record<string, string>> = { fifteen: '15', twenty: '20', thirty: '30' };

/**
 * The moment to come that words mean: "2 hours", "tomorrow morning", "monday 9am", "3pm", "the weekend" (its end). Read in `timeZone`
 * (IANA; UTC when unknown); a day without a time is its 08:00. Null for words that are no time to come.
 */
export function resolveLaterTime(words: string, now: Date, timeZone: string): Date | null {
  const local = DateTime.fromJSDate(now, { zone: IANAZone.isValidZone(timeZone) ? timeZone : 'utc' });
  if (!local.isValid || words.length > LONGEST) return null;
  const clean = words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}:. -]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const moment = afterLength(clean, local) ?? onDay(clean, local) ?? atTime(clean, local);
  return moment === null || !moment.isValid || moment <= local ? null : moment.toJSDate();
}

/** "2 hours", "half an hour", "a couple of days". */
function afterLength(words: string, now: DateTime): DateTime | null {
  if (words === 'half an hour') return now.plus({ minutes: 30 });
  const [, count = '', unit = ''] = /^(a couple of|a few|\d{1,3}|[a-z]{1,7}) ?([a-z]{1,7})$/.exec(words) ?? [];
  const amount = amountOf(SPELT[count] ?? count, unit);
  return amount === null ? null : now.plus(amount);
}

/** "tomorrow", "next monday at 9", "friday afternoon", "3pm tomorrow", "2026-11-30". */
function onDay(words: string, now: DateTime): DateTime | null {
  const last = /^(\S{1,5}(?: (?:am|pm))?) (?:on )?((?:next )?[a-z]{3,9})$/.exec(words);
  const turned = last !== null && clockOf(last[1] ?? '') !== null ? `${last[2]} ${last[1]}` : words;
  const match = /^(?:the )?(day after tomorrow|(?:next )?[a-z]{3,9}|\d{4}-\d{2}-\d{2})(?: (?:at )?(.{1,10}))?$/.exec(
    turned,
  );
  const day = match === null ? null : dayOf(match[1] ?? '', now);
  if (day === null) return null;
  const time = match?.[2];
  if (time === undefined)
    return match?.[1] === 'tonight' ? atClock(day, { hour: 20, minute: 0 }) : atClock(day, MORNING);
  const clock = PARTS[time] ?? clockOf(time, true);
  return clock === null ? null : atClock(day, clock);
}

function dayOf(words: string, now: DateTime): DateTime | null {
  if (words === 'today' || words === 'tonight' || words === 'this') return now;
  if (words === 'day after tomorrow') return now.plus({ days: 2 });
  if (words === 'tomorrow') return now.plus({ days: 1 });
  if (words === 'next week' || words === 'weekend') return now.startOf('week').plus({ weeks: 1 });
  if (words === 'next month') return now.startOf('month').plus({ months: 1 });
  const date = /^\d{4}/.test(words) ? DateTime.fromISO(words, { zone: now.zone }) : null;
  if (date?.isValid) return date;
  const weekday = weekdayOf(words.replace(/^next /, ''));
  return weekday === null ? null : now.plus({ days: (weekday - now.weekday + 7) % 7 || 7 });
}

/** "3pm", "15:00", "noon", "the afternoon": today's, or tomorrow's when it has passed. */
function atTime(words: string, now: DateTime): DateTime | null {
  const clock = PARTS[words.replace(/^(?:the|this) /, '')] ?? clockOf(words, true);
  if (clock === null) return null;
  const today = atClock(now, clock);
  return today > now ? today : atClock(now.plus({ days: 1 }), clock);
}
