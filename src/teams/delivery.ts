import type { Activity, ConversationReference } from 'botbuilder';
import { faultOf, type Log } from '../log.ts';
import type { Answer } from '../questions/question.ts';
import { type Connector, ConnectorError } from './connector.ts';
import type { ConversationDirectory } from './conversation-directory.ts';
import type { Inbound } from './inbound.ts';
import { messageOf, textMessage } from './messages.ts';
import { sentences } from './sentences.ts';

/** Where an answer went: for everybody, to the asker alone, or nowhere because the asker cannot be reached alone. */
export type Delivered = 'here' | 'personally' | 'heldBack';

export interface DeliveredAnswer {
  delivered: Delivered;
  /** Where the asker reads it and will go on talking. */
  conversationId: string;
}

export interface Delivery {
  /** Posts an answer where it belongs. Throws `ConnectorError` when nothing could be posted. */
  answer(inbound: Inbound, answer: Answer): Promise<DeliveredAnswer>;
  here(inbound: Inbound, text: string): Promise<void>;
  /** To the asker alone. The id of the personal chat, or null when none can be had. */
  personally(inbound: Inbound, message: Partial<Activity>): Promise<string | null>;
}

export function createDelivery(options: {
  connector: Connector;
  directory: ConversationDirectory;
  log: Log;
}): Delivery {
  const { connector, directory, log } = options;

  async function postOrSayTooBig(reference: Partial<ConversationReference>, message: Partial<Activity>): Promise<void> {
    try {
      await connector.post(reference, message);
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.kind !== 'tooBig') throw error;
      log.warn({ event: 'answer.tooBig' }, 'an answer was too big for Teams');
      await connector.post(reference, textMessage(sentences.tooBig));
    }
  }

  async function knownChat(inbound: Inbound): Promise<Partial<ConversationReference> | null> {
    const { tenantId, objectId } = inbound;
    const known = objectId === null ? null : await directory.personalChatOf(tenantId, objectId);
    if (known === null) return null;
    const { activityId: _answered, ...chat } = known;
    return chat;
  }

  async function personally(inbound: Inbound, message: Partial<Activity>): Promise<string | null> {
    try {
      const chat = (await knownChat(inbound)) ?? (await connector.personalChat(inbound.reference));
      await postOrSayTooBig(chat, message);
      return chat.conversation?.id ?? null;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      log.info({ event: 'personalChat.unavailable', kind: error.kind, fault: faultOf(error) }, 'no personal chat');
      return null;
    }
  }

  async function here(inbound: Inbound, text: string): Promise<void> {
    await connector.post(inbound.reference, textMessage(text));
  }

  return {
    here,
    personally,
    async answer(inbound, answer) {
      if (answer.audience !== 'askerOnly' || inbound.place === 'personal') {
        await postOrSayTooBig(inbound.reference, messageOf(answer));
        return { delivered: 'here', conversationId: inbound.conversationId };
      }
      const chat = await personally(inbound, messageOf(answer));
      return chat === null
        ? { delivered: 'heldBack', conversationId: inbound.conversationId }
        : { delivered: 'personally', conversationId: chat };
    },
  };
}
