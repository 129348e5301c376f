import type { ConversationReference } from 'botbuilder';
import type { Clock } from './clock.ts';
import type { Connector } from './connector.ts';

const firstAfter = 500;
/** Teams shows a typing sign for a few seconds only. */
const againAfter = 3000;

/** Shows that the bot is at work until the returned function is called. A sign that cannot be sent is not missed. */
export function showTyping(connector: Connector, reference: Partial<ConversationReference>, clock: Clock): () => void {
  let over = false;
  let callOff = clock.after(firstAfter, sign);

  function sign(): void {
    connector.post(reference, { type: 'typing' }).catch(() => stop());
    if (!over) callOff = clock.after(againAfter, sign);
  }

  function stop(): void {
    over = true;
    callOff();
  }

  return stop;
}
