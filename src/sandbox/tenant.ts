import { administration } from './administration/administration.ts';
import { releaseHeld } from './administration/release.ts';
import { runningClock, type SandboxClock } from './clock.ts';
import { makeCompany } from './company/make-company.ts';
import { latenciesAt, sandboxPace } from './delivery/latencies.ts';
import { mailDelivery } from './delivery/mail-delivery.ts';
import { testRequest } from './delivery/test-request.ts';
import { type SentTest, type TestSend, testSends } from './delivery/test-sends.ts';
import { readerPermissions, type SandboxApp } from './entra/apps.ts';
import { entraService } from './entra/entra-service.ts';
import { tokenSigner } from './entra/token-signer.ts';
import type { NextLinkMode } from './exchange/continuation.ts';
import { exchangeService } from './exchange/exchange-service.ts';
import { quarantineState } from './exchange/quarantine-state.ts';
import { graphService } from './graph/graph-service.ts';
import { roleGroupId } from './role-groups.ts';
import { seededRandom } from './seeded-random.ts';
import { type SandboxRole, type SandboxUser, sandboxRoles, type TenantData, type WireRow } from './tenant-data.ts';
import type { Service } from './wire/call.ts';
import { controlService } from './wire/control.ts';
import { type FaultBook, faultBook } from './wire/faults.ts';
import { type RequestLog, requestLog } from './wire/request-log.ts';
import { startServer } from './wire/server.ts';

export interface SandboxOptions {
  /** 0 or absent: any free port. */
  port?: number;
  clock?: SandboxClock;
  /** Decides on the life of tokens; the machine's time unless given, so that moving `clock` does not sign anybody out. */
  tokenClock?: SandboxClock;
  /** Another company instead of the built-in one, from `loadTenantFile`. */
  tenant?: TenantData;
  /** Of the built-in company. */
  seed?: number;
  /** Items in quarantine of the built-in company (3,000 unless given). */
  quarantineSize?: number;
  licence?: TenantData['licence'];
  apps?: SandboxApp[];
  /** Rules as `POST /control/faults` takes them. */
  faults?: unknown;
  /** Opens /control; off unless true. */
  control?: boolean;
  /** What following a nextLink does. */
  nextLink?: NextLinkMode;
  /** Rows in one Exchange answer without a `Prefer` header. */
  restPageSize?: number;
  /** Seconds. */
  tokenLifetime?: number;
  /** How much faster new mail passes through than in the world; 60 unless given. */
  pace?: number;
  /** PEM texts: all services then speak https. The certificate must name localhost. */
  tls?: { key: string; cert: string };
}

export interface SandboxTenant {
  /** `entra` is an authority host, `exchange` and `graph` have no version path; `control` is null while it is off. */
  urls: { entra: string; exchange: string; graph: string; control: string | null };
  tenantId: string;
  /** The reading app. */
  clientId: string;
  clientSecret: string;
  /** The app that may release. */
  operator: { clientId: string; clientSecret: string };
  users: SandboxUser[];
  /** Object ids of the groups whose members have each role. */
  groups: Record<SandboxRole, string>;
  /** The company's ContactMonkey sender profile, as its JSON file holds it. */
  profile: WireRow;
  dns: Record<string, WireRow>;
  data: TenantData;
  clock: SandboxClock;
  faults: FaultBook;
  log: RequestLog;
  /** Sends a test campaign into the tenant's mail now; null when its id was sent before. Throws a sentence when nobody can get it. */
  sendTest(test: TestSend): SentTest | null;
  close(): Promise<void>;
}

const reader = { clientId: '5a1d0b0e-7c1f-4f3a-9a52-0d1c7a2e9001', secret: 'sandbox-reader-secret' };
const operator = { clientId: '5a1d0b0e-7c1f-4f3a-9a52-0d1c7a2e9002', secret: 'sandbox-operator-secret' };

/** Starts a simulated Microsoft 365 tenant on the loopback interface. */
export async function createSandboxTenant(options: SandboxOptions = {}): Promise<SandboxTenant> {
  const clock = options.clock ?? runningClock();
  if (!options.clock && options.tenant?.startsAt !== undefined) clock.set(options.tenant.startsAt);
  const tokenClock = options.tokenClock ?? runningClock();
  const company =
    options.tenant ?? makeCompany({ now: clock.now(), seed: options.seed, quarantineSize: options.quarantineSize });
  const data = options.licence ? { ...company, licence: options.licence } : company;
  const apps = options.apps ?? standardApps();
  const signer = tokenSigner();
  const faults = faultBook(clock);
  const log = requestLog();
  const quarantine = quarantineState(data);
  if (options.faults !== undefined) faults.add(options.faults);
  const latencies = latenciesAt(options.pace ?? sandboxPace);
  const delivery = mailDelivery(data, quarantine, latencies);
  const tests = testSends(data, delivery, seededRandom(clock.now() >>> 0));
  const administrators = administration(data, clock.now);
  const sendTest = (test: TestSend) => tests.send(test, clock.now());
  const settled =
    (service: Service): Service =>
    (call) => {
      delivery.settle(clock.now());
      return service(call);
    };
  const settings = { nextLink: options.nextLink ?? 'expired', pageSize: options.restPageSize ?? 1000 };
  const shared = { data, apps, signer, clock, tokenClock };
  const groups = Object.fromEntries(sandboxRoles.map((role) => [role, roleGroupId(data.tenantId, role)])) as Record<
    SandboxRole,
    string
  >;
  const about = () => ({
    tenantId: data.tenantId,
    displayName: data.displayName,
    users: data.users,
    groups,
    profile: data.profile,
    dns: data.dns,
  });
  const reset = () => {
    faults.clear();
    log.clear();
    delivery.reset();
    quarantine.reset();
    administrators.reset();
  };
  const release = (which: unknown) => {
    delivery.settle(clock.now());
    return releaseHeld(quarantine, which, clock.now(), latencies.release);
  };
  const server = await startServer({
    services: {
      entra: entraService({
        tenantId: data.tenantId,
        apps,
        clock: tokenClock,
        signer,
        tokenLifetime: options.tokenLifetime ?? 3599,
      }),
      exchange: settled(exchangeService({ ...shared, quarantine, settings })),
      graph: settled(graphService(shared)),
    },
    control: options.control
      ? controlService({
          clock,
          faults,
          log,
          reset,
          about,
          release,
          sendTest: (test) => sendTest(testRequest(test)),
          change: administrators.apply,
        })
      : null,
    faults,
    log,
    clock,
    port: options.port ?? 0,
    tls: options.tls ?? null,
  });
  const url = (service: string) => `${server.origin}/${service}`;
  const [first, second] = apps;
  return {
    urls: {
      entra: url('entra'),
      exchange: url('exchange'),
      graph: url('graph'),
      control: options.control ? url('control') : null,
    },
    tenantId: data.tenantId,
    clientId: first?.clientId ?? '',
    clientSecret: first?.secret ?? '',
    operator: { clientId: second?.clientId ?? '', clientSecret: second?.secret ?? '' },
    users: data.users,
    groups,
    profile: data.profile,
    dns: data.dns,
    data,
    clock,
    faults,
    log,
    sendTest,
    close: server.close,
  };
}

/** A reader with the two reading roles and an operator with the release role only. */
export function standardApps(): SandboxApp[] {
  const plain = { certificates: [], deniedCmdlets: [] };
  return [
    { ...reader, ...plain, permissions: readerPermissions, exchangeRoles: ['Security Reader', 'Global Reader'] },
    { ...operator, ...plain, permissions: ['Exchange.ManageAsApp'], exchangeRoles: ['Transport Hygiene'] },
  ];
}
