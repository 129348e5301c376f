import { randomUUID } from 'node:crypto';
import { type AlertRoom, createAlertRoom, createFactTaker } from '../../src/alerts/alert-room.ts';
import { type AlertDeps, type AlertTimerJob, alertTimerQueue } from '../../src/alerts/deps.ts';
import type { AlertFact } from '../../src/alerts/fact.ts';
import { takeIn } from '../../src/alerts/take-in.ts';
import { ticketNews } from '../../src/alerts/ticket-news.ts';
import { timeUp } from '../../src/alerts/time-up.ts';
import type { DigestQueue } from '../../src/policy-watch/digest-schedule.ts';
import type { Database } from '../../src/store/database.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import type { TicketQueue } from '../../src/store/ticket-jobs.ts';
import { escalatedAlert } from '../../src/tickets/escalated-alert.ts';
import { startTickets } from '../../src/tickets/start-tickets.ts';
import { channel, chat, type OutboxBench, startOutboxBench, tenantId } from './outbox-bench.ts';

/** Schedules as the job queue keeps them. */
export function createSchedules() {
  const kept = new Map<string, { key: string; cron: string; timezone: string }>();
  const queue: DigestQueue = {
    async schedule(_name, cron, _data, { tz, key }) {
      kept.set(key, { key, cron, timezone: tz });
    },
    async unschedule(_name, key) {
      kept.delete(key);
    },
    getSchedules: async () => [...kept.values()],
    previewSchedule: () => [],
    work: async () => 'w',
  };
  return { queue, kept };
}

/** Alerts and tickets of a tenant as the bot wires them, over a database and the fake connector; time passes when the test says so. */
export async function startAlertDesk(database: Database) {
  const bench = await startOutboxBench(database);
  const now = () => bench.clock.now();
  const timers: { data: AlertTimerJob; at: number }[] = [];
  const deps: AlertDeps = {
    database,
    outbox: bench.outbox,
    timers: {
      async after(_t, queue, data, milliseconds) {
        if (queue === alertTimerQueue) timers.push({ data: data as AlertTimerJob, at: now().getTime() + milliseconds });
      },
    },
    now,
    newId: randomUUID,
    toCsm: (t, of, wish) => tickets.openUnasked(t, of, escalatedAlert(wish)),
    hearing: (of) => tickets.hearing(of),
    onCause: (t, of, learnt) => tickets.offerCause(t, of, learnt),
  };
  const jobs = { send: async () => 'job', work: async () => 'w', schedule: async () => {} } as unknown as TicketQueue;
  const onNews = ticketNews(deps);
  const tickets = await startTickets({ database, jobs, outbox: bench.outbox, tenantIds: [tenantId], now, onNews });
  const schedules = createSchedules();
  const room: AlertRoom = createAlertRoom(deps, schedules.queue, tenantId);

  async function deliver(...conversations: string[]): Promise<void> {
    const lanes = conversations.length > 0 ? conversations : [channel, chat];
    for (const conversationId of lanes) await bench.until(bench.deliver({ tenantId, conversationId }));
  }

  /** Lets minutes go by: what time brings is done in its order, and what waits is sent. */
  async function pass(minutes: number): Promise<void> {
    const end = now().getTime() + minutes * 60_000;
    for (;;) {
      const due = timers.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (due === undefined) break;
      timers.splice(timers.indexOf(due), 1);
      await bench.clock.advance(Math.max(0, due.at - now().getTime()));
      await timeUp(deps, due.data);
      await deliver();
    }
    await bench.clock.advance(end - now().getTime());
    await deliver();
  }

  return {
    bench,
    deps,
    room,
    tickets: tickets.room,
    schedules,
    timers,
    deliver,
    pass,
    onFacts: createFactTaker(deps),
    tell: (...facts: AlertFact[]) => inTenant(database.kysely, tenantId, (t) => takeIn(t, deps, tenantId, facts)),
    stop: () => bench.connector.stop(),
  };
}

export type AlertDesk = Awaited<ReturnType<typeof startAlertDesk>>;

const tables = [
  'outbox',
  'posted_cards',
  'outbox_lanes',
  'conversations',
  'alerts',
  'alert_facts',
  'subscriptions',
  'tickets',
] as const;

/** Takes away what an earlier test left of alerts and of where they stand. */
export async function clearAlerts(database: Database): Promise<void> {
  await inTenant(database.kysely, tenantId, async (t) => {
    for (const table of tables) await t.deleteFrom(table).execute();
  });
}

/** What the service was sent, oldest first: new messages and replies, changes of cards, and the words of each. */
export function sent({ connector }: OutboxBench) {
  const taken = connector.calls.filter(({ answer }) => answer !== undefined && answer.status < 300);
  const bodyOf = (call: (typeof taken)[number]) => JSON.stringify(call.body);
  const texts = (call: (typeof taken)[number]) => [call.body.text, call.body.activity?.text].filter((text) => !!text);
  return {
    posts: taken.filter(({ method }) => method === 'POST').map(bodyOf),
    updates: taken.filter(({ method }) => method === 'PUT').map(bodyOf),
    replies: taken
      .filter(({ method, path }) => method === 'POST' && decodeURIComponent(path).includes(';messageid='))
      .flatMap(texts) as string[],
    lastCard: taken.map(bodyOf).findLast((body) => body.includes('AdaptiveCard')) ?? '',
  };
}
