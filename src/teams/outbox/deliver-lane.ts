import { randomUUID } from 'node:crypto';
import type { ConversationReference } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { faultOf, type Log } from '../../log.ts';
import { saveSent } from '../../store/card-copies.ts';
import { conversationById, setAside } from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import type { LaneJob } from '../../store/outbox.ts';
import {
  begin,
  closedGates,
  closeGate,
  gateOf,
  keepLane,
  nextDue,
  putBack,
  releaseLane,
  replaceMessage,
  savePosted,
  settle,
  takeLane,
  wholeTenant,
} from '../../store/outbox-lane.ts';
import { inTenant } from '../../store/tenant-scope.ts';
import { type Clock, pause } from '../clock.ts';
import { nextCall, type PlannedCall } from './lane-plan.ts';
import { type Postman, RefusedError } from './postman.ts';
import { createRateWindow, type RateWindow } from './rate-window.ts';
import { refusalFor, waitBefore } from './refusals.ts';

export interface LaneDeps {
  database: Database;
  postman: Postman;
  clock: Clock;
  log: Log;
  /** Name of this process among the workers. */
  worker: string;
  /** How long a conversation stays taken by a worker that is not heard of any more. */
  leaseMs?: number;
  /** 0 to 1; spreads tries. */
  random?: () => number;
  /** Counts sends of one conversation; Teams' limits when left out. */
  newWindow?: () => RateWindow;
}

/** Sends what waits for a conversation, in order. Returns when something remains for which it is too early; null when nothing does. */
export type DeliverLane = (lane: LaneJob) => Promise<Date | null>;

const standardLease = 60_000;
/** A shorter wait is sat out; for a longer one others may have the worker. */
const shortWait = 2000;
/** So many conversations that have to wait at once mean that the tenant as a whole is too loud. */
const manyGates = 3;

type Next = { call: PlannedCall; reference: Partial<ConversationReference> } | { rest: Date | null };

export function createDeliverLane(deps: LaneDeps): DeliverLane {
  const { database, postman, clock, log, worker, leaseMs = standardLease, random = Math.random } = deps;
  const { newWindow = createRateWindow } = deps;
  const windows = new LRUCache<string, RateWindow>({ max: 5000 });

  function windowOf(lane: LaneJob): RateWindow {
    const key = `${lane.tenantId} ${lane.conversationId}`;
    const window = windows.get(key) ?? newWindow();
    windows.set(key, window);
    return window;
  }

  const leaseEnd = () => new Date(clock.now().getTime() + leaseMs);

  async function next({ tenantId, conversationId }: LaneJob, lease: string): Promise<Next> {
    return inTenant(database.kysely, tenantId, async (t) => {
      const now = clock.now();
      const conversation = await conversationById(t, conversationId);
      if (conversation === null || conversation.state !== 'active') return { rest: null };
      const wait = windowOf({ tenantId, conversationId }).wait(now);
      const gate = wait > 0 ? new Date(now.getTime() + wait) : await gateOf(t, conversationId, now);
      if (gate !== null) return { rest: (await nextDue(t, conversationId, now)) === null ? null : gate };
      const call = await nextCall(t, tenantId, conversation, now);
      if (call === null) return { rest: null };
      await keepLane(t, { conversationId, lease, until: leaseEnd() });
      await begin(t, call.delivery.id, now);
      return { call, reference: conversation.reference as Partial<ConversationReference> };
    });
  }

  async function make(call: PlannedCall, reference: Partial<ConversationReference>) {
    const { message, card } = call;
    if (call.kind === 'reply') {
      await postman.reply(reference, call.threadId ?? '', message);
      return null;
    }
    if (call.kind === 'post') return postman.post(reference, message);
    const { activityId, threadId, copies } = card ?? { activityId: null, threadId: null, copies: [] };
    await postman.update(reference, { activityId: activityId ?? '', threadId }, message);
    for (const copy of copies) await updateCopy(reference, copy, call);
    return null;
  }

  /** A copy that cannot be changed any more is no loss: the card itself was. */
  async function updateCopy(reference: Partial<ConversationReference>, copy: string, call: PlannedCall): Promise<void> {
    const threadId = call.card?.threadId?.replace(/;messageid=.*$/, `;messageid=${copy}`) ?? null;
    try {
      await postman.update(reference, { activityId: copy, threadId }, call.message);
    } catch (error) {
      log.info({ event: 'outbox.copyLost', fault: faultOf(error) }, 'a second copy of a card could not be changed');
    }
  }

  async function delivered(
    { tenantId, conversationId }: LaneJob,
    lease: string,
    call: PlannedCall,
    posted: { activityId: string; threadId: string | null } | null,
  ): Promise<void> {
    const now = clock.now();
    const { delivery, card } = call;
    await inTenant(database.kysely, tenantId, async (t) => {
      await keepLane(t, { conversationId, lease, until: leaseEnd() });
      if (call.settles) await settle(t, delivery.id, 'done', now);
      else await putBack(t, delivery.id, { maybe: false, why: 'The card was posted again first.' });
      if (card === null || call.kind === 'reply') return;
      const maybeTwice = card.maybeTwice || (call.kind === 'post' && delivery.maybeDelivered);
      const where = posted === null ? {} : { ...posted, postedAt: now };
      await saveSent(t, tenantId, conversationId, { ...card, ...where, maybeTwice }, now);
    });
    if (call.kind !== 'update' && delivery.maybeDelivered)
      log.warn({ event: 'outbox.maybeTwice', delivery: delivery.id }, 'a message was sent again that may have arrived');
  }

  async function refused(
    { tenantId, conversationId }: LaneJob,
    lease: string,
    call: PlannedCall,
    error: RefusedError,
  ): Promise<void> {
    const row = refusalFor(error.status, error.code, call.kind);
    const now = clock.now();
    const { delivery, message, card } = call;
    const { id } = delivery;
    const said = { status: error.status, code: error.code, action: row.action, conversation: conversationId };
    log.warn(
      { event: 'outbox.refused', delivery: id, attempts: delivery.attempts + 1, ...said },
      'Teams refused a message',
    );
    await inTenant(database.kysely, tenantId, async (t) => {
      await keepLane(t, { conversationId, lease, until: leaseEnd() });
      const maybe = delivery.maybeDelivered || (row.maybeDelivered === true && call.kind !== 'update');
      await putBack(t, id, { maybe, why: row.why });
      if (row.action === 'sendShort') {
        const isShort = message.card === null && message.text === message.short;
        if (isShort || !call.settles) return settle(t, id, 'failed', now, row.why);
        return replaceMessage(t, call.contentId, { ...message, card: null, text: message.short });
      }
      if (row.action === 'setAside') return setAside(t, conversationId, 'blocked', error.code ?? row.why);
      if (row.action === 'postAnew') {
        if (card === null) return settle(t, id, 'failed', now, row.why);
        const gone = {
          ...card,
          activityId: null,
          threadId: null,
          copies: [],
          sequence: call.kind === 'reply' ? card.sequence : 0n,
        };
        return savePosted(t, tenantId, conversationId, gone, now);
      }
      const wait = waitBefore(row.action, delivery.attempts, error.retryAfter, random());
      const until = new Date(now.getTime() + wait);
      await closeGate(t, tenantId, conversationId, until);
      if (error.status === 429 && (await closedGates(t, now)) >= manyGates)
        await closeGate(t, tenantId, wholeTenant, until);
    });
  }

  async function deliverAll(lane: LaneJob, lease: string): Promise<Date | null> {
    for (;;) {
      const step = await next(lane, lease);
      if ('rest' in step) {
        const wait = step.rest === null ? Number.POSITIVE_INFINITY : step.rest.getTime() - clock.now().getTime();
        if (wait > shortWait) return step.rest;
        await pause(Math.max(wait, 1), clock);
        continue;
      }
      try {
        const posted = await make(step.call, step.reference);
        windowOf(lane).sent(clock.now());
        await delivered(lane, lease, step.call, posted);
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        await refused(lane, lease, step.call, error);
      }
    }
  }

  /** `now` when something can be sent; when it can, if it is too early; null when nothing waits. */
  async function look({ tenantId, conversationId }: LaneJob): Promise<'now' | Date | null> {
    return inTenant(database.kysely, tenantId, async (t) => {
      const now = clock.now();
      const conversation = await conversationById(t, conversationId);
      if (conversation?.state !== 'active' || (await nextDue(t, conversationId, now)) === null) return null;
      const gate = await gateOf(t, conversationId, now);
      return gate === null || gate.getTime() - now.getTime() <= shortWait ? 'now' : gate;
    });
  }

  return async (lane) => {
    const { tenantId, conversationId } = lane;
    const lease = `${worker}/${randomUUID()}`;
    for (;;) {
      // Most jobs find that another has sent what they were for. What comes in until the lane is free again is seen here, too.
      const seen = await look(lane);
      if (seen !== 'now') return seen;
      const wish = { tenantId, conversationId, lease, now: clock.now(), until: leaseEnd() };
      const taken = await inTenant(database.kysely, tenantId, (t) => takeLane(t, wish));
      if (!taken.taken) return taken.until;
      let rest: Date | null;
      try {
        rest = await deliverAll(lane, lease);
      } finally {
        await inTenant(database.kysely, tenantId, (t) => releaseLane(t, { conversationId, lease }));
      }
      if (rest !== null) return rest;
    }
  };
}
