import type { IncomingMessage, ServerResponse } from 'node:http';
import { looksSigned, type SignedRequest } from './inbound.ts';
import type { Received } from './receive.ts';

/** A comment of Zendesk holds at most some 64 KB. */
const largestBody = 256 * 1024;
/** Seconds. Zendesk repeats a 503 only when it is told to wait less than a minute (developer.zendesk.com, Creating and monitoring webhooks). */
const comeBackIn = 20;

/**
 * Answers `POST …/<system>` of ticketing systems: a bare status, nothing else. What is not signed at all is refused before it is read. A
 * fault of ours is 503, so that the sender tries again; events that were taken are known by their id.
 */
export function createWebhookHandler(options: {
  receive(system: string, request: SignedRequest): Promise<Received>;
  onFault(error: unknown): void;
}): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const status = await statusOf(request, options);
    response.statusCode = status;
    if (status === 503) response.setHeader('retry-after', String(comeBackIn));
    if (!request.readableEnded) response.setHeader('connection', 'close');
    response.end();
    if (!request.readableEnded) request.resume();
  };
}

async function statusOf(
  request: IncomingMessage,
  options: Parameters<typeof createWebhookHandler>[0],
): Promise<number> {
  const [, system] = /\/([a-z]{1,20})(?:\?|$)/.exec(request.url ?? '') ?? [];
  if (system === undefined) return 404;
  try {
    const headers = singleHeaders(request);
    const body = looksSigned(system, headers) ? await bodyOf(request) : '';
    if (body === null) return 413;
    return (await options.receive(system, { headers, body })).status;
  } catch (error) {
    options.onFault(error);
    return 503;
  }
}

/** A header that came twice could be read in two ways, so it counts as absent. */
function singleHeaders({ headersDistinct }: IncomingMessage): Record<string, string | undefined> {
  const single = Object.entries(headersDistinct).filter(([, values]) => values?.length === 1);
  return Object.fromEntries(single.map(([name, values]) => [name, values?.[0]]));
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > largestBody) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
