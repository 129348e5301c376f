import { type FailureKind, SystemFailure } from './ticket-system.ts';

export interface SystemAnswer {
  status: number;
  headers: Headers;
  text: string;
}

const patienceMs = 15_000;
const longestAnswer = 1_000_000;
const longestWait = 3_600;

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'invalid',
  401: 'signIn',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  410: 'notFound',
  413: 'invalid',
  422: 'invalid',
  429: 'throttled',
};

const sentences: Readonly<Record<FailureKind, string>> = {
  signIn: 'does not accept our sign-in. Check its address, user and token.',
  forbidden: 'does not let our user do this. Check the user’s role there.',
  notFound: 'has no such ticket or address. Check its address.',
  conflict: 'was changing the same ticket at that moment.',
  invalid: 'did not accept what we sent.',
  throttled: 'asked us to wait.',
  unreachable: 'could not be reached.',
  badAnswer: 'answered in a way we do not understand.',
};

/** Sends one request and hands out a 2xx answer; everything else is a `SystemFailure` in the name of `system`. Redirects are not followed. */
export async function sendTo(
  system: string,
  url: string,
  request: { method: string; headers: Record<string, string>; body?: string },
  signal?: AbortSignal,
): Promise<SystemAnswer> {
  const limit = AbortSignal.timeout(patienceMs);
  const until = signal ? AbortSignal.any([limit, signal]) : limit;
  let answer: SystemAnswer;
  try {
    const response = await fetch(url, { ...request, redirect: 'manual', signal: until });
    answer = { status: response.status, headers: response.headers, text: await limitedText(response) };
  } catch {
    signal?.throwIfAborted();
    throw failure(system, 'unreachable');
  }
  if (answer.status >= 200 && answer.status < 300) return answer;
  const kind = kinds[answer.status] ?? (answer.status >= 500 ? 'unreachable' : 'badAnswer');
  throw failure(system, kind, { retryAfterSeconds: retryAfter(answer.headers), code: codeOf(answer.text) });
}

/** The JSON object of an answer; a `SystemFailure` when it is none. */
export function objectOf(system: string, answer: SystemAnswer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(answer.text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below, like any other answer that is no object.
  }
  throw failure(system, 'badAnswer');
}

export function failure(
  system: string,
  kind: FailureKind,
  more: ConstructorParameters<typeof SystemFailure>[2] = {},
): SystemFailure {
  return new SystemFailure(kind, `${system} ${sentences[kind]}`, more);
}

/** `{ "error": "RecordNotFound", … }`: one word, or none. */
function codeOf(text: string): string | null {
  const [, code = null] = /^\s*\{[^{}]*"error"\s*:\s*"(\w{1,60})"/.exec(text.slice(0, 2_000)) ?? [];
  return code;
}

/** Seconds, or a date (RFC 9110, section 10.2.3); at most an hour. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Math.min(Number(value), longestWait);
  const sentAt = Date.parse(headers.get('date') ?? '');
  const seconds = Math.ceil((Date.parse(value) - sentAt) / 1_000);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), longestWait) : null;
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > longestAnswer) throw new Error('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
