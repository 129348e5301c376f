import type { SandboxClock } from '../clock.ts';
import type { SandboxApp } from '../entra/apps.ts';
import { callerOf } from '../entra/caller.ts';
import type { TokenSigner } from '../entra/token-signer.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { type Call, jsonObject, jsonReply, type Reply, type Service } from '../wire/call.ts';
import { directory } from './directory.ts';
import { directoryRoute } from './directory-routes.ts';
import { graphError } from './errors.ts';
import { runHuntingQuery } from './hunting.ts';
import { messageTraces } from './message-traces.ts';

export interface GraphParts {
  data: TenantData;
  apps: SandboxApp[];
  signer: TokenSigner;
  clock: SandboxClock;
  tokenClock: SandboxClock;
}

/** Microsoft Graph v1.0 and beta, as much of it as concerns mail security. */
export function graphService(parts: GraphParts): Service {
  const dir = directory(parts.data);

  function answer(call: Call): Reply {
    const now = parts.clock.now();
    const [, version = '', ...path] = call.url.pathname.split('/');
    if (version !== 'v1.0' && version !== 'beta') return graphError(400, 'BadRequest', 'Invalid version.', now);
    const app = callerOf(
      call,
      'https://graph.microsoft.com',
      parts.signer,
      parts.apps,
      parts.data.tenantId,
      parts.tokenClock,
    );
    if (!app)
      return graphError(401, 'InvalidAuthenticationToken', 'Access token validation failure. Invalid audience.', now);
    const joined = path.join('/');
    if (joined === '$batch') return batch(call);
    if (joined === 'security/runHuntingQuery' && call.method === 'POST') {
      return has(app, 'ThreatHunting.Read.All')
        ? runHuntingQuery(call, parts.data, now)
        : missingRole(app, 'ThreatHunting.Read.All', now);
    }
    if (joined === 'security/alerts_v2') {
      return has(app, 'SecurityAlert.Read.All')
        ? alerts(call, parts.data, now)
        : missingRole(app, 'SecurityAlert.Read.All', now);
    }
    if (joined.startsWith('admin/exchange/tracing/messageTraces')) {
      if (!has(app, 'ExchangeMessageTrace.Read.All')) return graphError(401, 'UnknownError', '', now);
      return messageTraces(call, path.slice(4), parts.data, now);
    }
    const mayReadDirectory = ['Directory.Read.All', 'GroupMember.Read.All', 'User.Read.All'].some((name) =>
      has(app, name),
    );
    if (!mayReadDirectory)
      return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', now);
    return (
      directoryRoute(call, path, dir, now) ??
      graphError(400, 'BadRequest', `Resource not found for the segment '${path[0]}'.`, now)
    );
  }

  function batch(call: Call): Reply {
    const requests = jsonObject(call.body)?.requests;
    if (!Array.isArray(requests) || requests.length > 20) {
      return graphError(400, 'BadRequest', 'A batch holds 1 to 20 requests.', parts.clock.now());
    }
    const version = call.url.pathname.split('/')[1];
    const responses = requests.map((request: { id: string; method: string; url: string; body?: unknown }) => {
      const url = new URL(`/${version}/${request.url.replace(/^\//, '')}`, call.url);
      const reply = answer({ ...call, url, method: request.method, body: JSON.stringify(request.body ?? null) });
      return { id: request.id, status: reply.status, headers: reply.headers, body: JSON.parse(String(reply.body)) };
    });
    return jsonReply(200, { responses });
  }

  return answer;
}

function has(app: SandboxApp, permission: string): boolean {
  return app.permissions.includes(permission);
}

function missingRole(app: SandboxApp, role: string, now: number): Reply {
  const roles = app.permissions.join(',');
  return graphError(
    403,
    'Forbidden',
    `Missing application roles. API required roles: ${role}, application roles: ${roles}.`,
    now,
  );
}

/** Filters by `eq` on serviceSource, severity and status and by `ge` on the two times. */
function alerts(call: Call, data: TenantData, now: number): Reply {
  const query = call.url.searchParams;
  const filter = query.get('$filter') ?? '';
  const equal = [...filter.matchAll(/(\w+)\s+eq\s+'([^']*)'/g)];
  const since = [...filter.matchAll(/(createdDateTime|lastUpdateDateTime)\s+(ge|gt)\s+([0-9TZ:.+-]+)/g)];
  const fits = (row: WireRow) =>
    equal.every(([, name = '', value]) => row[name] === value) &&
    since.every(([, name = '', , time = '']) => Date.parse(String(row[name])) >= Date.parse(time)) &&
    Date.parse(String(row.createdDateTime)) <= now;
  const skip = Number(query.get('$skip') ?? 0) || 0;
  const top = Number(query.get('$top') ?? 100) || 100;
  const value = data.alerts.filter(fits).slice(skip, skip + top);
  return jsonReply(200, { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#security/alerts_v2', value });
}
