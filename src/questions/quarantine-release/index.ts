import { isOwnAddress, ownDomains } from '../../campaigns/own-domains.ts';
import { codeCard } from '../../cards/code/index.ts';
import { codeText, mailText } from '../../cards/escape.ts';
import type { QuarantinedMessage } from '../../defender/quarantined-message.ts';
import type { QuestionDeps } from '../deps.ts';
import { isMailAddress, many, one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { visitSameCampaign } from '../shared/same-campaign.ts';
import { findTarget, type Target } from '../shared/target.ts';
import { whichOne } from '../shared/which-one.ts';
import { openEnds } from '../standard-answers.ts';
import { examples } from './examples.ts';
import { MAX_COMMANDS, releaseCommands } from './release-commands.ts';
import { releaseWarnings, strangerWarning, whoMayRelease } from './release-facts.ts';

/** What holds for every release; source: Microsoft Learn, quarantine-admin, 2024-12-20. */
const inGeneral = [
  'I release nothing myself. A Quarantine Administrator or Security Administrator can: up to 100 messages at once in the portal, any number with PowerShell, to all recipients or to some.',
  'Released mail arrives as new, whatever its age, and does not change why the next one is held.',
];
const MAX_MESSAGES = 1_000;
const PORTAL = 'https://security.microsoft.com/quarantine?viewid=Email';

/** How to release these very messages, who may, and what to mind. It releases nothing itself. */
export const question: Question = {
  intent: 'quarantine.release',
  help: 'How to release held mail, who may, and what to mind',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const unaddressed = withoutRecipient(request);
  const target = await findTarget(unaddressed, deps);
  if (!target.found) return whichOne(unaddressed, deps, target, 'quarantine.release', inGeneral);
  const { messages, notRead } = await messagesMeant(target.found, unaddressed, deps);
  const recipients = messages.reduce((sum, message) => sum + message.recipientCount, 0);
  const to = many(request.entities, 'recipient');
  const named = to.filter(isMailAddress);
  const vague = to.filter((text) => !isMailAddress(text));
  const domains = await ownDomains(deps.tenant, deps.profile, request.now, request.signal);
  const isStranger = domains.size > 0 && !isOwnAddress(target.found.message.sender, domains);
  const warnings = [...(isStranger ? [strangerWarning] : []), ...releaseWarnings(messages, recipients, request.now)];
  const steps = portalSteps(messages, named);
  const commands = releaseCommands(messages, named);
  const intro = [
    `I release nothing myself. ${whoMayRelease(messages)}`,
    `${messages.length} ${messages.length === 1 ? 'message' : 'messages'} for ${recipients} ${recipients === 1 ? 'recipient' : 'recipients'}: “${mailText(target.found.message.subject)}” from ${mailText(target.found.message.sender)}.`,
    ...(vague.length > 0
      ? [
          `Exchange releases to mail addresses only: put the addresses of ${vague.join(', ')} in place of “-ReleaseToAll”, after “-User”.`,
        ]
      : []),
  ].join(' ');
  const card = codeCard({
    title: 'How to release it',
    intro,
    warning: warnings.join(' '),
    blocks: [
      { heading: 'In the portal', code: steps.join('\n') },
      {
        heading: 'With PowerShell',
        code: commands,
        ...(messages.length > MAX_COMMANDS
          ? { note: `The newest ${MAX_COMMANDS} of ${messages.length}; use the portal for all.` }
          : {}),
      },
    ],
    buttons: [
      { title: 'Why was it held?', verb: 'quarantine.why', data: { message: target.found.message.identity } },
      { title: 'Who is affected?', verb: 'quarantine.recipients', data: { message: target.found.message.identity } },
    ],
    links: [{ title: 'Open quarantine', url: PORTAL }],
  });
  return {
    text: [intro, ...warnings, '', ...steps.map(codeText), '', commands].join('\n') + openEnds(notRead),
    card,
    sources: ['Microsoft Learn, quarantine-admin, 2024-12-20', 'Get-QuarantineMessage'],
    couldNot: notRead,
    audience: 'askerOnly',
    remember: { subject: { kind: 'message', key: target.found.message.identity } },
  };
}

/** The recipient of a release says whom to give it to, not which mail is meant. */
function withoutRecipient(request: QuestionRequest): QuestionRequest {
  const { recipient: _recipient, ...entities } = request.entities;
  return { ...request, entities };
}

/** A message id means that message; everything else means the campaign it belongs to. Bounded. */
async function messagesMeant(target: Target, request: QuestionRequest, deps: QuestionDeps) {
  if (one(request.entities, 'message_id') || one(request.entities, 'network_message_id')) {
    return { messages: [target.message], notRead: target.notRead };
  }
  const messages: QuarantinedMessage[] = [];
  const notRead = await visitSameCampaign(target.message, request, deps, ({ message }) => {
    if (messages.length < MAX_MESSAGES) messages.push(message);
  });
  return { messages: messages.length > 0 ? messages : [target.message], notRead: [...target.notRead, ...notRead] };
}

function portalSteps(messages: QuarantinedMessage[], named: string[]): string[] {
  const [first] = messages;
  return [
    '1. Open Email & collaboration > Review > Quarantine > Email.',
    `2. Filter: ${first?.internetMessageId && messages.length === 1 ? `Message ID ${first.internetMessageId}` : `Sender address ${first?.sender ?? ''}`}.`,
    messages.length === 1
      ? '3. Select the message and choose Release.'
      : '3. Select the messages (100 at a time) and choose Release.',
    named.length > 0
      ? `4. Choose “Release to one or more of the original recipients”: ${named.join(', ')}.`
      : '4. Choose “Release to all recipients”. Leave “Allow email with similar attributes” off until you know the cause.',
  ];
}
