import type { CampaignSummary } from '../../campaigns/watch/campaign-room.ts';
import { many, one } from '../entities.ts';
import type { QuestionRequest } from '../question.ts';
import { hasAllWords } from '../shared/subject-words.ts';

const usual = 5;
const most = 15;

/** The campaigns that were asked for: by id, by words of the subject, or the newest ones, as many as were asked for. */
export function wantedCampaigns(newest: readonly CampaignSummary[], request: QuestionRequest): CampaignSummary[] {
  const { entities, conversation } = request;
  const id = one(entities, 'campaign_id');
  if (id !== null) return newest.filter(({ campaign }) => campaign.id === id);
  const said = [...many(entities, 'subject'), ...many(entities, 'campaign')];
  if (said.length > 0) {
    return newest.filter(({ campaign }) =>
      said.some((subject) => hasAllWords(`${campaign.subject ?? ''} ${campaign.name}`, subject)),
    );
  }
  const ordinal = Number(one(entities, 'ordinal'));
  const listed = conversation.listed?.kind === 'campaign' ? conversation.listed.keys[ordinal - 1] : undefined;
  if (listed !== undefined) return newest.filter(({ campaign }) => campaign.id === listed);
  const count = Number(one(entities, 'count') ?? usual);
  return newest.slice(0, Number.isInteger(count) && count > 0 ? Math.min(count, most) : usual);
}
