import { type ExplainedMessage, explainMessage } from '../../campaigns/message-evidence.ts';
import { ownDomains } from '../../campaigns/own-domains.ts';
import { mailText } from '../../cards/escape.ts';
import { quarantineWhyCard } from '../../cards/quarantine-why/index.ts';
import { certaintyBadge, componentWords, pathWords, policyWords, reasonBadge } from '../../cards/words.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { recogniseOne } from '../shared/recognise-one.ts';
import { findTarget } from '../shared/target.ts';
import { whichOne } from '../shared/which-one.ts';
import { openEnds } from '../standard-answers.ts';
import { doubtAbout } from './doubts.ts';
import { examples } from './examples.ts';
import { whatHelps } from './what-helps.ts';

const PORTAL = 'https://security.microsoft.com/quarantine?viewid=Email';

/** Why one mail was held: the sending path, then component, policy and setting, each with its evidence. */
export const question: Question = {
  intent: 'quarantine.why',
  help: 'Why a mail was held: policy, setting and evidence',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const target = await findTarget(request, deps);
  if (!target.found) return whichOne(request, deps, target, 'quarantine.why');
  const { message, alsoFit } = target.found;
  const explained = await explainMessage(deps.tenant, deps.profile, message, request.now, request.signal);
  const { attribution } = explained;
  const couldNot = [...target.found.notRead, ...explained.notRead];
  const domains = await ownDomains(deps.tenant, deps.profile, request.now, request.signal);
  const recognition = recogniseOne(explained, deps.profile, domains);
  const ours = recognition.is;
  const doubt = doubtAbout(explained, recognition, domains, deps.profile);
  // Evidence quotes the mail: what is not shown to be the company's own newsletter is for the asker alone.
  const forAskerOnly = audienceOf(request) === 'channel' && ours !== 'yes';
  const audience = forAskerOnly ? 'personal' : audienceOf(request);
  const help = whatHelps(attribution.causes);
  const card = quarantineWhyCard({
    audience,
    message: {
      identity: message.identity,
      subject: message.subject,
      sender: message.sender,
      ours,
      receivedAt: message.receivedAt,
      expiresAt: message.expiresAt,
      reason: message.reason,
      reasonText: message.reasonText,
      releaseStatus: message.releaseStatus,
      releaseStatusText: message.releaseStatusText,
      recipients: message.recipientCount,
    },
    path: attribution.path,
    causes: causesForCard(explained, doubt),
    canHelp: help.canHelp,
    cannotHelp: help.cannotHelp,
    links: [{ title: 'Open quarantine', url: PORTAL }],
    couldNot,
    asOf: request.now.toISOString(),
    locale: request.asker.locale,
    timeZone: request.asker.timeZone,
  });
  const also =
    alsoFit.length > 0
      ? ` ${alsoFit.length} more ${alsoFit.length === 1 ? 'campaign fits' : 'campaigns fit'} your words; this is the newest.`
      : '';
  return {
    text: (doubt === null ? '' : `${doubt}\n\n`) + inWords(explained) + also + openEnds(couldNot),
    card,
    sources: explained.sources,
    couldNot,
    audience: forAskerOnly ? 'askerOnly' : 'everyone',
    remember: { subject: { kind: 'message', key: message.identity } },
  };
}

/** What held the message; what merely let it pass some check is no cause. */
function stopping(explained: ExplainedMessage) {
  const { causes } = explained.attribution;
  const stopped = causes.filter((cause) => cause.effect === 'stopped');
  return stopped.length > 0 ? stopped : causes;
}

/** The cause carries what contradicts it and what would settle it. */
function causesForCard(explained: ExplainedMessage, doubt: string | null) {
  const { contradictions, wouldSettle } = explained.attribution;
  return stopping(explained).map((cause, index) => {
    if (index > 0) return cause;
    const settle = wouldSettle.length > 0 ? ` What would settle it: ${wouldSettle.slice(0, 3).join(' ')}` : '';
    const warning = doubt === null ? '' : `${doubt} `;
    return {
      ...cause,
      explanation: warning + cause.explanation + settle,
      evidence: [...contradictions, ...cause.evidence],
    };
  });
}

function inWords(explained: ExplainedMessage): string {
  const { message, attribution } = explained;
  const [cause] = stopping(explained);
  const what = `“${mailText(message.subject)}” from ${mailText(message.sender)}`;
  const path = `Sending path: ${pathWords(attribution.path.path)} (${certaintyBadge(attribution.path.certainty).word.toLowerCase()}).`;
  const held = `${what} was held as ${reasonBadge(message.reason, message.reasonText).word}.`;
  if (!cause) return `${held} ${path}`;
  const trail = [
    componentWords(cause.component),
    cause.policy === null ? null : policyWords(cause.policy),
    cause.setting,
  ]
    .filter((part) => part !== null)
    .join(' → ');
  const evidence = cause.evidence.slice(0, 6).map((line) => `- ${mailText(line, 220)}`);
  const settle = attribution.wouldSettle.slice(0, 3).join(' ');
  return [
    `${held} ${path}`,
    `${certaintyBadge(cause.certainty).word}: ${trail}. ${cause.explanation}`,
    ...(evidence.length > 0 ? [`Evidence:\n${evidence.join('\n')}`] : []),
    ...attribution.contradictions,
    ...(settle === '' ? [] : [`What would settle it: ${settle}`]),
  ].join('\n\n');
}
