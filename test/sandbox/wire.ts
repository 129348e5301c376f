import { standingClock } from '../../src/sandbox/clock.ts';
import { createSandboxTenant, type SandboxOptions, type SandboxTenant } from '../../src/sandbox/tenant.ts';

/** 2026-11-21, the day on which the tests' company stands. */
export const testNow = Date.parse('2026-11-21T12:00:00Z');
const exchangeScope = 'https://outlook.office365.com/.default';
const graphScope = 'https://graph.microsoft.com/.default';

// biome-ignore lint/suspicious/noExplicitAny: answers are read key by key, and each key is asserted
export type Json = Record<string, any>;

export interface Answer {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** null when the body is not JSON. */
  json: Json;
}

/** A tenant and a bare client of it, which knows nothing but HTTP. */
export interface Wire {
  tenant: SandboxTenant;
  token(scope?: string, app?: { clientId: string; clientSecret: string }): Promise<string>;
  cmdlet(name: string, parameters?: Record<string, unknown>, options?: CmdletOptions): Promise<Answer>;
  graph(path: string, body?: unknown): Promise<Answer>;
  hunt(query: string): Promise<Answer>;
}

export interface CmdletOptions {
  headers?: Record<string, string>;
  url?: string;
  app?: { clientId: string; clientSecret: string };
  token?: string;
}

/** Starts a small tenant on a standing clock; `close` it with `tenant.close()`. */
export async function startWire(options: SandboxOptions = {}): Promise<Wire> {
  const clock = options.clock ?? standingClock(testNow);
  const tenant = await createSandboxTenant({ quarantineSize: 300, ...options, clock });
  const tokens = new Map<string, string>();

  async function token(
    scope = exchangeScope,
    app: { clientId: string; clientSecret: string } = tenant,
  ): Promise<string> {
    const key = `${scope} ${app.clientId}`;
    const known = tokens.get(key);
    if (known) return known;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: app.clientId,
      client_secret: app.clientSecret,
      scope,
    });
    const answer = await ask(`${tenant.urls.entra}/${tenant.tenantId}/oauth2/v2.0/token`, { method: 'POST', body });
    tokens.set(key, answer.json.access_token);
    return answer.json.access_token;
  }

  async function cmdlet(
    name: string,
    parameters: Record<string, unknown> = {},
    options: CmdletOptions = {},
  ): Promise<Answer> {
    const bearer = options.token ?? (await token(exchangeScope, options.app));
    return await ask(options.url ?? `${tenant.urls.exchange}/adminapi/beta/${tenant.tenantId}/InvokeCommand`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', ...options.headers },
      body: JSON.stringify({ CmdletInput: { CmdletName: name, Parameters: parameters } }),
    });
  }

  async function graph(path: string, body?: unknown): Promise<Answer> {
    const bearer = await token(graphScope);
    return await ask(`${tenant.urls.graph}/v1.0/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  return { tenant, token, cmdlet, graph, hunt: (Query) => graph('security/runHuntingQuery', { Query }) };
}

export async function ask(url: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  let json: Json = {};
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    // an answer need not be JSON
  }
  return { status: response.status, headers: response.headers, bytes, json };
}
