import type { ConversationReference } from 'botbuilder';
import { LRUCache } from 'lru-cache';
import {
  findConversation,
  forgetConversation,
  greetConversation,
  type KeptConversation,
  personalChatOf,
  rememberConversation,
} from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import type { Clock } from '../clock.ts';
import type { ConversationDirectory } from '../conversation-directory.ts';
import { withoutThread } from './without-thread.ts';

type Reference = Partial<ConversationReference>;

/** A conversation that is talked in all the time is not written down each time. */
const writeAgainAfter = 10_000;

/**
 * The directory in the database, so that alerts find their way after a restart. `tenantIds` are the tenants that are served; a
 * conversation of another is not kept. `onBack` is called when a conversation that was set aside is heard of again, `onFirstChat` when a
 * person's own chat is heard of for the first time.
 */
export function createStoredDirectory(options: {
  database: Database;
  tenantIds: readonly string[];
  clock: Clock;
  onBack?: (conversation: { tenantId: string; conversationId: string }) => Promise<void>;
  onFirstChat?: (chat: { tenantId: string; conversationId: string; person: string }) => Promise<void>;
}): ConversationDirectory {
  const { database, tenantIds, clock, onBack, onFirstChat } = options;
  const written = new LRUCache<string, string>({
    max: 20_000,
    ttl: writeAgainAfter,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });
  const homes = new LRUCache<string, string>({ max: 20_000 });

  async function find(id: string): Promise<Reference | null> {
    const found = await inTenants(id, (tenantId) => findConversation(database, tenantId, id));
    return found === null ? null : referenceOf(found);
  }

  /** Looks where the conversation was seen last, else in each tenant that is served. */
  async function inTenants<T>(id: string, look: (tenantId: string) => Promise<T | null>): Promise<T | null> {
    const home = homes.get(id);
    for (const tenantId of home === undefined ? tenantIds : [home]) {
      const found = await look(tenantId);
      if (found !== null) return found;
    }
    return null;
  }

  return {
    find: (conversationId) => find(withoutThread(conversationId)),
    async remember(reference) {
      const { conversation, user, activityId: _answered, ...rest } = reference;
      const tenantId = conversation?.tenantId?.toLowerCase();
      if (conversation === undefined || tenantId === undefined || !tenantIds.includes(tenantId)) return;
      const id = withoutThread(conversation.id);
      const kind = kindOf(conversation);
      const kept = { ...rest, conversation: { ...conversation, id }, ...(kind === 'personal' ? { user } : {}) };
      const text = JSON.stringify(kept);
      if (written.get(id) === text) return;
      const person = kind === 'personal' ? (user?.aadObjectId?.toLowerCase() ?? null) : null;
      const heard = await rememberConversation(database, tenantId, {
        id,
        kind,
        name: conversation.name ? conversation.name : null,
        teamId: null,
        userObjectId: person,
        reference: kept,
        at: clock.now(),
      });
      written.set(id, text);
      homes.set(id, tenantId);
      if (heard === 'back') await onBack?.({ tenantId, conversationId: id });
      if (heard === 'first' && person !== null) await onFirstChat?.({ tenantId, conversationId: id, person });
    },
    async forget(conversationId) {
      const id = withoutThread(conversationId);
      written.delete(id);
      await inTenants(id, async (tenantId) => {
        await forgetConversation(database, tenantId, id);
        return null;
      });
    },
    async personalChatOf(tenantId, objectId) {
      if (!tenantIds.includes(tenantId)) return null;
      const found = await personalChatOf(database, tenantId, objectId.toLowerCase());
      return found === null ? null : referenceOf(found);
    },
    async greetOnce(conversationId) {
      const id = withoutThread(conversationId);
      const greeted = await inTenants(id, async (tenantId) =>
        (await greetConversation(database, tenantId, id, clock.now())) ? true : null,
      );
      return greeted === true;
    },
  };
}

function kindOf({ conversationType, isGroup, id }: NonNullable<Reference['conversation']>): KeptConversation['kind'] {
  if (conversationType === 'channel' || conversationType === 'groupChat' || conversationType === 'personal')
    return conversationType;
  return isGroup || id.startsWith('19:') ? 'groupChat' : 'personal';
}

function referenceOf({ reference, state }: KeptConversation): Reference | null {
  return state === 'active' ? (reference as Reference) : null;
}
