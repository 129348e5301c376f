import type { Activity, ConversationReference } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { OutgoingMessage } from '../../store/outbox.ts';
import { type BotAdapter, connectorScope } from '../adapter.ts';
import { ForeignAddressError } from '../bot-credentials.ts';
import type { ServiceHosts } from '../door/service-hosts.ts';
import { activityOf } from './activity-of.ts';
import { withoutThread } from './without-thread.ts';

type Reference = Partial<ConversationReference>;

/** Teams did not take a call. `status` is `network` when no answer came; `retryAfter` is in milliseconds. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number | 'network';
  readonly code: string | null;
  readonly retryAfter: number | null;

  constructor(status: number | 'network', code: string | null, retryAfter: number | null, cause?: unknown) {
    super(`Teams did not take a message (${status}${code === null ? '' : ` ${code}`}).`, { cause });
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** One call to Teams each, without tries of its own. All throw `RefusedError`. */
export interface Postman {
  /** Posts to a conversation; in a channel that opens a thread, whose conversation id is `threadId`. */
  post(reference: Reference, message: OutgoingMessage): Promise<{ activityId: string; threadId: string | null }>;
  reply(reference: Reference, threadId: string, message: OutgoingMessage): Promise<void>;
  update(
    reference: Reference,
    place: { activityId: string; threadId: string | null },
    message: OutgoingMessage,
  ): Promise<void>;
}

/** A call that takes longer is given up; nobody knows then whether it was heard. */
const longestCall = 20_000;

export function createPostman(options: {
  adapter: BotAdapter;
  appId: string;
  tokenIssuer: string;
  hosts: ServiceHosts;
}): Postman {
  const { adapter, appId, hosts } = options;
  const scope = connectorScope({ botTokenIssuer: options.tokenIssuer });
  const clients = new LRUCache<string, ReturnType<BotAdapter['connectorTo']>>({ max: 50 });

  async function conversationsAt(serviceUrl: string | undefined) {
    if (serviceUrl === undefined || !hosts.allows(serviceUrl)) throw new RefusedError(403, 'ForeignAddress', null);
    const client = clients.get(serviceUrl) ?? adapter.connectorTo(serviceUrl, appId, scope);
    clients.set(serviceUrl, client);
    return (await client).conversations;
  }

  async function calling<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      throw refusedOf(error);
    }
  }

  const patience = () => ({ abortSignal: AbortSignal.timeout(longestCall) });

  return {
    post: (reference, message) =>
      calling(async () => {
        const conversations = await conversationsAt(reference.serviceUrl);
        const { conversation, bot } = reference;
        const activity = activityOf(message, reference);
        if (conversation?.conversationType !== 'channel') {
          const sent = await conversations.sendToConversation(idOf(reference), activity, patience());
          return { activityId: sent.id ?? '', threadId: null };
        }
        const { tenantId } = conversation;
        const opened = await conversations.createConversation(
          {
            isGroup: true,
            bot,
            ...(tenantId === undefined ? {} : { tenantId }),
            activity,
            channelData: { channel: { id: idOf(reference) }, tenant: { id: tenantId } },
          } as Parameters<typeof conversations.createConversation>[0],
          patience(),
        );
        const activityId = opened.activityId ?? opened.id?.split(';messageid=')[1] ?? '';
        return { activityId, threadId: opened.id ?? null };
      }),
    reply: (reference, threadId, message) =>
      calling(async () => {
        const conversations = await conversationsAt(reference.serviceUrl);
        await conversations.sendToConversation(threadId, activityOf(message, reference, threadId), patience());
      }),
    update: (reference, { activityId, threadId }, message) =>
      calling(async () => {
        const conversations = await conversationsAt(reference.serviceUrl);
        const place = threadId ?? idOf(reference);
        const activity: Partial<Activity> = { ...activityOf(message, reference, place), id: activityId };
        await conversations.updateActivity(place, activityId, activity, patience());
      }),
  };
}

function idOf(reference: Reference): string {
  return withoutThread(reference.conversation?.id ?? '');
}

function refusedOf(error: unknown): RefusedError {
  if (error instanceof RefusedError) return error;
  if (error instanceof ForeignAddressError) return new RefusedError(403, 'ForeignAddress', null, error);
  const { statusCode, code, body, response } = error as {
    statusCode?: number;
    code?: string;
    body?: { error?: { code?: string } };
    response?: { headers?: { get(name: string): string | undefined } };
  };
  if (typeof statusCode !== 'number') return new RefusedError('network', null, null, error);
  const asked = Number(response?.headers?.get('retry-after'));
  const why = body?.error?.code ?? code ?? null;
  return new RefusedError(statusCode, why, asked > 0 ? asked * 1000 : null, error);
}
