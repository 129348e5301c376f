import type { CampaignGroup } from '../../campaigns/campaign-groups.ts';
import { mailText } from '../../cards/escape.ts';
import { formatDateTime, type Localised } from '../../cards/format.ts';
import { type CampaignRow, campaignsPerCard, quarantineListCard } from '../../cards/quarantine-list/index.ts';
import { reasonBadge } from '../../cards/words.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Entities, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { countedReasons, countedReleases, newestExample } from '../shared/group-words.ts';
import { type MailFilters, mailFilters } from '../shared/mail-filters.ts';
import { pageAsked, pastTheEnd } from '../shared/page-asked.ts';
import { type QuarantineSearch, searchQuarantine } from '../shared/quarantine-search.ts';
import { quarantineSources } from '../shared/sources.ts';
import { openEnds } from '../standard-answers.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { examples } from './examples.ts';

/** What of ContactMonkey's is in quarantine, by campaign, newest first, a page at a time. */
export const question: Question = {
  intent: 'quarantine.list',
  help: 'What of our newsletters is in quarantine, by campaign',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const end = pastTheEnd(request, question.intent);
  if (end) return end;
  const cursor = readCursor(pageAsked(request));
  const filters = mailFilters(request);
  if (cursor && cursor.to < filters.query.to) filters.query.to = cursor.to;
  const start: Cursor = { to: filters.query.to, offset: cursor?.offset ?? 0 };
  const found = await searchQuarantine(request, deps, filters);
  const audience = audienceOf(request);
  const page = found.groups.slice(start.offset, start.offset + campaignsPerCard[audience]);
  const more = found.groups.length > start.offset + page.length;
  const card = quarantineListCard({
    audience,
    filters: [...filters.words, filters.period].join(', '),
    notCounted: forgedOrForeign(found).join(', '),
    filterEntities: filterEntities(request.entities),
    totals: { messages: found.messages, campaigns: found.groups.length, complete: found.complete },
    firstNumber: start.offset + 1,
    campaigns: page.map((group, index) => rowOf(group, { ...start, offset: start.offset + index + 1 })),
    more,
    couldNot: found.notRead,
    asOf: request.now.toISOString(),
    locale: request.asker.locale,
    timeZone: request.asker.timeZone,
  });
  return {
    text:
      inWords(found, filters, page.length, start.offset) +
      forgedOrForeign(found)
        .map((words) => ` Not counted: ${words}.`)
        .join('') +
      (audience === 'personal' ? rowsInWords(page, start.offset, request.asker) : '') +
      openEnds(found.notRead),
    card,
    sources: quarantineSources,
    couldNot: found.notRead,
    audience: 'everyone',
    remember: {
      listed: {
        kind: 'message',
        keys: page.map((group) => newestExample(group).identity),
        ...(more ? { next: writeCursor({ ...start, offset: start.offset + page.length }) } : {}),
      },
    },
  };
}

function rowOf(group: CampaignGroup, after: Cursor): CampaignRow {
  return {
    identity: newestExample(group).identity,
    subject: group.subject,
    sender: group.sender,
    ours: group.recognised,
    path: group.path,
    messages: group.messages,
    recipients: group.recipients,
    reasons: countedReasons(group),
    releases: countedReleases(group),
    firstAt: group.firstReceivedAt,
    lastAt: group.lastReceivedAt,
    expiresAt: group.earliestExpiry,
    cursorAfter: writeCursor(after),
  };
}

function inWords(found: QuarantineSearch, filters: MailFilters, shown: number, offset: number): string {
  const asked = filters.words.length > 0 ? ` (${filters.words.join(', ')})` : '';
  const whose = found.others ? 'mail' : 'ContactMonkey mail';
  const none = found.others && !filters.namesMail ? 'No ContactMonkey mail fits, other mail does: ' : '';
  const least = found.complete ? '' : none === '' ? 'At least ' : 'at least ';
  if (found.messages === 0) {
    return `I found no ${whose} in quarantine for ${filters.period}${asked}.`;
  }
  const range = found.groups.length > shown ? ` Shown: ${offset + 1} to ${offset + shown}.` : '';
  return `${none}${least}${found.messages} quarantined ${found.messages === 1 ? 'message' : 'messages'} of ${whose} in ${found.groups.length} ${found.groups.length === 1 ? 'campaign' : 'campaigns'}, ${filters.period}${asked}.${range}`;
}

/** Told, so that nobody wonders; not listed, so that nobody releases it as a newsletter. */
function forgedOrForeign({ foreignClaims }: QuarantineSearch): string[] {
  if (foreignClaims === 0) return [];
  const mail = foreignClaims === 1 ? '1 message' : `${foreignClaims} messages`;
  return [`${mail} with ContactMonkey links from domains that are not yours (forged, or another company’s)`];
}

function rowsInWords(page: CampaignGroup[], offset: number, reader: Localised): string {
  const lines = page.map((group, index) => {
    const reasons = countedReasons(group).map(({ reason, text }) => reasonBadge(reason, text).word);
    const subject = mailText(group.subject, 100) || '(no subject)';
    return `${offset + index + 1}. ${subject} – ${mailText(group.sender, 80)}, ${formatDateTime(group.lastReceivedAt, reader)}, ${group.messages} held as ${reasons.slice(0, 3).join(', ')}`;
  });
  return lines.length === 0 ? '' : `\n\n${lines.join('\n')}`;
}

/** The filters without what belongs to one press, so that "show more" asks the same again. */
function filterEntities(entities: Entities): Entities {
  const { page: _page, deliver: _deliver, item: _item, message: _message, ...filters } = entities;
  return filters;
}
