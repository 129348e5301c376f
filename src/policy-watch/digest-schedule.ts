import type { Database } from '../store/database.ts';
import {
  type DigestSubscription,
  type DigestTimes,
  digestTold,
  keptDigest,
  keptDigests,
  removeDigest,
  saveDigest,
} from '../store/digests.ts';
import type { PolicyWatchDeps } from './deps.ts';
import { digestFor, type PolicyDigest } from './digest.ts';
import { nextTimes, type Preview } from './digest-times.ts';

/** The queue that a digest's times send jobs to. */
export const digestQueue = 'policy-digest';

/** Digests that this process makes at the same time, so that a tenant which answers slowly does not keep the others waiting. */
const mostAtOnce = 4;

interface DigestJob {
  id: string;
  data: unknown;
}

/** The part of the job queue that digests use. */
export interface DigestQueue {
  schedule(
    name: string,
    cron: string,
    data: object,
    options: { tz: string; key: string; missed: 'once' },
  ): Promise<void>;
  unschedule(name: string, key: string): Promise<void>;
  getSchedules(name: string): Promise<{ key: string; cron: string; timezone: string }[]>;
  previewSchedule: Preview;
  work(name: string, handler: (jobs: DigestJob[]) => Promise<void>): Promise<string>;
}

export interface DigestStore {
  database: Database;
  queue: DigestQueue;
}

export interface DigestPorts<Answer> extends DigestStore {
  tenantIds: readonly string[];
  /** Null for a tenant that is not served (any more). */
  depsOf(tenantId: string): PolicyWatchDeps | null;
  answerOf(digest: PolicyDigest): Answer;
  /** Posts to a conversation; the same `key` again means the same digest, so that it can be posted once. */
  post(to: { tenantId: string; conversationId: string }, answer: Answer, key: string): Promise<void>;
  now(): Date;
}

/** Gives a conversation its digest at these times, or changes its times. Throws `DigestTimesError` for times that make no sense. */
export async function subscribeDigest(
  { database, queue }: DigestStore,
  tenantId: string,
  wish: DigestTimes & { conversationId: string; createdBy: string; now: Date },
): Promise<{ subscription: DigestSubscription; next: Date[] }> {
  const { now, ...rest } = wish;
  const next = nextTimes(wish, (cron, options) => queue.previewSchedule(cron, options), now);
  const subscription = await saveDigest(database, tenantId, { ...rest, at: now });
  await keepTimes(queue, subscription);
  return { subscription, next };
}

/** Ends the digest of a conversation; null when it had none. */
export async function unsubscribeDigest(
  { database, queue }: DigestStore,
  tenantId: string,
  conversationId: string,
): Promise<DigestSubscription | null> {
  const removed = await removeDigest(database, tenantId, conversationId);
  if (removed !== null) await queue.unschedule(digestQueue, keyOf(removed.tenantId, removed.id));
  return removed;
}

/** The digests of a tenant with their next times. */
export async function listDigests(
  { database, queue }: DigestStore,
  tenantId: string,
  now: Date,
): Promise<{ subscription: DigestSubscription; next: Date[] }[]> {
  const digests = await keptDigests(database, tenantId);
  const preview: Preview = (cron, options) => queue.previewSchedule(cron, options);
  return digests.map((subscription) => ({ subscription, next: nextTimes(subscription, preview, now) }));
}

/**
 * Brings the queue's times in line with what conversations asked for (a stop between the two leaves one behind) and begins to post.
 * The queue `policy-digest` must exist.
 */
export async function startDigests<Answer>(ports: DigestPorts<Answer>): Promise<void> {
  const wanted = new Map<string, DigestSubscription>();
  for (const tenantId of ports.tenantIds) {
    for (const digest of await keptDigests(ports.database, tenantId)) wanted.set(keyOf(tenantId, digest.id), digest);
  }
  const known = await ports.queue.getSchedules(digestQueue);
  const served = new Set(ports.tenantIds);
  for (const { key } of known) {
    if (!wanted.has(key) && served.has(key.split('/')[0] ?? '')) await ports.queue.unschedule(digestQueue, key);
  }
  for (const [key, digest] of wanted) {
    const same = known.some((one) => one.key === key && one.cron === digest.cron && one.timezone === digest.timeZone);
    if (!same) await keepTimes(ports.queue, digest);
  }
  for (const _worker of ports.tenantIds.slice(0, mostAtOnce)) {
    await ports.queue.work(digestQueue, async (jobs) => {
      for (const job of jobs) await runDigest(ports, job);
    });
  }
}

/**
 * Makes and posts one digest. A failure to read or to post rejects, and the queue tries again; nothing is marked as told before it
 * was posted.
 */
export async function runDigest<Answer>(
  ports: DigestPorts<Answer>,
  job: DigestJob,
): Promise<'posted' | 'noNews' | 'gone'> {
  const { tenantId, subscriptionId } = jobData(job.data);
  const deps = ports.depsOf(tenantId);
  if (deps === null) return 'gone';
  const subscription = await keptDigest(ports.database, tenantId, subscriptionId);
  if (subscription === null) {
    await ports.queue.unschedule(digestQueue, keyOf(tenantId, subscriptionId));
    return 'gone';
  }
  const digest = await digestFor(deps, subscription, ports.now());
  const worth = digest.news || !subscription.onlyNews;
  const { conversationId } = subscription;
  if (worth) await ports.post({ tenantId, conversationId }, ports.answerOf(digest), `${subscriptionId}/${job.id}`);
  if (digest.upTo !== null) await digestTold(ports.database, tenantId, subscriptionId, digest.upTo);
  return worth ? 'posted' : 'noNews';
}

async function keepTimes(queue: DigestQueue, digest: DigestSubscription): Promise<void> {
  const data = { tenantId: digest.tenantId, subscriptionId: digest.id };
  const options = { tz: digest.timeZone, key: keyOf(digest.tenantId, digest.id), missed: 'once' as const };
  await queue.schedule(digestQueue, digest.cron, data, options);
}

function keyOf(tenantId: string, id: string): string {
  return `${tenantId}/${id}`;
}

function jobData(data: unknown): { tenantId: string; subscriptionId: string } {
  const { tenantId, subscriptionId } = (data ?? {}) as Record<string, unknown>;
  if (typeof tenantId !== 'string' || typeof subscriptionId !== 'string') {
    throw new Error('A job of the digest names no tenant and no subscription.');
  }
  return { tenantId, subscriptionId };
}
