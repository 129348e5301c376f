import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer | object;
  /** Closes the connection instead of answering, at the start or after half of the body. */
  cut?: 'before' | 'midway';
  /** Never answers. */
  hang?: boolean;
}

export type Script = (asked: Asked, index: number) => Answer;

export const tenantId = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';

/** Speaks for Entra, Exchange and Graph on one loopback port; tests say what it answers and read what it was asked. */
export class WireServer {
  readonly asked: Asked[] = [];
  tokens: Script = (_asked, index) => ({ body: tokenBody(`token-${index + 1}`) });
  exchange: Script = () => ({ body: rows() });
  graph: Script = () => ({ body: { value: [] } });
  private readonly server: Server;
  private readonly counts = { tokens: 0, exchange: 0, graph: 0 };

  constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  to(kind: 'tokens' | 'exchange' | 'graph'): Asked[] {
    return this.asked.filter((asked) => kindOf(asked.path) === kind);
  }

  /** The parameters of every cmdlet that was run. */
  parameters(): Record<string, unknown>[] {
    return this.to('exchange').map((asked) => JSON.parse(asked.body).CmdletInput.Parameters);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
    this.asked.push(asked);
    const kind = kindOf(asked.path);
    give(this[kind](asked, this.counts[kind]++), response);
  }
}

function kindOf(path: string): 'tokens' | 'exchange' | 'graph' {
  if (path.includes('/oauth2/v2.0/token')) return 'tokens';
  return path.startsWith('/adminapi/') ? 'exchange' : 'graph';
}

function give(answer: Answer, response: ServerResponse): void {
  if (answer.hang) return;
  if (answer.cut === 'before') {
    response.destroy();
    return;
  }
  const { body = '' } = answer;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const headers = { 'content-type': 'application/json; charset=utf-8', ...answer.headers };
  response.writeHead(answer.status ?? 200, { ...headers, 'content-length': String(bytes.length) });
  if (answer.cut === 'midway') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
    return;
  }
  response.end(bytes);
}

export function tokenBody(token: string): object {
  return { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token };
}

/** The success envelope of the Exchange admin interface. */
export function rows(value: object[] = [], warnings: string[] = [], extra: object = {}): object {
  return {
    '@odata.context': `https://outlook.office365.com/adminapi/beta/${tenantId}/$metadata#Collection(Exchange.GenericHashTable)`,
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': warnings,
    ...extra,
    value,
  };
}

/** The error envelope of the Exchange admin interface. */
export function complaint(type: string, text: string, options: { details?: boolean } = {}): object {
  const details = [{ code: 'Client', target: '', message: `|${type}|${text}` }];
  return {
    error: {
      code: 'BadRequest',
      message: 'Invalid Operation',
      ...(options.details === false ? {} : { details }),
      innererror: {
        message: 'Invalid Operation',
        type: 'Microsoft.Exchange.Admin.OData.Core.ODataServiceException',
        stacktrace: '',
        internalexception: { message: text, type, stacktrace: '' },
      },
    },
    'adminapi.warnings@odata.type': '#Collection(String)',
    '@adminapi.warnings': [],
  };
}
