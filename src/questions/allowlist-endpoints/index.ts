import { endpointsCard } from '../../cards/endpoints/index.ts';
import { type Endpoint, endpointsFor } from '../../contactmonkey/endpoints.ts';
import type { QuestionDeps } from '../deps.ts';
import { many } from '../entities.ts';
import type { Answer, Question, QuestionRequest } from '../question.ts';
import { examples } from './examples.ts';
import { regionsOf } from './region-words.ts';

/** Which domains, URLs and addresses to allow, by region, each with source and date; what is unknown says so. */
export const question: Question = {
  intent: 'allowlist.endpoints',
  help: 'Which ContactMonkey domains and addresses there are, by region',
  examples,
  answer,
};

async function answer(request: QuestionRequest, deps: QuestionDeps): Promise<Answer> {
  const regions = regionsOf(many(request.entities, 'region'));
  const entries = endpointsFor(regions, deps.profile);
  const card = endpointsCard({
    entries,
    couldNot: [],
    buttons: [{ title: 'How to allow safely', verb: 'allowlist.add', data: {} }],
  });
  const known = entries.filter((entry) => entry.value !== null);
  const open = entries.filter((entry) => entry.value === null);
  return {
    text: [
      'What ContactMonkey uses; listing it does not say that all of it should be allowed everywhere.',
      ...known.map(line),
      ...(open.length > 0 ? ['Ask your CSM for:', ...open.map((entry) => `- ${entry.purpose} (${entry.kind})`)] : []),
    ].join('\n'),
    card,
    sources: [...new Set(known.map((entry) => dated(entry)))],
    couldNot: [],
    audience: 'everyone',
  };
}

function line(entry: Endpoint): string {
  return `- ${entry.value} (${entry.kind}, ${entry.region}): ${entry.purpose}. ${dated(entry)}`;
}

function dated({ source, date }: Endpoint): string {
  return date === '' ? source : `${source}, ${date}`;
}
