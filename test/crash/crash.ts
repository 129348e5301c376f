import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { type ConnectorCall, type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { tenantId } from '../support/outbox-bench.ts';
import type { ChildTask } from './task.ts';

export interface CrashOptions {
  url: string | null;
  folder: string | null;
  kills: number;
  /** 0 to 1; when in a life the kill comes. */
  random: () => number;
  /** The most facts and calls that a life gets done, roughly. */
  longestLife: number;
  log?: (line: string) => void;
}

/** What was found after all crashes. All but `duplicates` and `facts` must be empty or 0. */
export interface CrashReport {
  kills: number;
  facts: number;
  alerts: number;
  posts: number;
  updates: number;
  /** Facts that a child said were kept and that are not. */
  lostFacts: string[];
  /** Cases without a card in a place that wants them. */
  lostCards: string[];
  /** Cards that showed an older version after a newer. */
  goneBack: string[];
  /** Cards posted more than once; each must be marked as such, and all copies must be true in the end. */
  duplicates: number;
  unexplained: string[];
  /** Messages that do not show the newest version in the end. */
  stale: string[];
}

const child = fileURLToPath(new URL('./child.ts', import.meta.url));
const channels = ['19:ops@thread.tacv2', '19:mail@thread.tacv2'];

/** Kills the process again and again while it takes facts in and sends, then lets it finish and compares what everybody sees. */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { url, folder, kills, random, longestLife, log = () => undefined } = options;
  const connector = await startFakeConnector();
  const task: ChildTask = { url, folder, connectorUrl: connector.serviceUrl, channels, finish: false, seen: [] };
  const said = new Set<string>();
  const { begin, finish, close } = nursery(said);
  try {
    for (let life = 1; life <= kills; life += 1) {
      const process = begin(task);
      // One in eight dies while it starts, the others at work.
      if (random() < 0.125) await Promise.race([wait(random() * 1500), once(process, 'exit')]);
      else {
        await ready(process);
        const done = () => said.size + connector.calls.length;
        const enough = done() + 1 + Math.floor(random() * longestLife);
        while (done() < enough && process.exitCode === null) await wait(1 + random() * 10);
      }
      process.kill('SIGKILL');
      await gone(process);
      log(`${life} of ${kills} killed, ${said.size} facts kept, ${connector.calls.length} calls`);
    }
    await finish(task);
    const seen = copiesOf(rootsOf(connector));
    if (seen.length > 0) await finish({ ...task, seen });
    return await compare(options, connector, said);
  } finally {
    close();
    await connector.stop();
  }
}

/** Processes that hear what children say. The next one is always loaded ahead, and begins its life when it is told to. */
function nursery(said: Set<string>) {
  let spare = load(said);

  function begin(task: ChildTask): ChildProcess {
    const begun = spare;
    begun.send(task);
    spare = load(said);
    return begun;
  }

  return {
    begin,
    async finish(task: ChildTask): Promise<void> {
      const last = begin({ ...task, finish: true });
      await gone(last);
      if (last.exitCode !== 0) throw new Error(`The last life ended with ${last.exitCode ?? last.signalCode}.`);
    },
    close: () => void spare.kill('SIGKILL'),
  };
}

function load(said: Set<string>): ChildProcess {
  const started = fork(child, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  if (started.stdout === null) throw new Error('A child has no output.');
  createInterface(started.stdout).on('line', (line) => {
    if (line.startsWith('took ')) said.add(line.slice(5));
    else started.emit(line);
  });
  return started;
}

async function ready(started: ChildProcess): Promise<void> {
  const died = new AbortController();
  started.once('exit', () => died.abort(new Error('A child died before it was ready.')));
  await once(started, 'ready', { signal: died.signal });
}

async function gone(started: ChildProcess): Promise<void> {
  if (started.exitCode === null && started.signalCode === null) await once(started, 'exit');
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

interface Root {
  id: string;
  alertId: string;
  conversationId: string;
  versions: number[];
}

/** Every card that stands in Teams with the versions it showed, in order. */
function rootsOf(connector: FakeConnector): Root[] {
  const roots = new Map<string, Root>();
  for (const call of connector.calls) {
    if (call.answer?.id === undefined || !JSON.stringify(call.body).includes('Version ')) continue;
    const [version, alertId] = versionOf(call);
    if (call.method === 'PUT') roots.get(call.path.split('/').at(-1) ?? '')?.versions.push(version);
    else {
      const conversationId = String(call.body.channelData?.channel?.id);
      roots.set(call.answer.id, { id: call.answer.id, alertId, conversationId, versions: [version] });
    }
  }
  return [...roots.values()];
}

/** Every card of a case that was posted more than once: what people may press on. */
function copiesOf(roots: Root[]): ChildTask['seen'] {
  return roots
    .filter((root) => roots.some((other) => other !== root && keyOf(other) === keyOf(root)))
    .map(({ alertId, conversationId, id }) => ({ alertId, conversationId, messageId: id }));
}

function keyOf({ alertId, conversationId }: Root): string {
  return `${alertId} ${conversationId}`;
}

function versionOf(call: ConnectorCall): [number, string] {
  const text = JSON.stringify(call.body);
  const [, version = '0'] = /Version (\d+)\./.exec(text) ?? [];
  const [, alertId = ''] = /"alert":"([^"]+)"/.exec(text) ?? [];
  return [Number(version), alertId];
}

async function compare(options: CrashOptions, connector: FakeConnector, said: Set<string>): Promise<CrashReport> {
  const database = await openDatabase({ url: options.url, folder: options.folder });
  try {
    const { facts, alerts, posted } = await inTenant(database.kysely, tenantId, async (t) => ({
      facts: await t.selectFrom('alert_facts').select('id').execute(),
      alerts: await t.selectFrom('alerts').select(['id', 'revision', 'content']).execute(),
      posted: await t.selectFrom('posted_cards').select(['conversation_id', 'card_key', 'maybe_twice']).execute(),
    }));
    const kept = new Set(facts.map(({ id }) => id));
    // Good news has no buttons that name its case, so it is counted by itself.
    const cases = alerts.filter(({ content }) => content.reason !== 'passed');
    const roots = rootsOf(connector).filter(({ alertId }) => alertId !== '');
    const report: CrashReport = {
      kills: options.kills,
      facts: facts.length,
      alerts: alerts.length,
      posts: connector.calls.filter(({ method }) => method === 'POST').length,
      updates: connector.calls.filter(({ method }) => method === 'PUT').length,
      lostFacts: [...said].filter((id) => !kept.has(id)),
      lostCards: [],
      goneBack: roots
        .filter(({ versions }) => versions.some((version, at) => version < (versions[at - 1] ?? 0)))
        .map(({ id }) => id),
      duplicates: 0,
      unexplained: [],
      stale: [],
    };
    for (const { id, revision } of cases) {
      for (const conversationId of channels) {
        const mine = roots.filter((root) => root.alertId === id && root.conversationId === conversationId);
        if (mine.length === 0) report.lostCards.push(`${id} in ${conversationId}`);
        report.duplicates += Math.max(0, mine.length - 1);
        const row = posted.find((one) => one.conversation_id === conversationId && one.card_key === `alert/${id}`);
        if (mine.length > 1 && row?.maybe_twice !== true) report.unexplained.push(`${id} in ${conversationId}`);
        for (const root of mine) {
          if (root.versions.at(-1) !== revision)
            report.stale.push(`${root.id}: ${root.versions.at(-1)} of ${revision}`);
        }
      }
    }
    return report;
  } finally {
    await database.close();
  }
}
