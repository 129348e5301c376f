import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** One request the bot made to the Bot Connector, as it came over the wire. */
export interface ConnectorCall {
  method: string;
  path: string;
  authorization: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: whatever JSON came over the wire, for tests to look into
  body: any;
  /** When it came, by the clock of the test; 0 without one. */
  at: number;
  /** What the service answered; absent while it has not. */
  answer?: { status: number; id?: string; thread?: string };
}

export interface Failure {
  status: number;
  code?: string;
  retryAfterSeconds?: number;
  /** How many calls fail; all of them when left out. */
  times?: number;
  /** The message is taken all the same: only the answer is a failure. */
  delivered?: boolean;
  /** The connection ends without an answer. */
  dropped?: boolean;
  /** Only calls this holds for. */
  when?: (call: ConnectorCall) => boolean;
}

/** The Bot Connector's REST service as far as bots use it: posts, updates, deletes, new conversations. Remembers all. */
export interface FakeConnector {
  /** What an activity carries as `serviceUrl`. */
  serviceUrl: string;
  calls: ConnectorCall[];
  /** Posted messages, typing signs left out. */
  messages(): ConnectorCall[];
  typings(): ConnectorCall[];
  fail(failure: Failure): void;
  /** Answers no post until the returned function is called. */
  hold(): () => void;
  /** The posted message number `count` (from 1), as soon as it is there. */
  message(count: number): Promise<ConnectorCall>;
  /** Every call was answered. */
  isIdle(): boolean;
  /** Nothing fails any more. */
  healed(): void;
  clear(): void;
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export async function startFakeConnector(
  options: { port?: number; tls?: { key: string; cert: string }; prefix?: string; now?: () => number } = {},
): Promise<FakeConnector> {
  const calls: ConnectorCall[] = [];
  const failures: Failure[] = [];
  const watchers = new Set<() => void>();
  let gate: Promise<void> = Promise.resolve();
  let lastId = 0;

  function failureFor(call: ConnectorCall): Failure | null {
    const found = failures.find((failure) => failure.when?.(call) ?? true);
    if (found === undefined) return null;
    if (found.times !== undefined) found.times -= 1;
    if (found.times === 0) failures.splice(failures.indexOf(found), 1);
    return found;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await bodyOf(request);
    const call: ConnectorCall = {
      method,
      path: url,
      authorization: headers.authorization ?? null,
      body,
      at: options.now?.() ?? 0,
    };
    const failure = failureFor(call);
    calls.push(call);
    for (const watcher of watchers) watcher();
    await gate;
    const taken = failure === null || failure.delivered === true;
    if (taken) lastId += 1;
    const channel = /\/v3\/conversations\/?$/.test(url) ? channelOf(body) : null;
    const id = channel === null && /\/v3\/conversations\/?$/.test(url) ? `${lastId}` : `m${lastId}`;
    if (taken)
      call.answer = {
        status: failure?.status ?? 200,
        id,
        ...(channel === null ? {} : { thread: `${channel};messageid=${id}` }),
      };
    else call.answer = { status: failure?.status ?? 200 };
    if (failure?.dropped) return void response.destroy();
    if (failure !== null) {
      const { status, code = 'Error', retryAfterSeconds } = failure;
      const retry: Record<string, string> =
        retryAfterSeconds === undefined ? {} : { 'retry-after': `${retryAfterSeconds}` };
      return send(response, status, { error: { code, message: `refused with ${status}` } }, retry);
    }
    if (channel !== null) return send(response, 201, { id: `${channel};messageid=${id}`, activityId: id });
    if (/\/v3\/conversations\/?$/.test(url))
      return send(response, 201, { id: `a:personal-${body === null ? '' : personOf(body)}`, activityId: `${lastId}` });
    return send(response, method === 'POST' ? 201 : 200, { id: `m${lastId}` });
  }

  const server = options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls === undefined ? 'http' : 'https';
  const isMessage = (call: ConnectorCall) => call.method === 'POST' && call.body?.type === 'message';
  const messages = () => calls.filter(isMessage);

  return {
    serviceUrl: `${scheme}://127.0.0.1:${port}${options.prefix ?? '/'}`,
    calls,
    messages,
    typings: () => calls.filter((call) => call.body?.type === 'typing'),
    fail: (failure) => void failures.push({ ...failure }),
    hold() {
      let open = () => {};
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return open;
    },
    message(count) {
      return new Promise((resolve) => {
        const look = () => {
          const found = messages()[count - 1];
          if (found === undefined) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      });
    },
    isIdle: () => calls.every((call) => call.answer !== undefined),
    healed() {
      failures.length = 0;
    },
    clear() {
      calls.length = 0;
      failures.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A conversation that is opened in a channel is a new thread there. */
function channelOf(body: unknown): string | null {
  return (body as { channelData?: { channel?: { id?: string } } } | null)?.channelData?.channel?.id ?? null;
}

function personOf(body: unknown): string {
  return (body as { members?: { id?: string }[] }).members?.[0]?.id ?? 'nobody';
}
