import { durationWords } from '../wire/duration-words.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import type { WireReply } from '../wire/send.ts';
import { WireFailure } from '../wire/wire-failure.ts';
import { otherRefusal, type Refusal, refusals, serverFault, unreadable } from './refusals.ts';

export interface Asked {
  what: string;
  cmdlet: string;
  defenderOnly?: boolean;
}

interface Complaint {
  type: string;
  text: string;
}

/** Up to here "a moment" is true enough. */
const aMomentMs = 30_000;

type Json = Record<string, unknown>;

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Where Exchange puts what it really means: `error.message` is always "Invalid Operation". */
function complaintOf(reply: WireReply): Complaint {
  let body: Json;
  try {
    body = asObject(JSON.parse(reply.text));
  } catch {
    return { type: '', text: reply.text.slice(0, 2000) };
  }
  const error = asObject(body.error);
  const internal = asObject(asObject(error.innererror).internalexception);
  const first = asText(asObject(Array.isArray(error.details) ? error.details[0] : undefined).message);
  const prefixed = /^\|([\w.]+)\|(.*)$/s.exec(first);
  const type = asText(internal.type) || prefixed?.[1] || reply.headers['x-exceptiontype'] || '';
  const text = asText(internal.message) || prefixed?.[2] || first || asText(error.message) || reply.text.slice(0, 2000);
  return { type: type.split('.').at(-1) ?? '', text };
}

function matches(refusal: Refusal, status: number, complaint: Complaint, asked: Asked): boolean {
  if (refusal.defenderOnly && !asked.defenderOnly) return false;
  if (refusal.status && !refusal.status.includes(status)) return false;
  if (refusal.type && !refusal.type.test(complaint.type)) return false;
  return !refusal.text || refusal.text.test(complaint.text);
}

function failure(refusal: Refusal, asked: Asked, detail: string, waitMs?: number): WireFailure {
  const told = refusal.throttled === true && waitMs !== undefined && waitMs > aMomentMs;
  const words = told
    ? `Exchange Online asked to be left alone for ${durationWords(waitMs)}.`
    : refusal.sentence(asked.cmdlet);
  const sentence = words.replace(/\.$/, `${detail}.`);
  const advice = told ? `Try again in ${durationWords(waitMs)}.` : refusal.advice;
  return new WireFailure(
    { what: asked.what, kind: refusal.kind, sentence, advice },
    {
      transient: refusal.transient ?? false,
      throttled: refusal.throttled,
      serviceTrouble: refusal.serviceTrouble,
      retryAfterMs: waitMs,
    },
  );
}

/** An answer of Exchange that holds no rows. The server's own text may quote mail, so it only decides; it is not repeated. */
export function exchangeRefusal(reply: WireReply, asked: Asked, now: number): WireFailure {
  const { status } = reply;
  const complaint = complaintOf(reply);
  const refusal =
    refusals.find((candidate) => matches(candidate, status, complaint, asked)) ??
    (status >= 500 ? serverFault : status >= 400 ? otherRefusal : unreadable);
  const named = refusal === otherRefusal && /^[A-Za-z]{3,60}$/.test(complaint.type) ? `, ${complaint.type}` : '';
  const waitMs = refusal.transient ? retryAfterMs(reply.headers['retry-after'], now) : undefined;
  return failure(refusal, asked, ` (HTTP ${status}${named})`, waitMs);
}

/** An answer that says "fine" and cannot be read: truncated, HTML, empty, or of another shape. */
export function unreadableAnswer(asked: Asked, detail: string): WireFailure {
  return failure(unreadable, asked, ` (${detail})`);
}
