import type { ConversationReference } from 'botbuilder';
import type { Database } from '../../src/store/database.ts';
import { createOutbox, type Delivery, type LaneJob, type OutgoingMessage } from '../../src/store/outbox.ts';
import { inTenant } from '../../src/store/tenant-scope.ts';
import { createAdapter } from '../../src/teams/adapter.ts';
import { serviceHosts } from '../../src/teams/door/service-hosts.ts';
import { createDeliverLane } from '../../src/teams/outbox/deliver-lane.ts';
import { createPostman } from '../../src/teams/outbox/postman.ts';
import { createStoredDirectory } from '../../src/teams/outbox/stored-directory.ts';
import { type FakeConnector, startFakeConnector } from './fake-connector.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemoryLog, sandboxConfig } from './teams-bot.ts';

export const tenantId = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';
export const channel = '19:ops@thread.tacv2';
export const chat = 'a:chat-1';

export function aReference(serviceUrl: string, id: string, conversationType: string): Partial<ConversationReference> {
  return {
    bot: { id: '28:bot', name: 'Quarantine Watch' },
    channelId: 'msteams',
    serviceUrl,
    conversation: { id, conversationType, tenantId, isGroup: conversationType !== 'personal', name: '' },
    ...(conversationType === 'personal' ? { user: { id: '29:u', name: 'Uma', aadObjectId: 'AAAA' } } : {}),
  };
}

export function aMessage(text: string): OutgoingMessage {
  return {
    summary: text,
    card: { type: 'AdaptiveCard', body: [{ type: 'TextBlock', text }] },
    text,
    short: `short ${text}`,
  };
}

export function aReply(text: string): OutgoingMessage {
  return { summary: text, card: null, text, short: text };
}

/** The sending side of the bot over the fake connector: a channel and a chat are known, and the clock stands still. */
export async function startOutboxBench(database: Database) {
  const clock = createManualClock();
  const connector = await startFakeConnector({ now: () => clock.now().getTime() });
  const { log, lines } = createMemoryLog();
  const config = sandboxConfig();
  const hosts = serviceHosts(config.botServiceHosts);
  const adapter = createAdapter({ config, hosts, clock });
  const postman = createPostman({ adapter, appId: '', tokenIssuer: config.botTokenIssuer, hosts });
  const woken: (LaneJob & { startAfter?: number })[] = [];
  const outbox = createOutbox({
    async send(_name: unknown, data?: unknown, options?: unknown) {
      woken.push({ ...(data as LaneJob), ...(options as { startAfter?: number }) });
      return 'job';
    },
  } as Parameters<typeof createOutbox>[0]);
  const directory = createStoredDirectory({
    database,
    tenantIds: [tenantId],
    clock,
    onBack: (lane) => inTenant(database.kysely, lane.tenantId, (t) => outbox.wake(t, lane)),
  });
  const workerOf = (worker: string) => createDeliverLane({ database, postman, clock, log, worker, random: () => 0.5 });
  await directory.remember(aReference(connector.serviceUrl, channel, 'channel'));
  await directory.remember(aReference(connector.serviceUrl, chat, 'personal'));
  let last = 0;

  function enqueue(delivery: Partial<Delivery> & Pick<Delivery, 'kind' | 'message'>): Promise<void> {
    last += 1;
    const whole = { tenantId, conversationId: channel, id: `d${last}`, at: clock.now(), ...delivery };
    return inTenant(database.kysely, tenantId, (t) => outbox.enqueue(t, whole));
  }

  /** Lets time go by until the work is done. */
  async function until<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    work.then(over, over);
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (isOver) return work;
      if (connector.isIdle() && clock.isWaitedFor()) await clock.advance(250);
    }
  }

  const rows = () =>
    inTenant(database.kysely, tenantId, (t) => t.selectFrom('outbox').selectAll().orderBy('sequence').execute());

  return {
    connector,
    clock,
    directory,
    woken,
    lines,
    outbox,
    postman,
    workerOf,
    deliver: workerOf('w1'),
    enqueue,
    until,
    rows,
    card: (text: string, more: Partial<Delivery> = {}) =>
      enqueue({ kind: 'card', cardKey: 'case-1', message: aMessage(text), ...more }),
    reply: (text: string, more: Partial<Delivery> = {}) =>
      enqueue({ kind: 'reply', cardKey: 'case-1', message: aReply(text), ...more }),
  };
}

export type OutboxBench = Awaited<ReturnType<typeof startOutboxBench>>;

/** What stands in a conversation after all calls: root messages and replies by id, as Teams would show them. */
export function standing(connector: FakeConnector): { roots: Map<string, string>; replies: string[] } {
  const roots = new Map<string, string>();
  const replies: string[] = [];
  for (const { method, path, body, answer } of connector.calls) {
    if (answer?.id === undefined) continue;
    if (method === 'PUT') roots.set(decodeURIComponent(path.split('/').at(-1) ?? ''), wordsOf(body));
    else if (path.endsWith('/v3/conversations') || path.endsWith('/v3/conversations/'))
      roots.set(answer.id, wordsOf(body.activity));
    else if (decodeURIComponent(path).includes(';messageid=')) replies.push(wordsOf(body));
    else roots.set(answer.id, wordsOf(body));
  }
  return { roots, replies };
}

function wordsOf(activity: { text?: string; attachments?: { content: { body: { text: string }[] } }[] }): string {
  return activity.attachments?.[0]?.content.body[0]?.text ?? activity.text ?? '';
}
