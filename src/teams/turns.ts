import type { Activity, InvokeResponse } from 'botbuilder';
import { faultOf, type Log } from '../log.ts';
import type { Entities } from '../questions/question.ts';
import { type Clock, settlesWithin } from './clock.ts';
import { type Connector, ConnectorError } from './connector.ts';
import type { Conversing, Outcome, UnderWay } from './conversing.ts';
import type { Delivery } from './delivery.ts';
import { newFaultReference } from './fault-reference.ts';
import { type Inbound, inboundOf } from './inbound.ts';
import { cardSays } from './invoke-answers.ts';
import { type Jobs, StoppingError, TookTooLongError } from './jobs.ts';
import { textMessage } from './messages.ts';
import { sentences } from './sentences.ts';
import { showTyping } from './typing.ts';

/** One method for each kind of activity that asks something of the bot. None of them throws. */
export interface Turns {
  message(activity: Activity): Promise<void>;
  pressByMessage(activity: Activity, verb: string, data: Entities): Promise<void>;
  press(activity: Activity, verb: string, data: Entities): Promise<InvokeResponse>;
  greet(activity: Activity): Promise<void>;
}

/** Teams gives a message some 15 s; what takes longer is posted when it is done. */
const messageBudget = 10_000;
/** Teams gives an invoke a few seconds before it shows an error of its own. */
const invokeBudget = 2500;

const saidOf = (outcome: Outcome): string => {
  if ('refusal' in outcome) return outcome.refusal;
  if (outcome.delivered === 'heldBack') return sentences.heldBack;
  return outcome.delivered === 'personally' ? sentences.answeredPersonally : sentences.answeredBelow;
};

export function createTurns(options: {
  conversing: Conversing;
  delivery: Delivery;
  connector: Connector;
  jobs: Jobs;
  clock: Clock;
  log: Log;
}): Turns {
  const { conversing, delivery, connector, jobs, clock, log } = options;

  /** The sentence for a failed turn; the detail goes to the log. */
  function sentenceOf(error: unknown): string {
    if (error instanceof TookTooLongError) return sentences.tooLong;
    if (error instanceof StoppingError) return sentences.stopping;
    const reference = newFaultReference();
    log.error({ event: 'fault', reference, fault: faultOf(error) }, 'a turn failed');
    return sentences.fault(reference);
  }

  async function tell(what: string, telling: () => Promise<unknown>): Promise<void> {
    try {
      await telling();
    } catch (error) {
      log.error({ event: 'unsaid', what, fault: faultOf(error) }, 'a message could not be posted');
    }
  }

  /** To the asker alone where others read along; in the open only when there is no other way. */
  async function tellAsker(inbound: Inbound, text: string): Promise<void> {
    await tell('refusal', async () => {
      const chat = inbound.place === 'personal' ? null : await delivery.personally(inbound, textMessage(text));
      if (chat === null) await delivery.here(inbound, text);
    });
  }

  async function conclude(inbound: Inbound, outcome: Outcome): Promise<void> {
    if ('refusal' in outcome) await tellAsker(inbound, outcome.refusal);
    else if (outcome.delivered !== 'here')
      await tell('notice', () =>
        delivery.here(inbound, outcome.delivered === 'personally' ? sentences.sentPersonally : sentences.heldBack),
      );
  }

  async function concludeFailure(inbound: Inbound, error: unknown, said?: Promise<string>): Promise<void> {
    const text = (await said) ?? sentenceOf(error);
    if (error instanceof ConnectorError && ['blocked', 'gone'].includes(error.kind)) return;
    await tell('failure', () => delivery.here(inbound, text));
  }

  async function answerMessage(inbound: Inbound, ask: (under: UnderWay) => Promise<Outcome>): Promise<void> {
    const line = `${inbound.conversationId}|${inbound.objectId}`;
    let stopTyping = async () => {};
    const answered = jobs.queue(line, (signal) => ask({ signal, beforePosting: () => stopTyping() }));
    if (answered === null) return tellAsker(inbound, sentences.oneAtATime);
    stopTyping = showTyping(connector, inbound.reference, clock);
    const work = answered
      .finally(() => stopTyping())
      .then(
        (outcome) => conclude(inbound, outcome),
        (error) => concludeFailure(inbound, error),
      );
    jobs.follow(work);
    await settlesWithin(work, messageBudget, clock);
  }

  return {
    message(activity) {
      const inbound = inboundOf(activity);
      return answerMessage(inbound, (under) => conversing.message(inbound, under));
    },
    pressByMessage(activity, verb, data) {
      const inbound = inboundOf(activity);
      return answerMessage(inbound, (under) => conversing.press(inbound, verb, data, under));
    },
    async press(activity, verb, data) {
      const inbound = inboundOf(activity);
      const key = JSON.stringify([inbound.conversationId, activity.replyToId, inbound.objectId, verb, data]);
      const { result, joined } = jobs.run(key, (signal) => conversing.press(inbound, verb, data, { signal }));
      const said = result.then(saidOf, sentenceOf);
      if (await settlesWithin(said, invokeBudget, clock)) return cardSays(await said);
      if (!joined) {
        jobs.follow(
          result.then(
            (outcome) => conclude(inbound, outcome),
            (error) => concludeFailure(inbound, error, said),
          ),
        );
      }
      return cardSays(sentences.working);
    },
    async greet(activity) {
      const inbound = inboundOf(activity);
      const { result, joined } = jobs.run(`greet|${inbound.conversationId}`, () => conversing.greet(inbound));
      if (joined) return void (await Promise.allSettled([result]));
      await result.then(
        (outcome) => conclude(inbound, outcome),
        (error) => concludeFailure(inbound, error),
      );
    },
  };
}
