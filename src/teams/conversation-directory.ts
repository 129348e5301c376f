import type { ConversationReference } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import { withoutThread } from './outbox/without-thread.ts';

/** Where the bot is installed and whom it may write to. */
export interface ConversationDirectory {
  /** Keeps the newest reference of a conversation; for a personal chat also as the way to its user. */
  remember(reference: Partial<ConversationReference>): Promise<void>;
  forget(conversationId: string): Promise<void>;
  find(conversationId: string): Promise<Partial<ConversationReference> | null>;
  /** The personal chat with a user in a tenant, by Entra object id. */
  personalChatOf(tenantId: string, objectId: string): Promise<Partial<ConversationReference> | null>;
  /** True, but not again for the same conversation within a minute, unless it is forgotten. */
  greetOnce(conversationId: string): Promise<boolean>;
}

/** Teams tells of one installation by two activities; one that comes later is a new installation. */
const greetedFor = 60_000;

function personIn(tenantId: string, objectId: string): string {
  return `${tenantId} ${objectId}`.toLowerCase();
}

/** In memory: what it loses by a restart comes back with the next activity of each conversation. */
export function createConversationDirectory(clock: Clock): ConversationDirectory {
  const references = new LRUCache<string, Partial<ConversationReference>>({ max: 20_000 });
  const personalChats = new LRUCache<string, string>({ max: 20_000 });
  const greeted = new LRUCache<string, true>({
    max: 20_000,
    ttl: greetedFor,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });

  async function find(conversationId: string) {
    return references.get(withoutThread(conversationId)) ?? null;
  }

  return {
    find,
    async remember(reference) {
      const { conversation, user } = reference;
      if (conversation === undefined) return;
      const id = withoutThread(conversation.id);
      references.set(id, reference);
      if (conversation.conversationType === 'personal' && user?.aadObjectId)
        personalChats.set(personIn(conversation.tenantId ?? '', user.aadObjectId), id);
    },
    async forget(conversationId) {
      references.delete(withoutThread(conversationId));
      greeted.delete(withoutThread(conversationId));
    },
    async personalChatOf(tenantId, objectId) {
      const id = personalChats.get(personIn(tenantId, objectId));
      return id === undefined ? null : find(id);
    },
    async greetOnce(conversationId) {
      const id = withoutThread(conversationId);
      if (greeted.has(id)) return false;
      greeted.set(id, true);
      return true;
    },
  };
}
