import { helpCard } from '../../cards/help/index.ts';
import type { QuestionDeps } from '../deps.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { words } from '../standard-answers.ts';
import { courtesyFor } from './courtesies.ts';
import { examples } from './examples.ts';
import { helpGroups } from './help-groups.ts';

/** What can be asked, in groups, with sentences to type. */
export const question: Question = {
  intent: 'smalltalk/help',
  help: 'What you can ask me',
  examples,
  answer,
};

let last: { key: string; answer: Answer } | null = null;

/** The same for everybody as long as the questions are the same, so it is made once. */
async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const courtesy = courtesyFor(request.text);
  if (courtesy !== null) return words(courtesy, { audience: 'everyone' });
  const answered = new Map(((await deps.allQuestions?.()) ?? []).map((one) => [one.intent, one.help]));
  const key = JSON.stringify([...answered]);
  if (last?.key !== key) last = { key, answer: helpFor(answered) };
  return last.answer;
}

function helpFor(answered: Map<string, string | undefined>): Answer {
  const groups = helpGroups.map(({ heading, lines }) => ({
    heading,
    lines: lines
      .filter(({ intent }) => answered.has(intent))
      .map(({ intent, say }) => ({ say, what: answered.get(intent) ?? '' })),
  }));
  const shown = groups.filter((group) => group.lines.length > 0);
  const card = helpCard({
    groups: shown,
    buttons: [
      { title: 'What is in quarantine?', verb: 'quarantine.list', data: {} },
      { title: 'How many, and why?', verb: 'quarantine.count', data: {} },
      { title: 'What to allow', verb: 'allowlist.endpoints', data: {} },
    ],
  });
  const lines = shown.flatMap((group) => [
    `${group.heading}:`,
    ...group.lines.map(({ say, what }) => `- “${say}” – ${what}`),
  ]);
  return {
    text: [
      'I find your ContactMonkey mail in Defender quarantine and tell why it was held. You can ask:',
      ...lines,
    ].join('\n'),
    card,
    sources: [],
    couldNot: [],
    audience: 'everyone',
  };
}
