import { codeCard } from '../../cards/code/index.ts';
import { costSentence } from '../../cards/finding-words.ts';
import { fixFor } from '../../defender/fixes/choose.ts';
import type { Fix } from '../../defender/fixes/fix.ts';
import { mechanism } from '../../defender/fixes/mechanisms.ts';
import { trackerEntries } from '../../defender/fixes/recipes/tenant-list.ts';
import type { Situation } from '../../defender/fixes/situation.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { situationOf } from '../../defender/gaps/situation-of.ts';
import type { QuestionDeps } from '../deps.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { missing } from '../policies/finding-lines.ts';
import { fixesText } from '../policies/finding-text.ts';
import { contextOf } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds } from '../standard-answers.ts';
import { type Advice, adviceFor } from './advice.ts';
import { type AskedValue, askedValues } from './asked-values.ts';
import { examples } from './examples.ts';
import { blockRemovals, standingEntries } from './standing-entries.ts';

const lists = ['Get-TenantAllowBlockListItems', 'Get-TenantAllowBlockListSpoofItems', 'Get-AcceptedDomain'];
const noWrites = 'I write nothing to your tenant: the commands are for an administrator.';

const highConfidence = /\bhigh[- ]?confidence[- ]phish/i;
/** Microsoft Learn, secure-by-default, 2025-07-09. */
const onlySubmission =
  'Nothing but an admin submission to Microsoft overrules high-confidence phish: no allow list, no mail flow rule, no IP or safe sender does. Submit the held message as clean and let the submission make the allow entry for its link.';
const wantsUnblock =
  /\b(?:remove|delete|lift|drop|clear|get rid of)\b.*\bblock|\b(?:off|from) (?:the|our|its) block ?list|\bunblock/i;

/** Which list, if any, is right for a value, which ones are not and why, with ready commands. Never a write. */
export const question: Question = {
  intent: 'allowlist.add',
  help: 'Where something may be allowed with the smallest opening, and where not',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const check = await askedCheck({ ...request, entities: withoutPeople(request) }, deps);
  const context = contextOf(check, request, deps);
  const couldNot = missing(check, lists);
  const values = askedValues(request, context);
  const surest = highConfidence.test(request.text) ? onlySubmission : '';
  if (values.length === 0) return inGeneral(context, readAt(check), couldNot, surest);
  const removes = wantsUnblock.test(request.text);
  const answers = values.map((value) => ({
    ...adviceOn(value, context),
    standing: standingEntries(value, context),
    removals: blockRemovals(value, context),
  }));
  const text = answers.map(({ value, advice, fixes, standing, removals }) =>
    [
      ...(removes ? [unblockWords(value, removals, couldNot.length > 0)] : []),
      ...(removals.length > 0
        ? ['First remove the block (PowerShell):', ...removals.map((line) => `    ${line}`)]
        : []),
      `${value.value} is ${advice.is}. ${advice.decision}`,
      ...standing,
      ...(fixes.length > 0 ? [fixesText({ fixes })] : []),
      ...advice.never.map((one) => `Not: ${mechanism(one.mechanism).title}. ${one.why}`),
    ].join('\n'),
  );
  const refused = answers.flatMap(({ advice }) => advice.never);
  const card = codeCard({
    title: `${removes ? 'Unblock' : 'Allow'} ${values.map(({ value }) => value).join(', ')}?`,
    intro: `${surest}${surest === '' ? '' : ' '}${answers.map(({ value, advice }) => `${value.value} is ${advice.is}. ${advice.decision}`).join(' ')} ${noWrites}`,
    warning: answers.flatMap(({ standing }) => standing).join(' '),
    refused: uniqueRefusals(refused).map((one) => ({ title: mechanism(one.mechanism).title, why: one.why })),
    blocks: answers.flatMap(({ value, fixes, removals }) => [
      ...(removals.length === 0
        ? []
        : [
            {
              heading: `First: remove the block of ${value.value}`,
              code: removals.join('\n'),
              note: 'A block wins over every allow of the same list. Find out first why it was made.',
            },
          ]),
      ...fixes.map((fix) => ({
        heading: `${answers.length > 1 ? `${value.value}: ` : ''}${fix.title}`,
        code: fix.powershell,
        note: noteOf(fix),
      })),
    ]),
    buttons: [
      { title: 'How risky is it', verb: 'security.tradeoff', data: { value: values.map(({ value }) => value) } },
      { title: 'When allows run out', verb: 'allowlist.expiry', data: {} },
    ],
    links: answers.flatMap(({ fixes }) =>
      fixes.slice(0, 1).map(({ link }) => ({ title: 'Open the portal', url: link })),
    ),
  });
  const sources = answers.flatMap(({ fixes }) => fixes.map(({ source }) => source));
  return {
    text: `${surest === '' ? '' : `${surest}\n\n`}${text.join('\n\n')}\n\n${noWrites}${openEnds(couldNot)}`,
    card,
    sources: [readAt(check), ...new Set(sources)],
    couldNot,
  };
}

function adviceOn(value: AskedValue, context: GapContext): { value: AskedValue; advice: Advice; fixes: Fix[] } {
  const advice = adviceFor[value.kind];
  const situation = situationFor(value, context);
  return { value, advice, fixes: advice.use.map((id) => fixFor(id, situation)) };
}

function situationFor({ value, kind }: AskedValue, context: GapContext): Situation {
  const known = situationOf(context.sender, context);
  if (kind === 'trackingHost') return { ...known, urls: trackerEntries([value]) };
  if (kind === 'otherUrl') return { ...known, urls: [value] };
  if (kind === 'ownSender' || kind === 'otherSender') {
    const domain = value.slice(value.lastIndexOf('@') + 1).toLowerCase();
    return { ...known, sender: value, senderDomain: domain, senderIsOwn: kind === 'ownSender' };
  }
  if (kind === 'ownDomain' || kind === 'otherDomain') {
    return { ...known, senderDomain: value, senderIsOwn: kind === 'ownDomain' };
  }
  if (kind === 'sendingIp') return { ...known, infrastructure: `${value.split('/')[0]}/24`, sendingIps: [value] };
  return known;
}

function uniqueRefusals(refused: Advice['never'][number][]): Advice['never'][number][] {
  return [...new Map(refused.map((one) => [`${one.mechanism} ${one.why}`, one])).values()];
}

function noteOf(fix: Fix): string {
  const expiry = fix.expiry === null ? '' : ` ${fix.expiry}`;
  return `Cost in security: ${costSentence(fix)}${expiry}${fix.warning === null ? '' : ` Mind: ${fix.warning}`}`;
}

/** Addresses here are what is to be allowed, never an audience. */
function withoutPeople({ entities }: QuestionRequest): QuestionRequest['entities'] {
  const { recipient: _recipient, audience: _audience, ...rest } = entities;
  return rest;
}

function unblockWords({ value }: AskedValue, removals: string[], unsure: boolean): string {
  if (removals.length > 0) return `${value} is blocked here.`;
  return unsure
    ? `I could not read all lists, so I cannot tell whether a block of ${value} stands.`
    : `I find no block of ${value} in the Tenant Allow/Block List or the connection filter, so there is none to remove.`;
}

function inGeneral(context: GapContext, source: string, couldNot: Answer['couldNot'], surest: string): Answer {
  const { sender } = context;
  return messageAnswer({
    title: 'What should be allowed?',
    paragraphs: [
      ...(surest === '' ? [] : [surest]),
      'Name an address, a domain, a link, an IP address or a file’s SHA-256, and I say which list is right for it, if any.',
      'Microsoft’s order: first take the cause away (SPF, DKIM, DMARC), then submit what was held by mistake, then the Tenant Allow/Block List, then a mail flow rule that asks for dmarc=pass, then Safe Senders. The IP Allow List and allowed domains come last, and nothing overrules high-confidence phish but a submission.',
      noWrites,
    ],
    sections: [
      {
        heading: 'For your set-up',
        lines: [
          { label: 'Tracking links', text: trackerEntries(sender.trackingHosts).join(', ') },
          ...(sender.addresses.length > 0 ? [{ label: 'Senders', text: sender.addresses.join(', ') }] : []),
        ],
      },
    ],
    buttons: [
      ...sender.trackingHosts
        .slice(0, 2)
        .map((host) => ({ title: `Allow ${host}`, verb: 'allowlist.add', data: { value: host } })),
      ...sender
        .addressesOn('email-delivery')
        .slice(0, 1)
        .map((address) => ({ title: `Allow ${address}`, verb: 'allowlist.add', data: { value: address } })),
      { title: 'What to allow', verb: 'allowlist.endpoints', data: {} },
    ],
    sources: [source, 'Microsoft Learn, create-safe-sender-lists-in-office-365, 2026-07-24'],
    couldNot,
  });
}
