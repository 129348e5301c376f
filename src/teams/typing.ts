import type { ConversationReference } from 'botbuilder';
import { type Clock, settlesWithin } from './clock.ts';
import type { Connector } from './connector.ts';

const firstAfter = 500;
/** Teams shows a typing sign for a few seconds only. */
const againAfter = 3000;
/** An answer does not wait longer than this for a sign that is still on its way. */
const longestSign = 2000;

/**
 * Shows that the bot is at work until the returned function is called. That one resolves when no sign can come any more, so
 * that an answer posted then is the last thing a person sees. A sign that cannot be sent is not missed.
 */
export function showTyping(
  connector: Connector,
  reference: Partial<ConversationReference>,
  clock: Clock,
): () => Promise<void> {
  let over = false;
  let underWay: Promise<unknown> | null = null;
  let callOff = clock.after(firstAfter, sign);

  function sign(): void {
    underWay = connector.post(reference, { type: 'typing' }).catch(end);
    if (!over) callOff = clock.after(againAfter, sign);
  }

  function end(): void {
    over = true;
    callOff();
  }

  return async () => {
    end();
    if (underWay !== null) await settlesWithin(underWay, longestSign, clock);
  };
}
