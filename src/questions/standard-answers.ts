import { errorCard } from '../cards/error/index.ts';
import { messageCard } from '../cards/message/index.ts';
import { refusalCard } from '../cards/refusal/index.ts';
import type { NotRead } from '../defender/reading.ts';
import type { Answer } from './question.ts';

/** Plain words without a card. */
export function words(text: string, more: Partial<Answer> = {}): Answer {
  return { text, card: null, sources: [], couldNot: [], ...more };
}

/** The whole question stays open because one thing could not be read. */
export function couldNotAnswer(why: NotRead): Answer {
  const paragraphs = [why.sentence, why.advice].filter((part) => part !== '');
  const card = messageCard({ title: 'I could not answer that', tone: 'warning', paragraphs });
  return words(sentenceOf(why), { card, couldNot: [why], unanswered: true });
}

/** What happened and what to do about it, as one or two sentences. */
export function sentenceOf(why: NotRead): string {
  return [why.sentence, why.advice].filter((part) => part !== '').join(' ');
}

/** All that stays open, to be put under an answer that is otherwise good; empty when nothing does. */
export function openEnds(couldNot: NotRead[]): string {
  const lines = [...new Set(couldNot.map((why) => `- ${why.what}: ${sentenceOf(why)}`))];
  return lines.length === 0 ? '' : `\n\nCould not check:\n${lines.join('\n')}`;
}

export function notAllowed(): Answer {
  const because = 'You are not on the list of people who may ask me about this organisation’s mail.';
  const advice =
    'Ask the administrator who runs Quarantine Watch to add you, or a group you belong to, to its readers.';
  const card = refusalCard({ because, contacts: [advice] });
  return words(`${because} ${advice}`, { card, unanswered: true, audience: 'askerOnly' });
}

/** A fault of ours: the person gets a reference, the log gets the rest. */
export function ourFault(reference: string): Answer {
  const why: NotRead = {
    what: 'the question',
    kind: 'badAnswer',
    sentence: 'Something went wrong on our side while answering, and nothing was changed.',
    advice: `Try again; if it happens again, give your administrator the reference ${reference}.`,
  };
  const card = errorCard({ referenceId: reference, whatHappened: why.sentence, whatToDo: why.advice });
  return words(sentenceOf(why), { card, couldNot: [why], unanswered: true });
}

/** The question is understood but nobody answers it. */
export function notAnsweredYet(): Answer {
  const why: NotRead = {
    what: 'this question',
    kind: 'notConfigured',
    sentence: 'I understand the question, but I have no answer to it.',
    advice: 'Ask for help to see what I can answer.',
  };
  return couldNotAnswer(why);
}
