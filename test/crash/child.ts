import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createAlertRoom, startAlerts } from '../../src/alerts/alert-room.ts';
import { type AlertDeps, alertTimerQueue } from '../../src/alerts/deps.ts';
import { alertDigestQueue } from '../../src/alerts/digest.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { takeIn } from '../../src/alerts/take-in.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openJobs } from '../../src/store/jobs.ts';
import { createOutbox, outboxQueue } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createTimers } from '../../src/store/timers.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import { systemClock as clock, pause } from '../../src/teams/clock.ts';
import { serviceHosts } from '../../src/teams/door/service-hosts.ts';
import { createDeliverLane } from '../../src/teams/outbox/deliver-lane.ts';
import { createPostman } from '../../src/teams/outbox/postman.ts';
import { createStoredDirectory } from '../../src/teams/outbox/stored-directory.ts';
import { startOutboxWorker } from '../../src/teams/outbox/worker.ts';
import { aReference, tenantId } from '../support/outbox-bench.ts';
import { createMemoryLog, sandboxConfig } from '../support/teams-bot.ts';
import type { ChildTask } from './task.ts';

/** One life of the bot's alerts: takes facts in, has people press, sends; until it is killed, or all is sent. It begins when told to. */
const [told] = await once(process, 'message');
const task = told as ChildTask;
const { log } = createMemoryLog();
const database = await openDatabase({ url: task.url, folder: task.folder });
const jobs = await openJobs(database, {
  queues: [outboxQueue, alertTimerQueue, alertDigestQueue],
  onError: (error) => process.stderr.write(`${error.message}\n`),
});
const config = sandboxConfig();
const hosts = serviceHosts(config.botServiceHosts);
const postman = createPostman({
  adapter: createAdapter({ config, hosts, clock }),
  appId: '',
  tokenIssuer: config.botTokenIssuer,
  hosts,
});
const outbox = createOutbox(jobs);
const deps: AlertDeps = {
  database,
  outbox,
  timers: createTimers(jobs),
  now: () => clock.now(),
  newId: () => randomUUID(),
};
const newWindow = () => ({ wait: () => 0, sent: () => undefined });
const deliver = createDeliverLane({ database, postman, clock, log, worker: randomUUID(), leaseMs: 1500, newWindow });
const directory = createStoredDirectory({ database, tenantIds: [tenantId], clock });
const room = createAlertRoom(deps, jobs, tenantId);
await startAlerts(deps, jobs, [tenantId]);
for (const id of task.channels) {
  await directory.remember(aReference(task.connectorUrl, id, 'channel'));
  const known = (await room.places()).some((place) => place.conversationId === id);
  if (!known) await room.alertHere(id, {}, { id: 'ana', name: 'Ana' });
}
await startOutboxWorker({ database, queue: jobs, outbox, deliver, tenantIds: [tenantId], clock, log });
process.stdout.write('ready\n');
if (task.finish) await finish();
else await live();

async function live(): Promise<void> {
  for (let number = await taken(); ; number += 1) {
    await inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, [factOf(number)]));
    process.stdout.write(`took f${number}\n`);
    if (number % 5 === 4) await pressSomething(number);
    await pause(Math.random() * 30, clock);
  }
}

/** People press on every copy they see; then all that waits is sent. */
async function finish(): Promise<void> {
  for (const { alertId, conversationId, messageId } of task.seen) await room.seen(alertId, conversationId, messageId);
  for (;;) {
    const waiting = await inTenant(database.kysely, tenantId, (t) =>
      t.selectFrom('outbox').select('id').where('state', '=', 'waiting').limit(1).execute(),
    );
    if (waiting.length === 0) break;
    await pause(50, clock);
  }
  await jobs.stop({ graceful: false });
  await database.close();
  process.disconnect();
}

async function taken(): Promise<number> {
  const rows = await inTenant(database.kysely, tenantId, (t) =>
    t
      .selectFrom('alert_facts')
      .select((count) => count.fn.countAll<string>().as('count'))
      .execute(),
  );
  return Number(rows[0]?.count ?? 0);
}

async function pressSomething(number: number): Promise<void> {
  const open = await room.open();
  const alert = open[number % Math.max(open.length, 1)];
  if (alert === undefined) return;
  const by = { id: `p${number}`, name: `Person ${number}` };
  await room.press(alert.id, { action: 'acknowledge', by, at: new Date().toISOString(), revision: alert.revision });
}

function factOf(number: number): AlertFact {
  const at = new Date(Date.UTC(2026, 10, 21) + number * 1000).toISOString();
  const base = { id: `f${number}`, at, campaign: { id: `c${number % 6}`, name: `Campaign ${number % 6}` } };
  if (number % 12 === 11) return { ...base, kind: 'allClear', counts: { recipients: 3, inbox: 3 } };
  const about = { recipient: `r${number}@x.example`, policy: `Policy ${number % 3}` };
  return { ...base, ...about, kind: 'recipientQuarantined', reason: 'Spam', expiresAt: null };
}
