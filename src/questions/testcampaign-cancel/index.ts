import { isOver } from '../../campaigns/test-campaign/lifecycle.ts';
import type { CampaignRoom } from '../../campaigns/watch/campaign-room.ts';
import { stateWords } from '../../cards/campaign-status/outcome-words.ts';
import { mailText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { refused } from '../shared/refused.ts';
import { wantedCampaigns } from '../testcampaign-status/wanted-campaigns.ts';
import { examples } from './examples.ts';

/** Ends the watch over a test. Words alone show what would end; a press ends it. Mail that was sent stays where it is. */
export const question: Question = {
  intent: 'testcampaign.cancel',
  help: 'Stop watching a test',
  examples,
  answer,
};

const looked = 50;
const shown = 5;

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { campaigns } = deps;
  if (campaigns === undefined) return notWatched();
  const pressed = one(request.entities, 'cancel');
  if (pressed !== null) return cancelOne(pressed, request, deps, campaigns);
  const id = one(request.entities, 'campaign_id');
  const named = id === null ? null : await campaigns.find(id);
  const newest = named === null ? await campaigns.newest(looked) : [named];
  const running = newest.filter(({ campaign }) => !isOver(campaign.state));
  const found = wantedCampaigns(running, request, deps).slice(0, shown);
  if (found.length === 0) return gone();
  return messageAnswer(
    {
      title: found.length === 1 ? 'Stop watching this test?' : 'Which test shall I stop watching?',
      tone: 'warning',
      paragraphs: ['Mail that was sent stays where it is; I only stop looking at it and telling of it.'],
      sections: [
        {
          heading: found.length === 1 ? 'The test' : 'Running tests',
          lines: found.map(({ campaign }, place) => ({
            label: `${place + 1}. ${mailText(campaign.subject ?? campaign.name, 80)}`,
            text: `${stateWords(campaign.state)}, ${formatDateTime(campaign.firstSeenAt ?? campaign.plan?.plannedFor ?? campaign.createdAt, request.asker)}`,
          })),
        },
      ],
      buttons: found.map(({ campaign }, place) => ({
        title: found.length === 1 ? 'Stop watching' : `Stop watching ${place + 1}`,
        verb: 'testcampaign.cancel',
        data: { cancel: campaign.id },
      })),
    },
    { remember: { listed: { kind: 'campaign', keys: found.map(({ campaign }) => campaign.id) } } },
  );
}

/** Whoever planned a test may end its watch; of others', and of those found by themselves, operators and approvers. */
async function cancelOne(
  id: string,
  request: QuestionRequest,
  deps: QuestionDeps,
  campaigns: CampaignRoom,
): Promise<Answer> {
  const { objectId, name, roles } = request.asker;
  const found = await campaigns.find(id);
  if (found === null) return gone();
  const isOwn = found.campaign.plan?.createdBy.id === objectId;
  if (!isOwn && !roles.includes('operator') && !roles.includes('approver')) {
    return refused(request, deps, 'testcampaign.cancel', notYours(), 'noRole', { campaign: id.slice(0, 100) });
  }
  const campaign = await campaigns.cancel(id, { id: objectId, name }, request.now);
  return campaign === null ? gone() : cancelled(campaign.subject ?? campaign.name);
}

function notYours(): Answer {
  return messageAnswer(
    {
      title: 'Not cancelled',
      tone: 'warning',
      paragraphs: ['Only whoever planned a test, an operator or an approver may stop the watch over it. It goes on.'],
    },
    { unanswered: true, audience: 'askerOnly' },
  );
}

function cancelled(name: string): Answer {
  return messageAnswer({
    title: 'No longer watched',
    tone: 'info',
    paragraphs: [`I no longer watch “${mailText(name, 100)}”. Mail that was sent stays where it is.`],
    buttons: [{ title: 'All tests', verb: 'testcampaign.status', data: {} }],
  });
}

function gone(): Answer {
  return messageAnswer({
    title: 'Nothing to cancel',
    tone: 'info',
    paragraphs: ['That test is over already, or there is none.'],
    buttons: [{ title: 'All tests', verb: 'testcampaign.status', data: {} }],
  });
}

function notWatched(): Answer {
  return messageAnswer({
    title: 'Nothing to cancel',
    tone: 'info',
    paragraphs: ['No tests are watched here.'],
  });
}
