import { mailText } from '../../cards/escape.ts';
import { headersCard } from '../../cards/headers/index.ts';
import { certaintyBadge, componentWords, pathWords } from '../../cards/words.ts';
import { attribute } from '../../defender/attribution/attribute.ts';
import type { Attribution } from '../../defender/attribution/cause.ts';
import { analyseHeaders } from '../../defender/headers/analyse-headers.ts';
import { explainHeaderText } from '../../defender/headers/explain-header-code.ts';
import type { HeaderAnalysis } from '../../defender/headers/header-analysis.ts';
import { asHeaderBlock, looksLikeHeaders } from '../../language/index.ts';
import type { QuestionDeps } from '../deps.ts';
import { isQuarantineIdentity, many, one } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { audienceOf } from '../shared/audience.ts';
import { messageAnswer } from '../shared/message-answer.ts';
import { openEnds } from '../standard-answers.ts';
import { carriedHeaders } from '../tickets/carried-headers.ts';
import { afterDelivery, nothingMore } from './after-delivery.ts';
import { examples } from './examples.ts';
import { authenticationLines, unknownLines, verdictLines } from './header-lines.ts';

/** What pasted headers, an attached mail, a held mail’s headers or a single code such as SFV:SKQ mean. */
export const question: Question = {
  intent: 'headers.explain',
  help: 'What pasted headers, an attached .eml or a code like SFV:SKQ mean',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const raw = await rawHeaders(request, deps);
  if (raw !== null) return explainBlock(raw.text, raw.source, request, deps);
  const codes = many(request.entities, 'header');
  if (codes.length > 0) return explainCodes(codes);
  return messageAnswer({
    title: 'Headers, please',
    paragraphs: [
      'Paste the full message headers here, attach the mail as .eml, or name a code such as “SFV:SKQ” or “compauth reason 601”.',
      'In Outlook: open the mail, then File > Properties > Internet headers. In Outlook on the web: … > View > View message source.',
    ],
  });
}

async function rawHeaders(request: QuestionRequest, deps: QuestionDeps) {
  const [file] = request.files;
  if (file) return { text: file.text, source: 'attached file' };
  if (looksLikeHeaders(request.text)) return { text: asHeaderBlock(request.text), source: 'pasted headers' };
  const identity = one(request.entities, 'message') ?? one(request.entities, 'key');
  if (identity !== null && isQuarantineIdentity(identity)) {
    return {
      text: await deps.tenant.quarantine.header(identity, request.signal),
      source: 'Get-QuarantineMessageHeader',
    };
  }
  return null;
}

async function explainBlock(
  text: string,
  source: string,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Answer> {
  const headers = analyseHeaders(text);
  const afterwards = headers.untrusted ? nothingMore : await afterDelivery(headers, request, deps);
  const attribution = attribute({ headers, ...afterwards.evidence }, deps.profile);
  const about = headersNamed(text, request);
  const card = headersCard({
    untrusted: headers.untrusted,
    subject: headers.subject,
    from: headers.from,
    path: attribution.path,
    verdict: verdictLines(headers),
    authentication: authenticationLines(headers),
    causes: attribution.causes.map((cause, index) =>
      index === 0 ? { ...cause, evidence: [...attribution.contradictions, ...cause.evidence] } : cause,
    ),
    unknown: unknownLines(headers),
    couldNot: afterwards.notRead,
    buttons: about === null ? [] : [{ title: 'Open a ticket', verb: 'ticket.open', data: about }],
  });
  // Headers name people; the asker who pasted them into a channel has shown them already.
  const pastedHere = source === 'pasted headers';
  return {
    text: inWords(headers, attribution) + openEnds(afterwards.notRead),
    card,
    sources: [source, ...afterwards.sources],
    couldNot: afterwards.notRead,
    audience: pastedHere || audienceOf(request) === 'personal' ? 'everyone' : 'askerOnly',
    ...(about !== null && 'headers' in about
      ? { remember: { subject: { kind: 'headers', key: about.headers.join('\n') } } }
      : {}),
  };
}

/** What a ticket about these headers names: the held mail they belong to, or the headers themselves. */
function headersNamed(text: string, request: QuestionRequest): { message: string } | { headers: string[] } | null {
  const identity = one(request.entities, 'message') ?? one(request.entities, 'key');
  if (identity !== null && isQuarantineIdentity(identity)) return { message: identity };
  const headers = carriedHeaders(text);
  return headers === null ? null : { headers };
}

function inWords(headers: HeaderAnalysis, attribution: Attribution): string {
  const [cause] = attribution.causes;
  const lines = [
    headers.untrusted
      ? 'These verdicts were stamped by another organisation (the header name ends in “-Untrusted”): they say nothing about your tenant.'
      : null,
    `Sending path: ${pathWords(attribution.path.path)} (${certaintyBadge(attribution.path.certainty).word.toLowerCase()}).`,
    cause
      ? `${certaintyBadge(cause.certainty).word}: ${[componentWords(cause.component), cause.setting].filter(Boolean).join(' → ')}. ${cause.explanation}`
      : 'These headers name no cause.',
    ...[...verdictLines(headers), ...authenticationLines(headers)].map(
      (line) =>
        `- ${line.name}: ${mailText(line.value, 160)}${line.meaning === null ? ' (not documented)' : ` – ${line.meaning}`}`,
    ),
    ...attribution.wouldSettle.slice(0, 3),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

function explainCodes(codes: string[]): Answer {
  const explained = codes.slice(0, 10).map((code) => explainHeaderText(code));
  const sources = explained.flatMap(({ source, date }) =>
    source === null ? [] : [`${source}${date ? `, ${date}` : ''}`],
  );
  return messageAnswer({
    title: codes.length === 1 ? 'What it means' : 'What they mean',
    paragraphs: [],
    sections: [
      {
        heading: 'In Defender’s headers',
        lines: explained.map((code) => ({
          label: code.value === null ? code.field : `${code.field}:${code.value}`,
          text: `${code.meaning}${code.lookAt ? ` Look at: ${code.lookAt}.` : ''}`,
          mark: code.known ? ('info' as const) : ('unknown' as const),
        })),
      },
    ],
    sources: [...new Set(sources)],
  });
}
