import { faultOf, type Log } from '../log.ts';
import type { ConversationDirectory } from './conversation-directory.ts';

/**
 * A directory that answers from memory and keeps everything in `stored` as well, which may be slow or away: a turn never waits for
 * writing down where it takes place, and never fails for it.
 */
export function createKeptDirectory(
  memory: ConversationDirectory,
  stored: ConversationDirectory,
  log: Log,
): ConversationDirectory {
  function aside(work: Promise<unknown>): void {
    work.catch((error) => log.warn({ event: 'directory.fault', fault: faultOf(error) }, 'a conversation was not kept'));
  }

  async function orNull<T>(work: Promise<T | null>): Promise<T | null> {
    return work.catch((error) => {
      log.warn({ event: 'directory.fault', fault: faultOf(error) }, 'a conversation could not be looked up');
      return null;
    });
  }

  return {
    async remember(reference) {
      aside(stored.remember(reference));
      await memory.remember(reference);
    },
    async forget(conversationId) {
      aside(stored.forget(conversationId));
      await memory.forget(conversationId);
    },
    find: async (conversationId) => (await memory.find(conversationId)) ?? orNull(stored.find(conversationId)),
    personalChatOf: async (tenantId, objectId) =>
      (await memory.personalChatOf(tenantId, objectId)) ?? orNull(stored.personalChatOf(tenantId, objectId)),
    greetOnce: (conversationId) => memory.greetOnce(conversationId),
  };
}
