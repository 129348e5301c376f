import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '@microsoft/teams-ai';
import type { InvokeResponse } from 'botbuilder';
import { faultOf, type Log } from '../log.ts';
import type { BotAdapter } from './adapter.ts';
import type { Door } from './door/door.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Handlers of the HTTP routes. Refusals are bare: a status and nothing else. */
export interface Receiver {
  messages: Handler;
  health: Handler;
  readiness: Handler;
  /** From now on everything is turned away, because the bot is stopping. */
  close(): void;
}

/** What is left of a refused body is read and thrown away up to here, so that the refusal can be received. */
const mostDiscarded = 8 * 1024 * 1024;

function discardRest(request: IncomingMessage): void {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > mostDiscarded) request.destroy();
  });
  request.on('error', () => undefined);
}

function bare(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (status === 503) response.setHeader('retry-after', '30');
  response.statusCode = status;
  response.end();
  if (!request.readableEnded) discardRest(request);
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

function answer(response: ServerResponse, invoke: InvokeResponse | undefined): void {
  if (invoke?.body !== undefined) {
    json(response, invoke.status, invoke.body);
    return;
  }
  response.statusCode = invoke?.status ?? 200;
  response.end();
}

export function createReceiver(options: { door: Door; adapter: BotAdapter; app: Application; log: Log }): Receiver {
  const { door, adapter, app, log } = options;
  let closing = false;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (closing) return bare(request, response, 503);
    const admission = await door.admit(request);
    if ('status' in admission) return bare(request, response, admission.status);
    const { activity, authorization } = admission;
    const invoke = await adapter.receive(authorization, activity, async (context) => void (await app.run(context)));
    response.shouldKeepAlive &&= !closing;
    answer(response, invoke);
  }

  return {
    async messages(request, response) {
      try {
        await take(request, response);
      } catch (error) {
        const unauthenticated = (error as { statusCode?: unknown }).statusCode === 401;
        log.error({ event: 'door.fault', fault: faultOf(error) }, 'a request could not be taken');
        if (!response.headersSent) bare(request, response, unauthenticated ? 401 : 500);
      }
    },
    async health(_request, response) {
      json(response, 200, { status: 'ok' });
    },
    async readiness(_request, response) {
      const checks = { accepting: !closing, signingKeys: await door.ready() };
      const ready = Object.values(checks).every(Boolean);
      json(response, ready ? 200 : 503, { status: ready ? 'ready' : 'notReady', checks });
    },
    close() {
      closing = true;
    },
  };
}
