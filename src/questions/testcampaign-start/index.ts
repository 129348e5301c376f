import type { CampaignRoom } from '../../campaigns/watch/campaign-room.ts';
import { campaignPlanCard } from '../../cards/campaign-plan/index.ts';
import { mailText } from '../../cards/escape.ts';
import { formatDateTime } from '../../cards/format.ts';
import { regionFacts, regions } from '../../contactmonkey/regions.ts';
import type { QuestionDeps } from '../deps.ts';
import { one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { words } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { type PlanWish, planWish } from './plan-form.ts';
import { campaignAudience, plannedRecipients, proposedSeeds } from './recipients.ts';
import { asksForSeeds, leftOutWords, seedListAnswer } from './seed-list-answer.ts';
import { sendNow } from './send-now.ts';

/** Plans a test that is then watched; ContactMonkey sends it. Nothing is written into the tenant, so that a reader may plan. */
export const question: Question = {
  intent: 'testcampaign.start',
  help: 'Plan a test, and I watch where it lands',
  examples,
  answer,
};

const source = 'ContactMonkey help centre, article 4411568283789';

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { campaigns } = deps;
  if (one(request.entities, 'plan') === null && asksForSeeds(request.text)) return seedListAnswer(request, deps);
  if (campaigns === undefined) return howToSend(deps);
  const toSend = one(request.entities, 'send');
  if (toSend !== null) return sendNow(toSend, deps, campaigns);
  const { wish, complaint } = planWish(await repeated(request, campaigns), deps);
  if (one(request.entities, 'plan') === null) return form(wish, '', request, deps);
  if (complaint !== '') return form(wish, complaint, request, deps);
  return plan(wish, request, deps, campaigns);
}

/** "Test again" starts from the test before. */
async function repeated(request: QuestionRequest, campaigns: CampaignRoom): Promise<QuestionRequest> {
  const id = one(request.entities, 'again');
  const before = id === null ? null : await campaigns.details(id);
  if (before === null) return request;
  const { campaign, expected } = before;
  const people = expected
    .slice(0, 40)
    .map(({ address }) => address)
    .join(', ');
  const entities = {
    name: campaign.subject ?? campaign.name,
    ...(campaign.sender === null ? {} : { sender: campaign.sender }),
    ...(people === '' ? {} : { people, recipients: 'named' }),
  };
  return { ...request, entities: { ...entities, ...request.entities } };
}

async function form(wish: PlanWish, complaint: string, request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { list, note } = await proposedSeeds(request, deps);
  const { timeZone } = request.asker;
  const local = wish.plannedFor.setZone(timeZone);
  const at = local.isValid ? local : wish.plannedFor.toUTC();
  const card = campaignPlanCard({
    name: wish.name,
    senders: sendersOf(wish, deps),
    sender: wish.sender,
    recipients: wish.recipients,
    seeds: list?.seeds ?? [],
    seedNote: note,
    people: wish.people,
    day: at.toFormat('yyyy-MM-dd'),
    time: at.toFormat('HH:mm'),
    timeZone: local.isValid ? timeZone : 'UTC',
    regions: regions.map((id) => ({ id, name: regionFacts[id].name, chosen: wish.regions.includes(id) })),
    attachments: wish.attachments.join(', '),
    marker: deps.profile.testSubjectPrefix,
    complaint,
  });
  const lead = complaint === '' ? '' : `${complaint} `;
  const seeds =
    list === null ? note : `A seed list of ${list.seeds.length} covers ${list.combinations} combinations of policies.`;
  return words(`${lead}Which test shall I watch? Tell me words of its subject, who gets it and when. ${seeds}`, {
    card,
    sources: [source],
    audience: 'askerOnly',
  });
}

/** Those of the profile, and whoever was named beside them. */
function sendersOf({ sender }: PlanWish, { profile }: QuestionDeps): string[] {
  const known = profile.senders.map(({ address }) => address);
  return sender === null || known.includes(sender) ? known : [sender, ...known];
}

async function plan(
  wish: PlanWish,
  request: QuestionRequest,
  deps: QuestionDeps,
  campaigns: CampaignRoom,
): Promise<Answer> {
  const { people, audience, notRead } = await plannedRecipients(wish, request, deps);
  const everybody = wish.recipients === 'named' && people.length > 0 ? await campaignAudience(request, deps) : null;
  const addresses = people.map(({ address }) => address);
  const leftOut = everybody === null || 'note' in everybody ? '' : leftOutWords(everybody, addresses);
  const { objectId, name } = request.asker;
  const plannedFor = wish.plannedFor.toUTC().toISO() ?? request.now.toISOString();
  const campaign = await campaigns.plan(
    {
      name: wish.name,
      sender: wish.sender,
      subject: wish.name,
      plannedFor,
      regions: wish.regions,
      attachments: wish.attachments,
      audience,
      createdBy: { id: objectId, name },
    },
    people,
    request.now,
  );
  const seeds = people.filter(({ because }) => because !== null);
  const lines = people
    .slice(0, 30)
    .map(({ address, because }) => ({ label: address, text: because ?? 'named by you' }));
  return messageAnswer(
    {
      title: 'I watch this test',
      tone: 'good',
      paragraphs: [
        `“${mailText(wish.name, 100)}” is expected at ${formatDateTime(plannedFor, request.asker)}${people.length > 0 ? ` by ${people.length} people` : ''}. If it does not show within half an hour, I say so.`,
        ...(leftOut === '' ? [] : [leftOut]),
      ],
      sections: [
        { heading: 'Now, in ContactMonkey', lines: sendingSteps(wish, deps, seeds.length > 0) },
        { heading: 'Who is to get it', lines },
      ],
      buttons: [
        ...(deps.testSender ? [{ title: 'Send it now', verb: 'testcampaign.start', data: { send: campaign.id } }] : []),
        { title: 'How does it stand?', verb: 'testcampaign.status', data: { campaign_id: campaign.id } },
        { title: 'Cancel', verb: 'testcampaign.status', data: { cancel: campaign.id } },
      ],
      couldNot: notRead,
      sources: [source],
    },
    { audience: 'askerOnly', remember: { subject: { kind: 'campaign', key: campaign.id } } },
  );
}

function sendingSteps(wish: PlanWish, { profile }: QuestionDeps, seeded: boolean) {
  const marker = profile.testSubjectPrefix.trim();
  const tracked = wish.regions.map((region) => regionFacts[region].name).join(', ');
  const steps = [
    `Choose “Send Test”${seeded ? ' to the seed list below' : ''}; the subject then begins with “${marker}”.`,
    `Keep links and all tracking on${tracked === '' ? '' : ` (${tracked})`}${wish.attachments.length > 0 ? `, and attach ${wish.attachments.join(', ')}` : ''}.`,
    'Take your distribution list out of the To field first, or everybody gets the test.',
    'When it has arrived, press a link in it: only then can I tell whether links work.',
  ];
  return steps.map((text, index) => ({ label: String(index + 1), text }));
}

/** Where nothing is watched: how to send a test so that its fate can be asked for. */
function howToSend(deps: QuestionDeps): Answer {
  const marker = deps.profile.testSubjectPrefix.trim();
  return messageAnswer({
    title: 'Send the test from ContactMonkey',
    paragraphs: ['I cannot send mail. ContactMonkey sends the test, and I can tell where it went.'],
    sections: [
      {
        heading: 'Steps',
        lines: [
          {
            label: '1',
            text: 'In ContactMonkey choose “Send Test”, to yourself or to a few people whose policies differ.',
          },
          {
            label: '2',
            text: `The subject then begins with “${marker}”: that is how I know it. Keep the links and the tracking on.`,
          },
          { label: '3', text: 'Take your distribution list out of the To field first, or everybody gets the test.' },
          { label: '4', text: 'After some minutes ask me “did the test land?”' },
        ],
      },
    ],
    buttons: [{ title: 'Did the test land?', verb: 'testcampaign.status', data: {} }],
    sources: [source],
  });
}
