import { createCmdlet } from './exchange/cmdlet.ts';
import { createInvoke } from './exchange/invoke-command.ts';
import { createTrace } from './exchange/message-trace.ts';
import { createQuarantine } from './exchange/quarantine.ts';
import { createDirectory } from './graph/directory.ts';
import { createAskGraph } from './graph/graph.ts';
import { createHunting } from './hunting/hunting.ts';
import { createRunQuery } from './hunting/run-query.ts';
import type { CredentialSettings } from './sign-in/credential.ts';
import { createTokenSource } from './sign-in/token-source.ts';
import type { TenantReader } from './tenant-reader.ts';
import { isLoopback, serviceAddress } from './wire/address.ts';
import { createBreaker } from './wire/breaker.ts';
import { type CallerOptions, createCaller } from './wire/call.ts';
import { createGate } from './wire/gate.ts';
import { batchLimits, defaultLimits, loopbackLimits, type ReaderLimits } from './wire/limits.ts';
import { silentLogger, type WireLogger } from './wire/logger.ts';
import { scopeOf } from './wire/scope.ts';
import { systemTiming, type Timing } from './wire/timing.ts';

export interface TenantReaderOptions {
  /** Directory id (GUID) or a domain of the tenant. */
  tenantId: string;
  /** Addresses without version path; the public cloud when absent. https, or http on loopback. */
  entraUrl?: string;
  exchangeUrl?: string;
  graphUrl?: string;
  credential: CredentialSettings;
  limits?: Partial<ReaderLimits>;
  timing?: Timing;
  logger?: WireLogger;
}

/** What all requests to one service share, whoever makes them. */
type Lane = Omit<CallerOptions, 'limits'>;

/**
 * A reader of one tenant. Nothing is sent until something is asked. Keep one per tenant: its pace, its pauses after a 429 and its
 * tokens are shared by everything that is read through it, patiently or not. Throws an Error that names the setting when an address is not usable.
 */
export function createTenantReader(options: TenantReaderOptions): TenantReader {
  const { tenantId, credential, timing = systemTiming, logger = silentLogger } = options;
  if (!/^[\w.-]+$/.test(tenantId)) throw new Error('TENANT_ID must be the directory id or a domain of the tenant.');
  const entraUrl = serviceAddress(options.entraUrl ?? 'https://login.microsoftonline.com', 'ENTRA_URL');
  const exchangeUrl = serviceAddress(options.exchangeUrl ?? 'https://outlook.office365.com', 'EXCHANGE_URL');
  const graphUrl = serviceAddress(options.graphUrl ?? 'https://graph.microsoft.com', 'GRAPH_URL');
  const local = isLoopback(new URL(exchangeUrl)) ? loopbackLimits : {};
  const limits: ReaderLimits = { ...defaultLimits, ...local, ...options.limits };
  const tokens = createTokenSource(async () => {
    // The identity library takes a fifth of a second to load, which a start need not wait for.
    const { createCredential } = await import('./sign-in/credential.ts');
    return createCredential(credential, tenantId, entraUrl);
  }, timing);

  function lane(service: string, scope: string, requests: number, windowMs: number): Lane {
    const gate = createGate({ service, requests, windowMs, maxWaitMs: limits.maxWaitMs }, timing);
    return { service, scope, tokens, gate, breaker: createBreaker(service, limits, timing), timing, logger };
  }

  const graphScope = scopeOf('graph', graphUrl);
  const exchange = lane(
    'Exchange Online',
    scopeOf('exchange', exchangeUrl),
    limits.exchangeRequests,
    limits.exchangeWindowMs,
  );
  const graph = lane('Microsoft Graph', graphScope, limits.graphRequests, limits.graphWindowMs);
  const hunting = lane('Advanced hunting', graphScope, limits.huntingRequests, limits.huntingWindowMs);
  const traceGate = createGate(
    {
      service: 'The message trace',
      requests: limits.traceRequests,
      windowMs: limits.traceWindowMs,
      maxWaitMs: limits.maxWaitMs,
    },
    timing,
  );

  function readerWithin(limits: ReaderLimits): TenantReader {
    const call = createCaller({ ...exchange, limits });
    const invoke = createInvoke({ exchangeUrl, tenantId, call, traceGate, limits, timing });
    const askPeople = createAskGraph(createCaller({ ...graph, limits }), timing);
    const runQuery = createRunQuery(createAskGraph(createCaller({ ...hunting, limits }), timing), graphUrl, limits);
    return {
      tenantId,
      quarantine: createQuarantine(invoke, limits, timing),
      trace: createTrace(invoke, limits, timing),
      hunting: createHunting(runQuery, limits),
      cmdlet: createCmdlet(invoke, limits.quarantinePageSize),
      directory: createDirectory(askPeople, graphUrl, limits),
    };
  }

  return { ...readerWithin(limits), patient: readerWithin({ ...limits, ...batchLimits, ...options.limits }) };
}
