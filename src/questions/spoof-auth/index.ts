import { costSentence, valueWords } from '../../cards/finding-words.ts';
import type { MessageLine } from '../../cards/message/index.ts';
import { policyWords } from '../../cards/words.ts';
import { chooseFixes } from '../../defender/fixes/choose.ts';
import type { GapContext } from '../../defender/gaps/context.ts';
import { situationOf } from '../../defender/gaps/situation-of.ts';
import { explainHeaderText } from '../../defender/headers/explain-header-code.ts';
import { text } from '../../defender/policies/row.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import { askedCheck } from '../policies/asked-check.ts';
import { findingLines, findingsOf, missing, toFinding } from '../policies/finding-lines.ts';
import { contextOf, reachWords } from '../policies/in-effect.ts';
import { readAt } from '../policies/sources.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { domainLines, domainsConcerned } from './domain-lines.ts';
import { examples } from './examples.ts';

const rules = [
  'sender-authentication',
  'dkim-signing',
  'spoof-protection',
  'spoof-pairs',
  'enhanced-filtering',
  'arc-sealers',
  'direct-send',
];
const mostFindings = 6;

/** SPF, DKIM and DMARC of the sender's domains, what the spoof settings do with a failure, and what to publish. */
export const question: Question = {
  intent: 'spoof.auth',
  help: 'SPF, DKIM, DMARC and spoof protection for our senders',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const { recipient: _recipient, ...entities } = request.entities;
  const check = await askedCheck({ ...request, entities }, deps);
  const context = contextOf(check, request, deps);
  const domains = domainsConcerned(many(request.entities, 'domain'), many(request.entities, 'sender'), context);
  const asked = /impersonat|look-?alike/i.test(request.text) ? [...rules, 'look-alike-sender', 'impersonation'] : rules;
  const findings = findingsOf(check, asked).slice(0, mostFindings);
  const codes = many(request.entities, 'header')
    .map((header) => explainHeaderText(header))
    .filter(({ known }) => known);
  const { fixes } = chooseFixes('spoof', situationOf(context.sender, context));
  return messageAnswer({
    title: 'SPF, DKIM, DMARC',
    tone: findings.some(({ status }) => status === 'gap') ? 'warning' : 'info',
    paragraphs: [...pathWords(context), ...spfWords(request)],
    sections: [
      ...(codes.length === 0
        ? []
        : [
            {
              heading: 'What you named',
              lines: codes.map(({ field, value, meaning }) => ({
                label: value === null ? field : `${field}=${value}`,
                text: meaning,
              })),
            },
          ]),
      ...domains.map((domain) => ({ heading: `DNS of ${domain}`, lines: domainLines(domain, context) })),
      { heading: `What happens to a failure, for ${check.audience.words}`, lines: spoofLines(context) },
      { heading: 'What I find', lines: findingLines(findings) },
      {
        heading: 'What helps, least risk first',
        lines: fixes.map((fix, place) => ({
          label: `${place + 1}. ${fix.title}`,
          text: `Cost in security: ${costSentence(fix)}`,
        })),
      },
    ],
    buttons: [...toFinding(findings, check.carry), { title: 'Explain headers', verb: 'headers.explain', data: {} }],
    sources: [
      readAt(check),
      ...(context.snapshot.dns === null ? [] : ['DNS, asked with the settings']),
      'Microsoft Learn, email-authentication-about, 2026-06-15',
    ],
    couldNot: missing(check, [/^DNS/, 'Get-AntiPhishPolicy', 'Get-DkimSigningConfig', 'Get-AcceptedDomain']),
  });
}

function pathWords({ sender }: GapContext): string[] {
  const inside =
    'Campaigns from an own mailbox are sent by Exchange Online itself: inside the tenant they need no SPF or DKIM, and composite authentication passes them as internal mail.';
  const delivery =
    'Email Delivery comes from outside with your From address. To pass it needs DKIM (or SPF) for the same organisational domain as the From address; passing SPF or DKIM for sendgrid.net proves nothing about your domain, and then DMARC fails.';
  if (!sender.pathsKnown)
    return [inside, delivery, 'Your sender profile does not say which way you send, so both hold.'];
  return [
    ...(sender.paths.includes('own-mailbox') ? [inside] : []),
    ...(sender.paths.includes('email-delivery') ? [delivery] : []),
  ];
}

function spfWords(request: QuestionRequest): string[] {
  const asks = /\bspf\b|sendgrid|include|cname|dns|record/i.test(request.text);
  return asks
    ? [
        'Do not add sendgrid.net to the SPF record of your From domain: SPF is judged for the envelope domain, which Email Delivery sets itself, and the include would let every customer of SendGrid pass SPF for you. What is needed is domain authentication: the CNAME records (DKIM keys and envelope subdomain) that ContactMonkey names for your account; ask your CSM for them.',
      ]
    : [];
}

function spoofLines(context: GapContext): MessageLine[] {
  const effects = context.inEffect('antiPhish');
  if (effects.length === 0) return [{ text: 'not known: the anti-phishing policies were not read', mark: 'unknown' }];
  return effects.map((effect) => {
    const label = `${policyWords(effect.name)}, ${reachWords(effect)}`;
    if (effect.policy === null) return { label, text: 'its settings were not read', mark: 'unknown' };
    const { row } = effect.policy;
    const value = (property: string) => valueWords(text(row, property));
    return {
      label,
      text: `spoof intelligence ${value('EnableSpoofIntelligence')}, spoof → ${value('AuthenticationFailAction')}, Honor DMARC ${value('HonorDmarcPolicy')}: p=quarantine → ${value('DmarcQuarantineAction')}, p=reject → ${value('DmarcRejectAction')}`,
      mark: 'bullet',
    };
  });
}
