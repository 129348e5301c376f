import { randomBytes } from 'node:crypto';
import { deliverPersonally } from '../cards/buttons.ts';
import { NotReadError } from '../defender/reading.ts';
import { type Understood, understand as understandWords } from '../language/index.ts';
import type { AskRequest, Assistant, PressRequest, Reply, Understanding } from './assistant.ts';
import type { QuestionDeps } from './deps.ts';
import { askBack, isUnsure } from './did-you-mean.ts';
import { cleanEntities, many, one } from './entities.ts';
import { rememberTurn } from './memory.ts';
import type { Answer, Asker, Entities, Place, QuestionRequest } from './question.ts';
import { createQuestionRegistry, type QuestionRegistry } from './registry.ts';
import { refused } from './shared/refused.ts';
import { couldNotAnswer, notAllowed, notAnsweredYet, ourFault } from './standard-answers.ts';
import { ticketsAlone, ticketsWelcome } from './tickets/tickets-alone.ts';
import { welcomeAnswer } from './welcome.ts';

const help = 'smalltalk/help';

export interface AssistantDeps extends QuestionDeps {
  understand?: typeof understandWords;
  questions?: QuestionRegistry;
  /** For ContactMonkey's own people: whatever role the asker holds, the answers are about tickets and nothing else. */
  ticketsAlone?: boolean;
  /** Where faults of ours go, with the reference a person was given. */
  log?: { error(meta: object, message: string): void };
  newReference?: () => string;
}

/**
 * The product behind any front: understands a sentence or a pressed button, checks who asks, and lets the question answer.
 * Who may not read gets a refusal before anything is understood or read.
 */
export function createAssistant(deps: AssistantDeps): Assistant {
  const questions = deps.questions ?? createQuestionRegistry();
  const newReference = deps.newReference ?? (() => randomBytes(4).toString('hex').toUpperCase());
  const toUnderstand = deps.understand ?? understandWords;
  const questionDeps: QuestionDeps = { ...deps, allQuestions: () => questions.all() };

  function understandTurn(request: AskRequest): Understood {
    const { conversation, files, asker } = request;
    return toUnderstand(request.text, { conversation, hasFiles: files.length > 0, ticketsOnly: !mayRead(asker) });
  }

  /** Who writes in the thread of an alert's card speaks of that alert, unless something else was spoken of there since. */
  async function inThread(request: AskRequest): Promise<AskRequest> {
    const { conversation, conversationId, threadId, asker } = request;
    if (conversationId === undefined || threadId === undefined || conversation.subject || !mayRead(asker))
      return request;
    try {
      const key = await deps.alerts?.ofThread(conversationId, threadId);
      return key ? { ...request, conversation: { ...conversation, subject: { kind: 'alert', key } } } : request;
    } catch (error) {
      deps.log?.error({ err: error }, 'the alert of a thread could not be looked up');
      return request;
    }
  }

  async function ask(asked: AskRequest): Promise<Reply> {
    if (!mayRead(asked.asker) && !worksOnTickets(asked.asker)) return refusal(asked, 'ask');
    const request = await inThread(asked);
    const { question, alternatives, ...understanding } = understandTurn(request);
    if (isTicketHelp(request.asker, question)) return keep(request, understanding, ticketsWelcome(request.asker.name));
    if (!mayAsk(request.asker, question)) return refusal(request, question);
    if (isUnsure(understanding)) return keep(request, understanding, askBack(understanding, question, alternatives));
    return answerWith(understanding, question, request);
  }

  async function press(request: PressRequest): Promise<Reply> {
    const { verb, data, ...rest } = request;
    const asked: AskRequest = { ...rest, text: '', files: [] };
    const understanding = { intent: verb, confidence: 1, entities: cleanEntities(data) };
    if (isTicketHelp(request.asker, verb)) return keep(asked, understanding, ticketsWelcome(request.asker.name));
    if (!mayAsk(request.asker, verb)) return refusal(asked, verb);
    return answerWith(understanding, verb, asked);
  }

  async function answerWith(understanding: Understanding, name: string, request: AskRequest): Promise<Reply> {
    const { entities } = understanding;
    const isPrivate = isForAskerAlone(entities, request.place);
    const place = isPrivate ? 'personal' : request.place;
    const answer = await guarded(name, async () => {
      const question = (await questions.find(name)) ?? (await questions.find(understanding.intent));
      if (!question) return notAnsweredYet();
      const asked: QuestionRequest = { ...request, place, entities };
      return question.answer(asked, questionDeps);
    });
    return keep(request, understanding, isPrivate ? { ...answer, audience: 'askerOnly' } : answer);
  }

  async function guarded(intent: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotReadError) return couldNotAnswer(error.why);
      const reference = newReference();
      deps.log?.error({ err: error, reference, intent: intent.slice(0, 60) }, 'a question failed');
      return ourFault(reference);
    }
  }

  async function refusal(request: AskRequest, action: string): Promise<Reply> {
    const understanding = { intent: 'permissions', confidence: 0, entities: {} };
    const sorry = worksOnTickets(request.asker) ? ticketsAlone() : notAllowed();
    const answer = await refused(request, questionDeps, action, sorry);
    return { understanding, answer, conversation: request.conversation };
  }

  function understand(request: AskRequest): Understanding {
    const { intent, confidence, entities } = understandTurn(request);
    return { intent, confidence, entities };
  }

  function welcome(asker: Asker): Answer {
    return deps.ticketsAlone || isTicketHelp(asker, help) ? ticketsWelcome(asker.name) : welcomeAnswer(asker);
  }

  function mayRead(asker: Asker): boolean {
    if (deps.ticketsAlone) return false;
    return asker.roles.some((role) => role === 'reader' || role === 'operator' || role === 'approver');
  }

  /** Customer success managers read nobody's mail: they ask about tickets alone, and see of them what was shared. */
  function mayAsk(asker: Asker, question: string): boolean {
    return mayRead(asker) || (worksOnTickets(asker) && question.startsWith('ticket.'));
  }

  function isTicketHelp(asker: Asker, question: string): boolean {
    return question === help && worksOnTickets(asker) && !mayRead(asker);
  }

  return { understand, ask, press, welcome };
}

function worksOnTickets(asker: Asker): boolean {
  return asker.roles.includes('csm');
}

/** A question about a person, and whatever a button asks to be delivered so, is answered where nobody reads along. */
function isForAskerAlone(entities: Entities, place: Place): boolean {
  if (place !== 'channel' && place !== 'groupChat') return false;
  return one(entities, 'deliver') === deliverPersonally || many(entities, 'recipient').length > 0;
}

function keep(request: AskRequest, understanding: Understanding, answer: Answer): Reply {
  const conversation = rememberTurn(request.conversation, understanding.intent, understanding.entities, answer);
  return { understanding, answer, conversation };
}
