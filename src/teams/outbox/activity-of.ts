import { type Activity, type ConversationReference, TurnContext } from 'botbuilder';
import type { OutgoingMessage } from '../../store/outbox.ts';

const cardType = 'application/vnd.microsoft.card.adaptive';

/** The activity for a message: a card or words, never both, because Teams splits such a message and loses the id of one half. */
export function activityOf(
  message: OutgoingMessage,
  reference: Partial<ConversationReference>,
  place?: string,
): Partial<Activity> {
  const { conversation, activityId: _answered, ...rest } = reference;
  const addressed = {
    ...rest,
    ...(conversation === undefined ? {} : { conversation: { ...conversation, id: place ?? conversation.id } }),
  };
  return TurnContext.applyConversationReference(contentOf(message), addressed);
}

function contentOf({ summary, card, text, mentions }: OutgoingMessage): Partial<Activity> {
  const alert = { notification: { alert: true } };
  if (card !== null) {
    return { type: 'message', summary, attachments: [{ contentType: cardType, content: card }], channelData: alert };
  }
  const entities = (mentions ?? []).map(({ id, name }) => ({
    type: 'mention',
    text: `<at>${name}</at>`,
    mentioned: { id, name },
  }));
  return {
    type: 'message',
    text,
    textFormat: 'markdown',
    summary,
    channelData: alert,
    ...(entities.length > 0 ? { entities } : {}),
  };
}
