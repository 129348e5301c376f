import { DateTime } from 'luxon';
import { waiverDay } from './waiver-days.ts';

/** What a sentence says of a waiver; null where it says nothing that can be used. `until` is `YYYY-MM-DD`. */
export interface WaiverInWords {
  reason: string | null;
  until: string | null;
}

const mostReason = 500;
const because = /\b(?:because(?: of)?|since|reason(?: is)?:?)\s+(.{3,600})$/i;
const end =
  /\b(?:until|till|up to|for (?=\d|an? |one|two|three|four|five|six|nine|twelve))\s*(?:the )?(?<when>\d{4}-\d{2}-\d{2}|\d{1,2} (?:days?|weeks?|months?)|(?:an?|one|two|three|four|five|six|nine|twelve) (?:days?|weeks?|months?|year)|end of (?:the |this )?year|(?:end of )?[a-z]+(?: \d{4})?)\b/i;
const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** Reads “because … until …” out of a sentence, in the asker's zone. A month without a day means its last one, the next to come. */
export function waiverInWords(text: string, now: Date, timeZone: string): WaiverInWords {
  const found = end.exec(text);
  const day = found === null ? null : dayIn((found.groups?.when ?? '').toLowerCase(), now, timeZone);
  const until = day !== null && waiverDay(day, now, timeZone).valid ? day : null;
  const rest = until === null || found === null ? text : text.replace(found[0], ' ');
  const reason =
    because
      .exec(rest)?.[1]
      ?.replace(/\s+/g, ' ')
      .replace(/^[\s,;:-]+|[\s,;.:-]+$/g, '') ?? '';
  return { reason: reason === '' ? null : reason.slice(0, mostReason), until };
}

function dayIn(words: string, now: Date, timeZone: string): string | null {
  if (/^\d{4}-/.test(words)) return words;
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const today = (local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })).startOf('day');
  if (/^end of (?:the |this )?year$/.test(words)) return today.endOf('year').toFormat('yyyy-MM-dd');
  const [, count = '', unit = ''] = /^(\d{1,2}|[a-z]+) (day|week|month|year)s?$/.exec(words) ?? [];
  if (unit !== '') {
    const many = /^an?$/.test(count) ? 1 : numbers.includes(count) ? numbers.indexOf(count) : Number(count);
    return Number.isInteger(many) ? today.plus({ [unit]: many }).toFormat('yyyy-MM-dd') : null;
  }
  const [, name = '', year] = /^(?:end of )?([a-z]+)(?: (\d{4}))?$/.exec(words) ?? [];
  const month = ['MMMM', 'MMM']
    .map((form) => DateTime.fromFormat(name, form, { locale: 'en' }))
    .find((it) => it.isValid);
  if (month === undefined) return null;
  const inYear = Number(year ?? (month.month >= today.month ? today.year : today.year + 1));
  return today.set({ year: inYear, day: 1, month: month.month }).endOf('month').toFormat('yyyy-MM-dd');
}
