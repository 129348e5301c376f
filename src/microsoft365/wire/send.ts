import type { Dispatcher } from 'undici';
import { isLoopback } from './address.ts';
import { connectionFailure } from './connection-failure.ts';
import { readBody } from './read-body.ts';
import { WireFailure } from './wire-failure.ts';

export interface WireRequest {
  /** The thing being read, in words for a person. */
  what: string;
  /** The service, in words for a person. */
  service: string;
  method: 'GET' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  maxBodyBytes: number;
  signal?: AbortSignal;
}

export interface WireReply {
  status: number;
  /** Lower-case names. */
  headers: Record<string, string>;
  text: string;
}

async function load() {
  const undici = await import('undici');
  return { ...undici, directAgent: new undici.Agent({ connect: { timeout: 10_000 } }) };
}

let loading: ReturnType<typeof load> | null = null;

/** The HTTP client, loaded with the first request: a start need not wait for it. */
function client(): ReturnType<typeof load> {
  loading ??= load();
  return loading;
}

let proxyAgent: Dispatcher | null = null;

async function dispatcherFor(url: URL): Promise<Dispatcher> {
  const { directAgent, EnvHttpProxyAgent } = await client();
  if (isLoopback(url)) return directAgent;
  const env = process.env;
  if (!(env.https_proxy ?? env.HTTPS_PROXY)) return directAgent;
  proxyAgent ??= new EnvHttpProxyAgent();
  return proxyAgent;
}

/**
 * One exchange with a service. Redirects are not followed, so that a token never leaves the address it was meant for, and bodies
 * are decoded by what they are, not by what their headers claim. Throws a `WireFailure` when no answer came.
 */
export async function send(wire: WireRequest): Promise<WireReply> {
  wire.signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(wire.timeoutMs);
  const signal = wire.signal ? AbortSignal.any([wire.signal, deadline]) : deadline;
  try {
    const { request } = await client();
    const reply = await request(wire.url, {
      method: wire.method,
      headers: { 'accept-encoding': 'gzip', ...wire.headers },
      body: wire.body,
      dispatcher: await dispatcherFor(new URL(wire.url)),
      signal,
      headersTimeout: wire.timeoutMs,
      bodyTimeout: wire.timeoutMs,
    });
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(reply.headers)) {
      if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
    }
    return { status: reply.statusCode, headers, text: await readBody(reply.body, wire.maxBodyBytes, wire) };
  } catch (error) {
    if (error instanceof WireFailure) throw error;
    wire.signal?.throwIfAborted();
    throw connectionFailure(error, deadline.aborted, wire);
  }
}
