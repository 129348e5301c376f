import { gzipSync } from 'node:zlib';
import { ExchangeError, errorReply } from '../exchange/errors.ts';
import { graphError } from '../graph/errors.ts';
import { jsonReply, type Reply } from './call.ts';

/** A fault as it is given in a file or to the control endpoint. Absent conditions match everything. */
export interface FaultRule {
  action: string;
  service?: 'entra' | 'exchange' | 'graph';
  cmdlet?: string;
  table?: string;
  /** Part of the request path. */
  path?: string;
  /** Counted over matching requests from 1: one number, or [first, last]. */
  nth?: number | [number, number];
  /** How often it strikes before it is spent. */
  times?: number;
  /** Between 0 and 1, drawn from `seed` (1 unless given). */
  probability?: number;
  seed?: number;
  /** ISO 8601 on the tenant's clock. */
  until?: string;
  /** Particulars of the action. */
  retryAfter?: number | null;
  gzip?: boolean;
  milliseconds?: number;
  rows?: number;
  status?: number;
  body?: string;
  text?: string;
  headers?: Record<string, string>;
}

/** How a fault acts: instead of the service, on its reply, or on the connection. */
export type FaultKind =
  | { instead: (rule: FaultRule, now: number) => Reply }
  | { on: (reply: Reply, rule: FaultRule) => Reply }
  | { connection: 'hang' | 'reset' | 'cut' | 'slow' }
  | { setting: 'nextLinkWorks' | 'nextLinkExpired' | 'partialPage' | 'notLicensed' };

function retryHeader(rule: FaultRule, standard: number): Record<string, string> {
  if (rule.retryAfter === null) return {};
  return { 'retry-after': String(rule.retryAfter ?? standard) };
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: text };
}

function adminError(status: number, type: string, message: string, withDetails = true): Reply {
  return errorReply(new ExchangeError(status, type, message, withDetails));
}

function nul(rule: FaultRule): Reply {
  return {
    status: 403,
    headers: { 'content-type': 'application/json', ...(rule.gzip ? { 'content-encoding': 'gzip' } : {}) },
    body: Buffer.alloc(512),
  };
}

const page =
  "<!DOCTYPE html><html><head><title>Service unavailable</title></head><body><h2>Our services aren't available right now</h2></body></html>";

/** Every way the services are known to fail, by the name used in fault files. */
export const faultKinds: Record<string, FaultKind> = {
  unauthorized: { instead: () => ({ status: 401, headers: { 'www-authenticate': 'Bearer' }, body: '' }) },
  unauthorizedJson: {
    instead: (rule) =>
      jsonReply(401, {
        error: {
          code: 'Unauthorized',
          message: rule.text ?? `User is not allowed to call ${rule.cmdlet ?? 'this cmdlet'}`,
        },
      }),
  },
  forbiddenNul: { instead: nul },
  forbiddenNulGzip: { instead: (rule) => nul({ ...rule, gzip: true }) },
  forbiddenJson: {
    instead: (rule) =>
      jsonReply(403, {
        error: { code: 'Forbidden', message: rule.text ?? `The cmdlet ${rule.cmdlet ?? ''} is not permitted.` },
      }),
  },
  roleNotSupported: {
    instead: () =>
      plain(
        403,
        "The role assigned to application 00000000-0000-4000-8000-000000000001 isn't supported in this scenario.",
      ),
  },
  badEnum: {
    instead: (rule) =>
      adminError(
        400,
        'System.Management.Automation.ParameterTransformationException',
        rule.text ??
          'Cannot process argument transformation. Unable to match the identifier name to a valid enumerator name.',
        false,
      ),
  },
  badParameter: {
    instead: (rule) =>
      adminError(
        400,
        'Microsoft.Exchange.AdminApi.CommandInvocation.AmbiguousParameterSetException',
        rule.text ??
          'Parameter set cannot be resolved using the specified named parameters. Invalid cmdlet parameters specified. Foo',
      ),
  },
  businessError: {
    instead: (rule) =>
      adminError(
        400,
        'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        rule.text ?? 'The operation could not be carried out.',
      ),
  },
  notFound: {
    instead: (rule) =>
      adminError(
        404,
        'Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException',
        rule.text ??
          "The operation couldn't be performed because object 'x' couldn't be found on the directory server.",
      ),
  },
  throttled: { instead: (rule) => plain(429, rule.text ?? 'Too many requests', retryHeader(rule, 5)) },
  unavailable: { instead: (rule) => plain(503, rule.text ?? 'Service Unavailable', retryHeader(rule, 5)) },
  concurrency: {
    instead: (rule) =>
      plain(
        rule.status ?? 429,
        'You have reached the maximum number of concurrent requests per tenant. Please wait and try again.',
      ),
  },
  gatewayTimeout: { instead: () => plain(504, 'Gateway Timeout') },
  requestTimeout: { instead: () => plain(408, 'Request Timeout') },
  html: { instead: (rule) => ({ status: rule.status ?? 200, headers: { 'content-type': 'text/html' }, body: page }) },
  empty: {
    instead: (rule) => ({ status: rule.status ?? 200, headers: { 'content-type': 'application/json' }, body: '' }),
  },
  nulBody: {
    instead: () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.alloc(512) }),
  },
  status: { instead: (rule) => ({ status: rule.status ?? 500, headers: rule.headers ?? {}, body: rule.body ?? '' }) },
  gzip: {
    on: (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'content-encoding': 'gzip' },
      body: gzipSync(reply.body),
    }),
  },
  truncated: { on: (reply) => ({ ...reply, body: Buffer.from(reply.body).subarray(0, reply.body.length / 2) }) },
  warning: {
    on: (reply, rule) => {
      const body = JSON.parse(String(reply.body)) as Record<string, unknown>;
      return {
        ...reply,
        body: JSON.stringify({ ...body, '@adminapi.warnings': [rule.text ?? 'The result may be incomplete.'] }),
      };
    },
  },
  hang: { connection: 'hang' },
  reset: { connection: 'reset' },
  cutOff: { connection: 'cut' },
  slow: { connection: 'slow' },
  nextLinkWorks: { setting: 'nextLinkWorks' },
  nextLinkExpired: { setting: 'nextLinkExpired' },
  partialPage: { setting: 'partialPage' },
  notLicensed: { setting: 'notLicensed' },
  huntingTimeout: { instead: (_, now) => graphError(504, 'UnknownError', '', now) },
  huntingError: { instead: (_, now) => graphError(500, 'UnknownError', '', now) },
  huntingQuota: {
    instead: (rule, now) =>
      graphError(
        429,
        'TooManyRequests',
        'The tenant has used up its CPU quota for advanced hunting in this cycle. Try again when the next cycle starts.',
        now,
        retryHeader(rule, 60),
      ),
  },
  graphThrottled: {
    instead: (rule, now) => graphError(429, 'TooManyRequests', 'Too many requests.', now, retryHeader(rule, 5)),
  },
  graphForbidden: {
    instead: (_, now) =>
      graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', now),
  },
  huntingForbidden: {
    instead: (_, now) =>
      graphError(
        403,
        'Forbidden',
        'Missing application roles. API required roles: ThreatHunting.Read.All, application roles: .',
        now,
      ),
  },
  tokenError: {
    instead: (rule) => {
      const code = rule.text ?? 'AADSTS7000222';
      return jsonReply(401, {
        error: 'invalid_client',
        error_description: `${code}: The provided client secret keys for the app are expired.`,
        error_codes: [Number(code.replace(/\D/g, ''))],
      });
    },
  },
};
