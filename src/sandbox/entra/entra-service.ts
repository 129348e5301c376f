import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { SandboxClock } from '../clock.ts';
import { type Call, jsonReply, type Reply, type Service } from '../wire/call.ts';
import type { SandboxApp } from './apps.ts';
import { assertionFault, type TokenSigner } from './token-signer.ts';

export interface EntraParts {
  tenantId: string;
  apps: SandboxApp[];
  clock: SandboxClock;
  signer: TokenSigner;
  /** Seconds; Entra's own is 3599. */
  tokenLifetime: number;
}

const audiences: Record<string, string> = {
  'https://outlook.office365.com/.default': 'https://outlook.office365.com',
  'https://outlook.office365.us/.default': 'https://outlook.office365.com',
  'https://graph.microsoft.com/.default': 'https://graph.microsoft.com',
  'https://graph.microsoft.us/.default': 'https://graph.microsoft.com',
  'https://manage.office.com/.default': 'https://manage.office.com',
  'https://api.botframework.com/.default': 'https://api.botframework.com',
};

/** The sign-in service: client credentials by secret or certificate, and the documents a client discovers it by. */
export function entraService(parts: EntraParts): Service {
  return (call) => {
    const path = call.url.pathname;
    const base = `${call.url.origin}/entra`;
    if (path.endsWith('/common/discovery/instance')) return instanceDiscovery(base, parts.tenantId);
    const [, tenant = '', ...rest] = path.split('/');
    const tail = rest.join('/');
    if (tail.endsWith('.well-known/openid-configuration')) return openIdConfiguration(base, tenant);
    if (tail === 'discovery/v2.0/keys') return jsonReply(200, parts.signer.jwks);
    if (tail === 'oauth2/v2.0/token' && call.method === 'POST') return token(parts, call, tenant);
    return jsonReply(404, { error: 'not_found', error_description: `Nothing is at ${path}.` });
  };
}

function instanceDiscovery(base: string, tenantId: string): Reply {
  const host = new URL(base).host;
  return jsonReply(200, {
    tenant_discovery_endpoint: `${base}/${tenantId}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  });
}

function openIdConfiguration(base: string, tenant: string): Reply {
  return jsonReply(200, {
    token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
    authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    issuer: `${base}/${tenant}/v2.0`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    tenant_region_scope: 'NA',
    cloud_instance_name: new URL(base).host,
  });
}

function token(parts: EntraParts, call: Call, tenant: string): Reply {
  const form = new URLSearchParams(call.body);
  const refuse = (status: number, error: string, code: string, text: string) =>
    refusal(parts.clock, status, error, code, text);
  if (tenant !== parts.tenantId) {
    return refuse(
      400,
      'invalid_request',
      'AADSTS90002',
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
    );
  }
  if (form.get('grant_type') !== 'client_credentials') {
    return refuse(400, 'unsupported_grant_type', 'AADSTS70003', 'The app requested an unsupported grant type.');
  }
  const clientId = form.get('client_id') ?? basicUser(call);
  const app = parts.apps.find((candidate) => candidate.clientId === clientId);
  if (!app) {
    return refuse(
      400,
      'unauthorized_client',
      'AADSTS700016',
      `Application with identifier '${clientId}' was not found in the directory.`,
    );
  }
  const scope = form.get('scope') ?? '';
  const audience = audiences[scope];
  if (!audience) {
    const code = scope.endsWith('/.default') ? 'AADSTS500011' : 'AADSTS1002012';
    return refuse(
      400,
      code === 'AADSTS500011' ? 'invalid_resource' : 'invalid_scope',
      code,
      `The provided value for scope ${scope} is not valid.`,
    );
  }
  const assertion = form.get('client_assertion');
  if (assertion) {
    const fault = assertionFault(
      assertion,
      app.clientId,
      `/${tenant}/oauth2/v2.0/token`,
      app.certificates,
      parts.clock.now(),
    );
    if (fault) return refuse(401, 'invalid_client', fault.code, fault.text);
  } else {
    const secret = form.get('client_secret') ?? basicPassword(call);
    if (!secret) {
      return refuse(
        401,
        'invalid_client',
        'AADSTS7000218',
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      );
    }
    if (!app.secret || !sameSecret(secret, app.secret)) {
      return refuse(
        401,
        'invalid_client',
        'AADSTS7000215',
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
      );
    }
  }
  const seconds = Math.floor(parts.clock.now() / 1000);
  const accessToken = parts.signer.sign({
    aud: audience,
    iss: `https://sts.windows.net/${tenant}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + parts.tokenLifetime,
    appid: app.clientId,
    tid: tenant,
    roles: app.permissions,
    uti: randomUUID(),
    ver: '1.0',
  });
  return jsonReply(200, {
    token_type: 'Bearer',
    expires_in: parts.tokenLifetime,
    ext_expires_in: parts.tokenLifetime,
    access_token: accessToken,
  });
}

function refusal(clock: SandboxClock, status: number, error: string, code: string, text: string): Reply {
  const stamp = new Date(clock.now()).toISOString().replace('T', ' ').slice(0, 19);
  const trace = randomUUID();
  const correlation = randomUUID();
  return jsonReply(status, {
    error,
    error_description: `${code}: ${text} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${stamp}Z`,
    error_codes: [Number(code.slice('AADSTS'.length))],
    timestamp: `${stamp}Z`,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${code.slice('AADSTS'.length)}`,
  });
}

function basic(call: Call): [string, string] {
  const value = /^Basic (.+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const [user = '', password = ''] = value ? Buffer.from(value, 'base64').toString('utf8').split(':') : [];
  return [decodeURIComponent(user), decodeURIComponent(password)];
}
const basicUser = (call: Call) => basic(call)[0];
const basicPassword = (call: Call) => basic(call)[1];

function sameSecret(given: string, held: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(held));
}
