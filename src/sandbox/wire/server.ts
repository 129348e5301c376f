import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import type { SandboxClock } from '../clock.ts';
import { type Call, jsonReply, type Reply, readBody, type Service, type ServiceName } from './call.ts';
import type { FaultBook, StruckFault } from './faults.ts';
import { describeCall } from './operation.ts';
import type { RequestLog } from './request-log.ts';

export interface ServerParts {
  services: Record<ServiceName, Service>;
  control: Service | null;
  faults: FaultBook;
  log: RequestLog;
  clock: SandboxClock;
  port: number;
  tls: { key: string; cert: string } | null;
}

export interface RunningServer {
  /** Without a trailing slash. */
  origin: string;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1. Paths start with the service's name: /entra, /exchange, /graph, /control. */
export async function startServer(parts: ServerParts): Promise<RunningServer> {
  const listener = (request: IncomingMessage, response: ServerResponse) => void serve(parts, request, response);
  const server: Server = parts.tls ? createTlsServer(parts.tls, listener) : createServer(listener);
  // Longer than between two polls of the watch: a connection that closes as it is used again looks like an outage.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(parts.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${parts.tls ? 'https' : 'http'}://${parts.tls ? 'localhost' : '127.0.0.1'}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const reply = await answer(parts, request, response);
    if (reply) write(response, reply);
  } catch (error) {
    const message = error instanceof Error ? error.message : 'unknown';
    if (!response.headersSent) write(response, jsonReply(500, { error: { code: 'SandboxFault', message } }));
    else response.destroy();
  }
}

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<Reply | null> {
  const url = new URL(request.url ?? '/', `${parts.tls ? 'https' : 'http'}://${hostOf(request)}`);
  const [, first = ''] = url.pathname.split('/');
  const body = await readBody(request);
  const plain = { method: request.method ?? 'GET', url, headers: request.headers, body };
  if (first === 'control') {
    if (!parts.control) return jsonReply(404, { error: { code: 'NotFound', message: 'Control is switched off.' } });
    return await parts.control({ ...plain, service: 'graph', operation: 'control' });
  }
  const service = parts.services[first as ServiceName];
  if (!service) return jsonReply(404, { error: { code: 'NotFound', message: `There is no service at /${first}.` } });
  url.pathname = url.pathname.slice(first.length + 1) || '/';
  const { operation, input } = describeCall(first as ServiceName, url, body);
  const call: Call = { ...plain, service: first as ServiceName, operation };
  const fault = parts.faults.strike(call);
  const entry = {
    at: new Date(parts.clock.now()).toISOString(),
    service: call.service,
    operation,
    method: call.method,
    path: url.pathname,
    input,
    status: null as number | null,
    fault: fault?.rule.action ?? null,
  };
  parts.log.add(entry);
  const reply = await replyWith(service, call, fault, response, parts.clock.now());
  entry.status = reply?.status ?? null;
  return reply;
}

async function replyWith(
  service: Service,
  call: Call,
  fault: StruckFault | null,
  response: ServerResponse,
  now: number,
): Promise<Reply | null> {
  if (!fault) return await service(call);
  const { kind, rule } = fault;
  if ('instead' in kind) return kind.instead(rule, now);
  if ('setting' in kind) return await service({ ...call, bent: { how: kind.setting, rows: rule.rows ?? 10 } });
  if ('on' in kind) return kind.on(await service(call), rule);
  if (kind.connection === 'hang') return null;
  if (kind.connection === 'reset') {
    response.destroy();
    return null;
  }
  if (kind.connection === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, rule.milliseconds ?? 1000).unref());
    return await service(call);
  }
  const whole = await service(call);
  const bytes = Buffer.from(whole.body);
  response.writeHead(whole.status, { ...whole.headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  return null;
}

function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
  });
  response.end(reply.body);
}

/** The host as the client named it, for links in answers; a strange one is replaced. */
function hostOf(request: IncomingMessage): string {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name === 'localhost' || isIP(name) ? host : '127.0.0.1';
}
