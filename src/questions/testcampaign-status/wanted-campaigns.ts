import type { CampaignRoom, CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import { campaignSubject } from '../../contactmonkey/campaign-key.ts';
import { resolveTimeRange } from '../../language/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { many, one } from '../entities.ts';
import type { Entities, QuestionRequest } from '../question.ts';
import { hasAllWords } from '../shared/subject-words.ts';

const usual = 5;
const most = 15;
const numberWords = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** How many were asked for, in digits or as a word; null when no number was said. */
export function countAsked(entities: Entities): number | null {
  const said = (one(entities, 'count') ?? '').toLowerCase();
  const place = numberWords.indexOf(said);
  const count = place >= 0 ? place : Number(said.replace(/,/g, ''));
  return said !== '' && Number.isInteger(count) && count > 0 ? count : null;
}

/** The newest campaigns, and the one that a button names, however old it is. */
export async function withAsked(
  newest: CampaignSummary[],
  { entities }: QuestionRequest,
  campaigns: CampaignRoom,
): Promise<CampaignSummary[]> {
  const id = one(entities, 'campaign_id');
  if (id === null || newest.some(({ campaign }) => campaign.id === id)) return newest;
  const found = await campaigns.find(id);
  return found === null ? newest : [...newest, found];
}

/**
 * The campaigns that were asked for: by id, by place in the last list, by words of the subject, by time, the one last spoken of
 * ("this test"), or the newest ones, as many as were asked for. Newest first.
 */
export function wantedCampaigns(
  newest: readonly CampaignSummary[],
  request: QuestionRequest,
  { profile }: Pick<QuestionDeps, 'profile'>,
): CampaignSummary[] {
  const { entities, conversation, text } = request;
  const withId = (id: string) => newest.filter(({ campaign }) => campaign.id === id);
  const id = one(entities, 'campaign_id');
  if (id !== null) return withId(id);
  const place = Number(one(entities, 'item') ?? one(entities, 'ordinal'));
  const listed = conversation.listed?.kind === 'campaign' ? conversation.listed.keys[place - 1] : undefined;
  if (listed !== undefined) return withId(listed);
  const prefix = profile.testSubjectPrefix;
  const said = [...many(entities, 'subject'), ...many(entities, 'campaign')].map((words) =>
    campaignSubject(words, prefix),
  );
  const names = said.filter((words) => words !== '');
  const range = rangeAsked(request);
  const count = countAsked(entities);
  const { subject } = conversation;
  if (names.length === 0 && range === null && count === null && subject?.kind === 'campaign' && thisOne.test(text))
    return withId(subject.key);
  const fitting = newest.filter(
    ({ campaign }) =>
      (names.length === 0 || names.some((words) => hasAllWords(`${campaign.subject ?? ''} ${campaign.name}`, words))) &&
      (range === null || isWithin(campaign.firstSeenAt ?? campaign.plan?.plannedFor ?? campaign.createdAt, range)),
  );
  if (names.length > 0 && fitting.length === 0 && range !== null) return wantedWithoutTime(newest, request, profile);
  if (count !== null) return fitting.slice(0, Math.min(count, most));
  return names.length > 0 || range !== null ? fitting : fitting.slice(0, usual);
}

/** "The December newsletter" is read as a time at times: a name that nothing of that time bears is looked for at any time. */
function wantedWithoutTime(
  newest: readonly CampaignSummary[],
  request: QuestionRequest,
  profile: QuestionDeps['profile'],
): CampaignSummary[] {
  const { date_range: _, ...entities } = request.entities;
  return wantedCampaigns(newest, { ...request, entities }, { profile });
}

const thisOne = /\b(?:this|that|the same|it|its)\b/i;

function rangeAsked({ entities, now, asker }: QuestionRequest): { from: string; to: string } | null {
  const said = one(entities, 'date_range');
  return said === null ? null : resolveTimeRange(said, now, asker.timeZone);
}

function isWithin(time: string, { from, to }: { from: string; to: string }): boolean {
  return time >= from && time <= to;
}
