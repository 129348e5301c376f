import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import type { Reply } from '../questions/assistant.ts';
import type { Conversation } from '../questions/conversation.ts';
import type { Asker, Entities } from '../questions/question.ts';
import type { RefusalReason, Refusals } from '../store/refusals.ts';
import type { FileFetcher } from './attached-files.ts';
import { type Clock, settlesWithin } from './clock.ts';
import type { ConversationDirectory } from './conversation-directory.ts';
import type { Delivered, Delivery } from './delivery.ts';
import type { Inbound } from './inbound.ts';
import { mayTalk } from './may-hear.ts';
import { textOf } from './message-text.ts';
import type { Organisation, OrganisationOf } from './organisation.ts';
import { withoutThread } from './outbox/without-thread.ts';
import { sentences } from './sentences.ts';

/** How a question ended: an answer was posted somewhere, or all there is is a sentence for the asker alone. */
export type Outcome = { delivered: Delivered } | { refusal: string };

/** Of the work on one question: when to give it up, and what to end before its answer is posted. */
export interface UnderWay {
  signal: AbortSignal;
  beforePosting?: () => Promise<void>;
}

/** Who asks, and the organisation whose assistant answers. */
interface Admitted {
  asker: Asker;
  organisation: Organisation;
}

/** Questions, presses and greetings of people, from the check of their rights to the posted answer. */
export interface Conversing {
  message(inbound: Inbound, under: UnderWay): Promise<Outcome>;
  press(inbound: Inbound, verb: string, data: Entities, under: UnderWay): Promise<Outcome>;
  greet(inbound: Inbound): Promise<Outcome>;
}

/** What a button of the cards carries as `deliver` when its answer belongs in the asker's own chat. */
const personalChat = 'personal';
const rememberFor = 2 * 3_600_000;
/** Nobody waits longer for a refusal because it cannot be written down just now. */
const recordBudget = 1500;
/** What was tried by typing: the words of a stranger are not looked at. */
const typed = 'ask';

function onlyNotes(notes: string[], conversation: Conversation): Reply {
  return {
    understanding: { intent: 'attachment.unread', confidence: 1, entities: {} },
    answer: { text: notes.join('\n\n'), card: null, sources: [], couldNot: [], unanswered: true },
    conversation,
  };
}

function whereOf({ conversationId }: Inbound) {
  const channel = withoutThread(conversationId);
  return { conversationId: channel, ...(channel === conversationId ? {} : { threadId: conversationId }) };
}

export function createConversing(options: {
  organisationOf: OrganisationOf;
  delivery: Delivery;
  directory: ConversationDirectory;
  fetchFiles: FileFetcher;
  clock: Clock;
  log: Log;
  refusals?: Refusals;
}): Conversing {
  const { organisationOf, delivery, directory, fetchFiles, clock, log } = options;
  const conversations = new LRUCache<string, Conversation>({
    max: 5000,
    ttl: rememberFor,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
  });

  async function keepRefusal(inbound: Inbound, action: string, reason: RefusalReason): Promise<void> {
    if (!options.refusals) return;
    const { objectId, name, place } = inbound;
    const tenantId = organisationOf(inbound.tenantId)?.tenantId ?? inbound.tenantId;
    const by = objectId === null ? null : { id: objectId, name };
    const what = { at: clock.now(), by, action, reason, details: { place }, tenantId };
    await settlesWithin(options.refusals.keep(what), recordBudget, clock);
  }

  function askerOf(inbound: Inbound, tenantId: string, objectId: string, held: Asker['roles']): Asker {
    const { name, timeZone, locale } = inbound;
    return { objectId, tenantId, name, roles: held, timeZone, locale };
  }

  /** The asker, or the sentence that says why there is none. Every refusal is in the log and kept on record. */
  async function admit(inbound: Inbound, action: string): Promise<Admitted | string> {
    const { objectId, place, tenantId } = inbound;
    if (objectId === null) {
      log.warn({ event: 'refused', reason: 'noIdentity', place }, 'a question without identity was refused');
      await keepRefusal(inbound, action, 'noIdentity');
      return sentences.noIdentity;
    }
    const organisation = organisationOf(tenantId);
    if (organisation === null) {
      log.warn({ event: 'refused', reason: 'notServed', user: objectId, tenantId, place }, 'a tenant is not served');
      await keepRefusal(inbound, action, 'notServed');
      return sentences.notServed;
    }
    const verdict = await organisation.roles(objectId);
    if (!verdict.known) {
      log.warn({ event: 'refused', reason: 'rolesUnknown', user: objectId, place }, 'rights could not be checked');
      await keepRefusal(inbound, action, 'rolesUnknown');
      return sentences.rolesUnknown;
    }
    if (mayTalk(verdict.roles))
      return { organisation, asker: askerOf(inbound, organisation.tenantId, objectId, verdict.roles) };
    log.warn({ event: 'refused', reason: 'notAReader', user: objectId, place }, 'a stranger was refused');
    await keepRefusal(inbound, action, 'noRole');
    return sentences.refused;
  }

  /** A group is greeted, whoever brought the bot there. */
  function anybody(inbound: Inbound): Admitted | string {
    const organisation = organisationOf(inbound.tenantId);
    if (organisation === null) return sentences.notServed;
    return { organisation, asker: askerOf(inbound, organisation.tenantId, inbound.objectId ?? '', []) };
  }

  async function converse(
    inbound: Inbound,
    action: string,
    { beforePosting }: UnderWay,
    work: (admitted: Admitted, conversation: Conversation) => Promise<Reply>,
  ): Promise<Outcome> {
    const admitted = await admit(inbound, action);
    if (typeof admitted === 'string') return { refusal: admitted };
    const { asker } = admitted;
    const startedAt = clock.now().getTime();
    const memoryOf = (conversationId: string) => `${asker.tenantId}|${conversationId}|${asker.objectId}`;
    const key = memoryOf(inbound.conversationId);
    const reply = await work(admitted, conversations.get(key) ?? {});
    conversations.set(key, reply.conversation);
    if (reply.answer.notice) return { refusal: reply.answer.text };
    await beforePosting?.();
    const { delivered, conversationId } = await delivery.answer(inbound, reply.answer);
    if (delivered === 'personally') conversations.set(memoryOf(conversationId), reply.conversation);
    const { intent, confidence } = reply.understanding;
    const couldNot = reply.answer.couldNot.map((entry) => entry.kind);
    const milliseconds = clock.now().getTime() - startedAt;
    const said = { intent, confidence, couldNot, delivered, milliseconds };
    log.info({ event: 'answered', user: asker.objectId, place: inbound.place, ...said }, 'answered');
    return { delivered };
  }

  return {
    message(inbound, under) {
      const { signal } = under;
      return converse(inbound, typed, under, async ({ asker, organisation }, conversation) => {
        const { files, sentences: notes } = await fetchFiles(inbound.activity, signal);
        const text = textOf(inbound.activity);
        if (notes.length > 0 && text === '' && files.length === 0) return onlyNotes(notes, conversation);
        if (notes.length > 0) await delivery.here(inbound, notes.join('\n\n'));
        const asked = text === '' && files.length === 0 ? 'help' : text;
        return organisation.assistant.ask({
          text: asked,
          files,
          asker,
          place: inbound.place,
          now: clock.now(),
          conversation,
          ...whereOf(inbound),
          signal,
        });
      });
    },
    press(inbound, verb, { deliver, ...data }, under) {
      const { signal } = under;
      const alone = deliver === personalChat && inbound.place !== 'personal';
      const place = alone ? 'personal' : inbound.place;
      return converse(inbound, verb, under, async ({ asker, organisation }, conversation) => {
        const conversationId = withoutThread(inbound.conversationId);
        const now = clock.now();
        const pressedMessageId = inbound.activity.replyToId;
        const where = { conversationId, ...(pressedMessageId === undefined ? {} : { pressedMessageId }) };
        const request = { verb, data, asker, place, now, conversation, ...where, signal };
        const reply = await organisation.assistant.press(request);
        return alone ? { ...reply, answer: { ...reply.answer, audience: 'askerOnly' } } : reply;
      });
    },
    async greet(inbound) {
      if (!(await directory.greetOnce(inbound.conversationId))) return { delivered: 'here' };
      const admitted = inbound.place === 'personal' ? await admit(inbound, 'greet') : anybody(inbound);
      if (typeof admitted === 'string') return { refusal: admitted };
      const answer = admitted.organisation.assistant.welcome(admitted.asker);
      const { delivered } = await delivery.answer(inbound, { ...answer, audience: 'everyone' });
      return { delivered };
    },
  };
}
