import type { Intent } from '../intents.ts';
import { note, type Scan, take, takeAll } from './scan.ts';
import { CARRIERS, TITLE_NOUNS } from './words.ts';

const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const NUMBER = '(?:\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|couple of|few)';
const UNIT = '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|months?|years?|quarters?)';
const CLOCK = '(?:\\d{1,2}(?::\\d{2})?\\s?(?:am|pm|a\\.m\\.|p\\.m\\.)|\\d{1,2}:\\d{2}|noon|midnight|midday)';
const PART = '(?:morning|afternoon|evening|night|noon|lunch(?:time)?)';
const DATE = `(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}(?:[./]\\d{2,4})?|(?:the )?\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}(?: \\d{4})?|${MONTH} \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?|the \\d{1,2}(?:st|nd|rd|th))`;
const POINT = `(?:${DATE}(?: (?:at |around )?${CLOCK})?|(?:last |this )?${DAY}(?: (?:at |around |about )?(?:${CLOCK}|\\d{1,2}\\b)| ${PART})?|yesterday(?: (?:at |around )?(?:${CLOCK}|${PART}))?|today(?: (?:at |around )?${CLOCK})?|${CLOCK}(?: (?:today|yesterday|this ${PART}|on ${DAY}))?|\\d{1,2}(?: this ${PART})|this ${PART}|last (?:night|week|month|quarter|year)|${MONTH}(?: \\d{4})?|lunch|the last (?:campaign|send))`;

/** Longest first; each has the value in group v. Nothing here nests one repeat inside another. */
const PERIODS: readonly RegExp[] = [
  `\\b(?<v>(?:between|from) (?:${POINT}|\\d{1,2}) (?:and|to|until|till) (?:${POINT}|\\d{1,2}\\s?(?:am|pm)?)(?: (?:today|yesterday|this ${PART}|on ${DAY}))?)(?!\\w)`,
  `\\b(?<v>(?:since|after|before|until) ${POINT})(?![\\w'-])`,
  `\\b(?<v>(?:since|after|before|until) (?:last )?(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun))\\b`,
  `\\b(?<v>since (?:\\d{1,2}\\b|then\\b))`,
  `\\b(?<v>(?:last|past|previous|recent) ${NUMBER} ?${UNIT})\\b`,
  `\\b(?<v>(?:last|past|previous) \\d{1,3}h)\\b`,
  `\\b(?<v>${NUMBER} ${UNIT} ago)\\b`,
  `\\b(?<v>(?:this|last|past|next|previous|current) (?:week(?:end)?|month|quarter|year|hour|${PART}|day))\\b`,
  `\\b(?<v>the (?:week|day) before|week to date|month to date|so far this (?:week|month))\\b`,
  `\\b(?<v>yesterday|today)(?=s\\b)`,
  `\\b(?<v>${MONTH})(?= tests?\\b)`,
  `\\b(?:over|on|during|at) the (?<v>weekend)\\b`,
  `\\b(?<v>(?:yesterday|tomorrow|today)(?: (?:at |around |before |after )?(?:${CLOCK}|\\d{1,2}\\s?(?:am|pm)|${PART}))?)\\b(?!'s (?:change|edit|fix|meeting))`,
  `\\b(?:on |from |for |of |by |until )(?<v>${DAY}(?: (?:at |around |about )?(?:${CLOCK}|${PART}))?)(?! (?:${TITLE_NOUNS}|${CARRIERS}))\\b`,
  `\\b(?<v>(?:this|last|previous) (?:week|month|quarter|year))(?='?s )`,
  `\\bthe (?<v>${DAY}|${CLOCK})(?= (?:mails?|e-?mails?|messages?|sends?)\\b)`,
  `\\b(?<v>${DAY} (?:at |around |about )?(?:${CLOCK}|${PART}))\\b`,
  `\\b(?<v>(?:last|next|this) ${DAY})(?! (?:${TITLE_NOUNS}|${CARRIERS}))\\b`,
  `\\b(?:on |from |for |of )(?<v>${DATE})`,
  `\\b(?<v>${DATE.replace('|the \\d{1,2}(?:st|nd|rd|th)', '')})(?! (?:${TITLE_NOUNS}|${CARRIERS}))\\b`,
  `\\b(?:in|for|during|from|of) (?<v>${MONTH}(?: \\d{4})?)(?! (?:${TITLE_NOUNS}|${CARRIERS}|test|campaign))\\b`,
  `(?:^|[,;:-] )(?<v>(?:last |this )?${MONTH}(?: \\d{4})?)(?=\\s*$|[?.!,])`,
  `\\b(?<v>overnight|(?:around|about|at) (?:noon|midnight|midday)|(?:around|about) ${CLOCK})\\b`,
].map((source) => new RegExp(source, 'dgi'));

const TIMELESS: ReadonlySet<Intent> = new Set([
  'out_of_scope',
  'smalltalk/help',
  'notifications.config',
  'headers.explain',
  'security.tradeoff',
]);
/** "at 14:00" is when the mail was sent; elsewhere it may be when a page was seen or an alert is wanted. */
const AT_A_TIME: ReadonlySet<Intent> = new Set([
  'message.trace',
  'quarantine.list',
  'quarantine.why',
  'quarantine.count',
]);
const AT_CLOCK = /\b(?:sent |mailed )?at (?<v>\d{1,2}:\d{2}(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)\b/dgi;
const DURATIONS: ReadonlySet<Intent> = new Set([
  'allowlist.expiry',
  'allowlist.add',
  'attachments.delay',
  'notifications.config',
  'zap.moved',
]);
const LENGTH = new RegExp(
  `\\b(?<v>(?:\\d{1,4}|half an|one|two|three|four|five|six|ten|fifteen|twenty|thirty)[ -]?${UNIT})\\b`,
  'dgi',
);
const A_LENGTH = /\b(?<v>an? (?:minute|hour|day|week|month)) (?:before|ahead|earlier|prior|in advance)\b/dgi;

/** `date_range` as it was written, without a leading "in the", "on" or "from"; `duration` where a length is the point. */
export function takePeriods(scan: Scan, intent: Intent): void {
  if (!TIMELESS.has(intent)) {
    for (const pattern of PERIODS) takePeriod(scan, pattern);
  }
  if (AT_A_TIME.has(intent)) takePeriod(scan, AT_CLOCK);
  if (!DURATIONS.has(intent)) return;
  takeAll(scan, LENGTH, 'duration');
  if (intent === 'allowlist.expiry') takeAll(scan, A_LENGTH, 'duration');
}

function takePeriod(scan: Scan, pattern: RegExp): void {
  const match = scan.rest.matchAll(pattern).next().value;
  const span = match?.indices?.groups?.v;
  const value = match?.groups?.v;
  if (span === undefined || value === undefined) return;
  if (scan.found.date_range === undefined) note(scan, 'date_range', value);
  take(scan, span[0], span[1]);
}
