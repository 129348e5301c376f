import { createSandboxTenant } from '../../src/sandbox/tenant.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type Failure, type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { heldTests } from '../support/held-tests.ts';
import { ana, type RunningBot, startRunningBot } from '../support/running-bot.ts';
import { connectorFailures, holdingFaults, serviceFaults, slowFailures } from './fault-lists.ts';

export interface FaultOptions {
  database: Database;
  seconds: number;
  /** Leaves out what takes minutes to get over. */
  short: boolean;
  /** 0 to 1. */
  random: () => number;
  log?: (line: string) => void;
}

/** What was found after all faults had ended. All but the numbers must be empty. */
export interface FaultReport {
  tests: number;
  alerts: number;
  calls: number;
  /** By name: how often the services and Teams failed. */
  service: Record<string, number>;
  teams: Record<string, number>;
  /** Tests that were held and have no case. */
  unseen: string[];
  /** Cases without a card in the channel. */
  lost: string[];
  /** Cards that stand in a channel more than once, each a message that Teams took and denied. */
  duplicates: number;
  unexplained: string[];
  /** Cards that do not show the newest version, or showed an older after a newer. */
  stale: string[];
  goneBack: string[];
  /** Deliveries that were given up, or wait for ever. */
  unsent: string[];
}

/** Several, since one in which Teams asks for a pause hears nothing of the other faults meanwhile. */
const channels = ['ops', 'mail', 'comms', 'desk', 'night', 'lab'].map((name) => `19:${name}@thread.tacv2`);
/** Milliseconds for which services fail in one way: longer than the time between two looks. */
const shiftMs = 6000;
const longestEnd = 1_500_000;

/** Tests are held, one every few seconds, while services and Teams fail in every way they know; then all is well again. */
export async function faultRun(options: FaultOptions): Promise<FaultReport> {
  const { database, seconds, short, random, log = () => undefined } = options;
  const sandbox = await createSandboxTenant({ quarantineSize: 50 });
  const connector = await startFakeConnector();
  const bot = await startRunningBot(sandbox, connector, database);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const faults = serviceFaults.filter((name) => !(short && holdingFaults.has(name)));
  const failures = connectorFailures.filter(({ status }) => !(short && slowFailures.has(status)));
  const teams: Record<string, number> = {};
  const names: string[] = [];
  const turnMs = short ? 400 : 2000;
  const most = Math.ceil((seconds * 1000) / turnMs / 3) + 1;
  const planned = Array.from({ length: most }, (_, place) => `Faulty ${String(place).padStart(3, '0')}`);
  const tests = heldTests(sandbox);
  try {
    for (const id of channels) {
      await bot.hearFrom(id);
      await bot.alerts.alertHere(id, {}, ana);
    }
    await bot.expectTests(planned, tests.recipient);
    await wait(short ? 3000 : 12_000);
    const began = performance.now();
    let shift = -1;
    for (let turn = 0; performance.now() < began + seconds * 1000; turn += 1) {
      const now = Math.floor((performance.now() - began) / shiftMs);
      if (now > shift) {
        shift = now;
        sandbox.faults.clear();
        const action = (shift < faults.length ? faults[shift] : pick(faults)) ?? '';
        sandbox.faults.add({ action, probability: 0.5, seed: turn + 1, milliseconds: 3000 });
      }
      const failure = (turn < failures.length ? failures[turn] : pick(failures)) as Failure;
      const when = () => {
        count(teams, nameOf(failure));
        return true;
      };
      if (connector.calls.length > 0) connector.fail({ ...failure, when });
      if (turn % 3 === 0) {
        const name = planned[names.length] ?? '';
        names.push(name);
        tests.show(`CM Test - ${name}`);
      }
      if (turn % 4 === 3) for (const id of channels) await bot.hearFrom(id);
      await wait(turnMs);
    }
    const service: Record<string, number> = {};
    for (const { fault } of sandbox.log.entries()) if (fault !== null) count(service, fault);
    sandbox.faults.clear();
    connector.healed();
    log(`${names.length} tests were held, ${connector.calls.length} calls; all is well again`);
    await settled(bot, database, names, log);
    for (const { id, revision } of await bot.alerts.open()) {
      const at = new Date().toISOString();
      await bot.alerts.press(id, { action: 'resolve', note: 'Seen.', by: ana, at, revision });
    }
    await sent(bot, database, log);
    const copies = rootsOf(connector).filter((root) => !root.isGone);
    for (const { alertId, channel, id } of copies) await bot.alerts.seen(alertId, channel, id);
    await sent(bot, database, log);
    return { ...(await compare(bot, database, connector, names)), service, teams };
  } finally {
    await bot.stop();
    await connector.stop();
    await sandbox.close();
  }
}

function nameOf({ status, code, delivered, dropped }: Failure): string {
  const what = dropped ? 'no answer' : `${status}${code === undefined ? '' : ` ${code}`}`;
  return delivered ? `${what}, but taken` : what;
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Until every test has its case. */
async function settled(bot: RunningBot, database: Database, names: string[], log: (line: string) => void) {
  const end = performance.now() + longestEnd;
  for (;;) {
    const known = await campaignsOf(bot, database);
    const missing = names.filter((name) => !known.has(name));
    if (missing.length === 0 || performance.now() > end) return;
    log(`${missing.length} tests have no case yet`);
    await wait(2000);
  }
}

/** Until nothing waits to be sent. */
async function sent(bot: RunningBot, database: Database, log: (line: string) => void): Promise<void> {
  const end = performance.now() + longestEnd;
  for (;;) {
    for (const id of channels) await bot.hearFrom(id);
    const waiting = await inTenant(database.kysely, bot.tenantId, (t) =>
      t.selectFrom('outbox').select('id').where('state', '=', 'waiting').execute(),
    );
    if (waiting.length === 0 || performance.now() > end) return;
    log(`${waiting.length} deliveries wait`);
    await wait(2000);
  }
}

async function campaignsOf(bot: RunningBot, database: Database): Promise<Set<string>> {
  const rows = await inTenant(database.kysely, bot.tenantId, (t) => t.selectFrom('alerts').select('content').execute());
  return new Set(rows.map(({ content }) => nameIn(content).replace('CM Test - ', '')));
}

function nameIn(content: Record<string, unknown>): string {
  return (content.campaign as { name: string } | null)?.name ?? '';
}

interface Root {
  id: string;
  channel: string;
  alertId: string;
  versions: number[];
  /** Teams said that it is not there any more. */
  isGone: boolean;
}

/** Every card that stands in Teams with the versions it showed, in order. */
function rootsOf(connector: FakeConnector): Root[] {
  const roots = new Map<string, Root>();
  for (const { method, path, body, answer } of connector.calls) {
    const about = decodeURIComponent(path);
    const known = [...roots.values()].find(({ id }) => about.endsWith(`/${id}`) || about.includes(`;messageid=${id}/`));
    if (known !== undefined && answer?.status === 404) known.isGone = true;
    if (answer?.id === undefined) continue;
    const text = JSON.stringify(body);
    const version = Number(/Version (\d+)\./.exec(text)?.[1] ?? 0);
    const alertId = /"alert":"([^"]+)"/.exec(text)?.[1] ?? '';
    if (method === 'PUT') {
      if (version > 0) known?.versions.push(version);
      if (known?.alertId === '') known.alertId = alertId;
      continue;
    }
    const channel = body?.channelData?.channel?.id;
    if (channel === undefined) continue;
    roots.set(answer.id, { id: answer.id, channel, alertId, versions: version > 0 ? [version] : [], isGone: false });
  }
  return [...roots.values()].filter(({ alertId }) => alertId !== '');
}

async function compare(bot: RunningBot, database: Database, connector: FakeConnector, names: string[]) {
  const { alerts, posted, unsent } = await inTenant(database.kysely, bot.tenantId, async (t) => ({
    alerts: await t.selectFrom('alerts').select(['id', 'revision', 'content']).execute(),
    posted: await t.selectFrom('posted_cards').selectAll().execute(),
    unsent: await t
      .selectFrom('outbox')
      .select(['id', 'state', 'why'])
      .where('state', 'in', ['waiting', 'failed'])
      .execute(),
  }));
  const known = await campaignsOf(bot, database);
  const roots = rootsOf(connector).filter(({ isGone }) => !isGone);
  const report = {
    tests: names.length,
    alerts: alerts.length,
    calls: connector.calls.length,
    unseen: names.filter((name) => !known.has(name)),
    lost: [] as string[],
    duplicates: 0,
    unexplained: [] as string[],
    stale: [] as string[],
    goneBack: roots
      .filter(({ versions }) => versions.some((one, at) => one < (versions[at - 1] ?? 0)))
      .map(({ id }) => id),
    unsent: unsent.map(({ id, state, why }) => `${id} ${state} ${why ?? ''}`),
  };
  // Good news has no buttons that name its case.
  for (const { id, revision, content } of alerts.filter((alert) => alert.content.reason !== 'passed')) {
    for (const channel of channels) {
      const mine = roots.filter((root) => root.alertId === id && root.channel === channel);
      const row = posted.find((one) => one.conversation_id === channel && one.card_key === `alert/${id}`);
      if (mine.length === 0) report.lost.push(`${id} ${content.reason} ${nameIn(content)} in ${channel}`);
      report.duplicates += Math.max(0, mine.length - 1);
      if (mine.length > 1 && !row?.maybe_twice) report.unexplained.push(`${id} in ${channel}`);
      for (const { id: root, versions } of mine)
        if (versions.at(-1) !== revision) report.stale.push(`${root}: ${versions.at(-1)} of ${revision}`);
    }
  }
  return report;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
