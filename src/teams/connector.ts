import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import { type BotAdapter, connectorScope } from './adapter.ts';
import { ForeignAddressError } from './bot-credentials.ts';
import { type Clock, pause } from './clock.ts';
import type { ServiceHosts } from './door/service-hosts.ts';

/** What the Bot Connector meant by refusing; Microsoft Learn, "Send proactive messages" and rate limits for bots. */
export type RefusalKind = 'blocked' | 'gone' | 'tooBig' | 'throttled' | 'unavailable' | 'refused';

export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: RefusalKind;
  readonly statusCode: number | null;

  constructor(kind: RefusalKind, statusCode: number | null, options?: { cause?: unknown }) {
    super(`The Bot Connector did not take a message (${kind}).`, options);
    this.kind = kind;
    this.statusCode = statusCode;
  }
}

/** Sends to Teams, inside a turn or long after it. Each method throws `ConnectorError`. */
export interface Connector {
  /** Posts where the reference points, as an answer to its activity when it names one. Returns the new message's id. */
  post(reference: Partial<ConversationReference>, activity: Partial<Activity>): Promise<string>;
  /** Replaces a message the bot sent earlier. */
  update(reference: Partial<ConversationReference>, messageId: string, activity: Partial<Activity>): Promise<void>;
  /** Opens (or finds) the personal chat with the user of the reference. */
  personalChat(reference: Partial<ConversationReference>): Promise<Partial<ConversationReference>>;
}

const kindOfStatus: Record<number, RefusalKind> = {
  403: 'blocked',
  404: 'gone',
  412: 'unavailable',
  413: 'tooBig',
  429: 'throttled',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
};
const mostTries = 3;
const longestWait = 10_000;

interface RestFailure {
  statusCode?: number;
  code?: string;
  response?: { headers?: { get(name: string): string | undefined } };
}

function failureOf(error: unknown): ConnectorError {
  const { statusCode, code } = error as RestFailure;
  if (error instanceof ForeignAddressError) return new ConnectorError('refused', null, { cause: error });
  if (statusCode === undefined)
    return new ConnectorError(code === undefined ? 'refused' : 'unavailable', null, { cause: error });
  return new ConnectorError(kindOfStatus[statusCode] ?? 'refused', statusCode, { cause: error });
}

/**
 * A connection kept open for the next call may be closed by the other side just as it is made. The message is not there then, or,
 * seldom, there twice: a second answer is a lesser evil than none.
 */
function brokeOff(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes((error as RestFailure).code ?? '');
}

function waitBefore(nextTry: number, error: unknown): number {
  const asked = Number((error as RestFailure).response?.headers?.get('retry-after'));
  return asked > 0 ? asked * 1000 : 400 * 2 ** nextTry * (0.75 + Math.random() / 2);
}

export function createConnector(options: {
  adapter: BotAdapter;
  appId: string;
  tokenIssuer: string;
  hosts: ServiceHosts;
  clock: Clock;
}): Connector {
  const { adapter, appId, hosts, clock } = options;
  const scope = connectorScope({ botTokenIssuer: options.tokenIssuer });
  const clients = new LRUCache<string, ReturnType<BotAdapter['connectorTo']>>({ max: 50 });

  function clientFor(serviceUrl: string | undefined) {
    if (serviceUrl === undefined || !hosts.allows(serviceUrl)) throw new ConnectorError('refused', null);
    const client = clients.get(serviceUrl) ?? adapter.connectorTo(serviceUrl, appId, scope);
    clients.set(serviceUrl, client);
    return client;
  }

  async function persist<T>(call: () => Promise<T>, tries = mostTries): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (error instanceof ConnectorError) throw error;
        const failure = failureOf(error);
        const wait = waitBefore(attempt, error);
        const wasAnswered = failure.statusCode !== null;
        const worthIt = (wasAnswered || brokeOff(error)) && ['throttled', 'unavailable'].includes(failure.kind);
        if (!worthIt || attempt >= tries || wait > longestWait) throw failure;
        await pause(wait, clock);
      }
    }
  }

  function conversationOf(reference: Partial<ConversationReference>): string {
    if (reference.conversation === undefined) throw new ConnectorError('gone', null);
    return reference.conversation.id;
  }

  return {
    async post(reference, activity) {
      const outgoing = TurnContext.applyConversationReference({ ...activity }, reference);
      const conversation = conversationOf(reference);
      const send = async () => {
        const { conversations } = await clientFor(reference.serviceUrl);
        const sent = outgoing.replyToId
          ? await conversations.replyToActivity(conversation, outgoing.replyToId, outgoing)
          : await conversations.sendToConversation(conversation, outgoing);
        return sent?.id ?? '';
      };
      return persist(send, activity.type === 'typing' ? 1 : mostTries);
    },
    async update(reference, messageId, activity) {
      const outgoing = TurnContext.applyConversationReference({ ...activity, id: messageId }, reference);
      const conversation = conversationOf(reference);
      await persist(async () =>
        (await clientFor(reference.serviceUrl)).conversations.updateActivity(conversation, messageId, outgoing),
      );
    },
    async personalChat(reference) {
      const { bot, user, serviceUrl, channelId, conversation } = reference;
      if (bot === undefined || user === undefined) throw new ConnectorError('gone', null);
      const tenantId = conversation?.tenantId;
      const opened = await persist(async () =>
        (await clientFor(serviceUrl)).conversations.createConversation({
          isGroup: false,
          bot,
          members: [user],
          ...(tenantId === undefined ? {} : { tenantId }),
          channelData: { tenant: { id: tenantId } },
        } as Parameters<Awaited<ReturnType<BotAdapter['connectorTo']>>['conversations']['createConversation']>[0]),
      );
      return {
        bot,
        user,
        ...(serviceUrl === undefined ? {} : { serviceUrl }),
        ...(channelId === undefined ? {} : { channelId }),
        conversation: {
          id: opened.id,
          isGroup: false,
          conversationType: 'personal',
          name: '',
          ...(tenantId === undefined ? {} : { tenantId }),
        },
      };
    },
  };
}
