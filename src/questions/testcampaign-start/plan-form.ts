import { DateTime } from 'luxon';
import { campaignSubject } from '../../contactmonkey/campaign-key.ts';
import { regionFacts, regions } from '../../contactmonkey/regions.ts';
import type { Region } from '../../contactmonkey/sender-profile.ts';
import { resolveLaterTime } from '../../language/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { isMailAddress, many, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';

export const recipientKinds = ['seeds', 'named', 'open'] as const;
export type RecipientKind = (typeof recipientKinds)[number];

/** What the form holds, or what was said before it was shown. */
export interface PlanWish {
  name: string;
  sender: string | null;
  recipients: RecipientKind;
  people: string;
  plannedFor: DateTime;
  regions: Region[];
  attachments: string[];
}

const longestAheadDays = 60;
const mostAttachments = 10;
const fileNames = /[\w-][\w.-]{0,80}\.(?:pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|svg|zip|ics|html?|csv|mp4)\b/gi;

/** Reads the fields of the form; words said in chat fill it the first time. `complaint` is empty when nothing is wrong. */
export function planWish(request: QuestionRequest, deps: QuestionDeps): { wish: PlanWish; complaint: string } {
  const { entities, now, asker } = request;
  const prefix = deps.profile.testSubjectPrefix;
  const said = one(entities, 'name') ?? one(entities, 'subject') ?? one(entities, 'campaign') ?? '';
  const name = withoutMarker(said.slice(0, 120), prefix);
  const asked = (one(entities, 'sender') ?? '').toLowerCase();
  const known = deps.profile.senders.find(({ address }) => address.toLowerCase() === asked);
  const sender = known?.address ?? (isMailAddress(asked) ? asked : null);
  const people = [...many(entities, 'people'), ...many(entities, 'audience'), ...many(entities, 'recipient')].join(
    ', ',
  );
  const kind = recipientKinds.find((known) => known === one(entities, 'recipients'));
  const typed = one(entities, 'day') === null ? timeSaid(request) : null;
  const at = typed ?? timeOf(one(entities, 'day'), one(entities, 'time'), now, asker.timeZone);
  const wish: PlanWish = {
    name,
    sender,
    recipients: kind ?? (people.includes('@') ? 'named' : 'seeds'),
    people: people.slice(0, 1_900),
    plannedFor: at ?? DateTime.fromJSDate(now),
    regions: regionsOf(request, deps),
    attachments: filesOf(request).slice(0, mostAttachments),
  };
  return { wish, complaint: complaintOn(wish, at, request, prefix) };
}

function complaintOn(wish: PlanWish, at: DateTime | null, { now }: QuestionRequest, prefix: string): string {
  if (campaignSubject(wish.name, prefix) === '') return 'Words of the subject are needed: that is how I find the mail.';
  if (at === null) return 'The day and the time could not be read.';
  if (at.toMillis() < now.getTime() - 24 * 3_600_000) return 'The time is more than a day ago.';
  if (at.toMillis() > now.getTime() + longestAheadDays * 86_400_000)
    return `The time is more than ${longestAheadDays} days ahead.`;
  if (wish.recipients === 'named' && !wish.people.includes('@')) return 'Name the mail addresses of people or groups.';
  return '';
}

/** "tomorrow at 9", "in an hour", "next friday". Null for none, and for a time that is over. */
function timeSaid({ entities, text, now, asker }: QuestionRequest): DateTime | null {
  const words = (one(entities, 'date_range') ?? '').replace(/^(?:at|in|on|for) /i, '');
  const [withHour = words] = new RegExp(`${RegExp.escape(words)} at \\d{1,2}(?![\\d:.])`, 'i').exec(text) ?? [];
  const at = words === '' ? null : resolveLaterTime(withHour, now, asker.timeZone);
  return at === null ? null : DateTime.fromJSDate(at);
}

/** What the form holds, else names of files in the sentence. */
function filesOf({ entities, text }: QuestionRequest): string[] {
  const said = one(entities, 'attachments');
  if (said !== null || one(entities, 'plan') !== null) return listed(said);
  return [...new Set(text.match(fileNames) ?? [])];
}

/** Without a day it is now; a day without a time is its ninth hour. */
function timeOf(day: string | null, time: string | null, now: Date, timeZone: string): DateTime | null {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const zone = local.isValid ? timeZone : 'utc';
  if (day === null && time === null) return DateTime.fromJSDate(now, { zone });
  const date = day ?? (local.isValid ? local : DateTime.fromJSDate(now, { zone: 'utc' })).toFormat('yyyy-MM-dd');
  const at = DateTime.fromISO(`${date}T${time ?? '09:00'}`, { zone });
  return at.isValid ? at : null;
}

/** Of several regions in the profile the form chooses none: a mail goes through the tracker of its sender's. */
function regionsOf({ entities }: QuestionRequest, { profile }: QuestionDeps): Region[] {
  const asked = [...many(entities, 'regions'), ...many(entities, 'region')].flatMap(listed);
  const chosen = regions.filter((region) => asked.some((words) => isRegion(words, region)));
  if (asked.length > 0 || profile.regions.length > 1) return chosen;
  return profile.regions;
}

const otherNames: Readonly<Record<Region, RegExp>> = {
  us: /^(?:usa?|america|american|united states)$/i,
  eu: /^(?:eu|emea|uk|europe|european)$/i,
  ca: /^(?:ca|canada|canadian)$/i,
  au: /^(?:au|apac|australia|australian)$/i,
};

function isRegion(words: string, region: Region): boolean {
  return words.toLowerCase() === regionFacts[region].name.toLowerCase() || otherNames[region].test(words);
}

function withoutMarker(text: string, prefix: string): string {
  const marker = prefix.trim().toLowerCase();
  const clean = text.trim();
  return marker !== '' && clean.toLowerCase().startsWith(marker) ? clean.slice(marker.length).trim() : clean;
}

function listed(text: string | null): string[] {
  return (text ?? '')
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
