import type { Alert, HistoryEntry } from '../../alerts/alert.ts';
import { causesOf } from '../../alerts/causes.ts';
import { explainMessage } from '../../campaigns/message-evidence.ts';
import { buildReport } from '../../campaigns/report/build-report.ts';
import { withoutAddresses } from '../../cards/escape.ts';
import { attribute } from '../../defender/attribution/attribute.ts';
import { analyseHeaders } from '../../defender/headers/analyse-headers.ts';
import { reading } from '../../defender/reading.ts';
import { asHeaderBlock, looksLikeHeaders } from '../../language/index.ts';
import { alertEvidence } from '../../tickets/evidence/alert-evidence.ts';
import { campaignEvidence } from '../../tickets/evidence/campaign-evidence.ts';
import { findingEvidence } from '../../tickets/evidence/finding-evidence.ts';
import { generalEvidence, leftEvidence, whyWords } from '../../tickets/evidence/general-evidence.ts';
import { headersEvidence } from '../../tickets/evidence/headers-evidence.ts';
import { messageEvidence } from '../../tickets/evidence/message-evidence.ts';
import type { Evidence } from '../../tickets/evidence/part.ts';
import type { TicketSubject } from '../../tickets/ticket.ts';
import type { QuestionDeps } from '../deps.ts';
import { isQuarantineIdentity, many, one } from '../entities.ts';
import { policyRoom } from '../policies/policies-of.ts';
import { findingByKey } from '../policies/which-finding.ts';
import type { QuestionRequest } from '../question.ts';
import { carriedHeaders } from './carried-headers.ts';

/** Of headers that are too long to be carried, in characters. */
const longestHeaders = 20_000;

/** What a ticket is about and what there is to share about it. */
export interface Gathered {
  subject: TicketSubject | null;
  evidence: Evidence;
}

/** What a ticket is to be about: what a button or the sentence names, else what was last spoken of; null for nothing in particular. */
export function subjectAsked(request: QuestionRequest): TicketSubject | null {
  const headers = headersGiven(request);
  if (headers !== null) return { kind: 'headers', key: headers };
  for (const [entity, kind] of [
    ['alert', 'alert'],
    ['message', 'message'],
    ['finding', 'finding'],
    ['campaign_id', 'campaign'],
  ] as const) {
    const key = one(request.entities, entity);
    if (key !== null) return { kind, key };
  }
  const { subject } = request.conversation;
  return subject && subject.kind !== 'ticket' ? subject : null;
}

/**
 * Collects the evidence. What could not be read is said in the evidence: a subject that is gone, or a service that is away, never
 * stands in the way of a ticket.
 */
export async function gather(
  request: QuestionRequest,
  deps: QuestionDeps,
  subject: TicketSubject | null,
): Promise<Gathered> {
  const found = await reading(() => evidenceAbout(request, deps, subject));
  const evidence = found.read ? found.value : leftEvidence(deps.profile, subject, found.why);
  return { subject, evidence: evidence ?? generalEvidence(deps.profile) };
}

async function evidenceAbout(
  request: QuestionRequest,
  deps: QuestionDeps,
  subject: TicketSubject | null,
): Promise<Evidence | null> {
  if (subject?.kind === 'headers') {
    const headers = analyseHeaders(subject.key);
    return headersEvidence(headers, attribute({ headers }, deps.profile));
  }
  const isOfAlert = subject?.kind === 'alert' || subject?.kind === 'campaign';
  const message = subject?.kind === 'message' ? subject.key : isOfAlert ? null : one(request.entities, 'message');
  if (message !== null && isQuarantineIdentity(message)) return aboutMessage(message, request, deps);
  if (subject?.kind === 'finding') {
    const { signal, now } = request;
    const check = await policyRoom(deps).check({ now, ...(signal ? { signal } : {}) });
    const finding = findingByKey(check, subject.key);
    if (finding) return findingEvidence(finding, check.takenAt);
  }
  return aboutWatched(subject, request, deps);
}

/** The evidence of an alert, with a message of its case, or of a test campaign; null when it is neither or gone. */
async function aboutWatched(
  subject: TicketSubject | null,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Evidence | null> {
  if (subject?.kind === 'alert') {
    const found = (await deps.alerts?.find(subject.key)) ?? null;
    return found === null ? null : aboutAlert(found, request, deps);
  }
  return subject?.kind === 'campaign' ? aboutCampaign(subject.key, request, deps) : null;
}

/** A case with one message of it and its campaign; what of that cannot be read (yet) is said. */
async function aboutAlert(
  { alert, history }: { alert: Alert; history: HistoryEntry[] },
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<Evidence> {
  const { campaign } = alert;
  const example = causesOf(alert).find((cause) => cause.example !== null)?.example ?? alert.example;
  const message = example === null ? null : await reading(() => aboutMessage(example, request, deps));
  const fared = campaign === null ? null : await reading(() => aboutCampaign(campaign.id, request, deps));
  const open: [string, string][] = [];
  if (message === null && alert.affected.count > 0)
    open.push([
      'A message of the case',
      'None was read so far. The watch goes on looking; what it finds can be shared later.',
    ]);
  if (message?.read === false) open.push(['A message of the case', whyWords(message.why)]);
  if (fared?.read === false) open.push(['The campaign', withoutAddresses(fared.why.sentence)]);
  return alertEvidence(alert, history, {
    message: message?.read ? message.value : null,
    campaign: fared?.read ? fared.value : null,
    open,
  });
}

async function aboutCampaign(id: string, request: QuestionRequest, deps: QuestionDeps): Promise<Evidence | null> {
  const details = (await deps.campaigns?.details(id)) ?? null;
  return details === null ? null : campaignEvidence(buildReport({ ...details, now: request.now }), details.copies);
}

async function aboutMessage(identity: string, request: QuestionRequest, deps: QuestionDeps): Promise<Evidence> {
  const { now, signal } = request;
  const message = await deps.tenant.quarantine.message(identity, signal);
  const explained = await explainMessage(deps.tenant, deps.profile, message, now, signal);
  if (one(request.entities, 'body') === null) return messageEvidence(explained);
  const preview = await reading(() => deps.tenant.quarantine.preview(identity, signal));
  return messageEvidence(explained, preview.read ? preview.value : null);
}

/** Headers that were attached, pasted, or carried by the button of a card that explains them; what tells nothing is left out. */
function headersGiven(request: QuestionRequest): string | null {
  const [file] = request.files;
  const carried = many(request.entities, 'headers').join('\n');
  const pasted = looksLikeHeaders(request.text) ? asHeaderBlock(request.text) : null;
  const given = file?.text ?? pasted ?? (carried === '' ? null : carried);
  return given === null ? null : (carriedHeaders(given)?.join('\n') ?? given.slice(0, longestHeaders));
}
