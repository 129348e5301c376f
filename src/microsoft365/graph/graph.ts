import type { Caller } from '../wire/call.ts';
import { durationWords } from '../wire/duration-words.ts';
import { retryAfterMs } from '../wire/retry-after.ts';
import type { WireReply } from '../wire/send.ts';
import type { Timing } from '../wire/timing.ts';
import { WireFailure } from '../wire/wire-failure.ts';
import { type GraphRefusal, graphFault, graphOther, graphRefusals, graphUnreadable } from './graph-refusals.ts';

export interface GraphRequest {
  /** The thing being read, in words for a person. */
  what: string;
  /** What is called, for the log: no ids or addresses. */
  name: string;
  url: string;
  /** Sent as JSON with POST; all posts of this room only ask. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The application permission the call needs, named when it is missing. */
  permission: string;
  timeoutMs: number;
  signal?: AbortSignal;
}

/** Up to here "a moment" is true enough. */
const aMomentMs = 30_000;

export type AskGraph = (request: GraphRequest) => Promise<Record<string, unknown>>;

function failure(refusal: GraphRefusal, request: GraphRequest, detail: string, waitMs?: number): WireFailure {
  const { kind } = refusal;
  const wait = refusal.throttled && waitMs !== undefined && waitMs > aMomentMs ? durationWords(waitMs) : null;
  const asked = wait && refusal.transient ? `Microsoft Graph asked to be left alone for ${wait}.` : refusal.sentence;
  const sentence = asked.replace(/\.$/, ` (${detail}).`);
  let advice = kind === 'noPermission' ? `${refusal.advice} It is ${request.permission}.` : refusal.advice;
  if (wait) advice = `Try again in ${wait}.`;
  return new WireFailure(
    { what: request.what, kind, sentence, advice },
    {
      transient: refusal.transient ?? false,
      throttled: refusal.throttled,
      serviceTrouble: refusal.serviceTrouble,
      retryAfterMs: refusal.throttled || refusal.transient ? waitMs : undefined,
    },
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function judge(reply: WireReply, request: GraphRequest, now: number): Record<string, unknown> {
  const body = parsed(reply.text);
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  if (reply.status === 200) {
    if (!isObject(body)) throw failure(graphUnreadable, request, 'it is not JSON');
    return body;
  }
  const said = [error.code, error.message, isObject(body) ? '' : reply.text.slice(0, 2000)].join(' ');
  const refusal =
    graphRefusals.find(
      (each) => (!each.status || each.status.includes(reply.status)) && (!each.text || each.text.test(said)),
    ) ?? (reply.status >= 500 ? graphFault : reply.status >= 400 ? graphOther : graphUnreadable);
  throw failure(refusal, request, `HTTP ${reply.status}`, retryAfterMs(reply.headers['retry-after'], now));
}

/** Asks Microsoft Graph. The answer's text only decides what went wrong; it is not repeated. Rejects with a `WireFailure`. */
export function createAskGraph(call: Caller, timing: Timing): AskGraph {
  return async function askGraph(request) {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers: Record<string, string> = { accept: 'application/json', ...request.headers };
    if (body !== undefined) headers['content-type'] = 'application/json; charset=utf-8';
    const { what, url, timeoutMs, signal } = request;
    return call({
      name: request.name,
      effect: 'read',
      request: { what, method: body === undefined ? 'GET' : 'POST', url, headers, body, timeoutMs, signal },
      judge: (reply) => judge(reply, request, timing.now()),
    });
  };
}
