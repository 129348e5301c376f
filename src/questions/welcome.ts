import { welcomeCard } from '../cards/welcome/index.ts';
import type { Answer, Asker } from './question.ts';

/** The first screen: what this is, three presses and a few sentences to type. */
export function welcomeAnswer(asker: Asker): Answer {
  const sayings = [
    'what is in quarantine since Monday?',
    'why was the CEO update held?',
    'who did not get the town hall mail?',
    'what does SFV:SKQ mean?',
  ];
  const card = welcomeCard({
    name: asker.name,
    examples: [
      { title: 'What is in quarantine?', verb: 'quarantine.list', data: {} },
      { title: 'How many, and why?', verb: 'quarantine.count', data: {} },
      { title: 'What to allow', verb: 'allowlist.endpoints', data: {} },
    ],
    sayings,
  });
  const text = `Hello. I find your ContactMonkey mail in Microsoft Defender quarantine and tell why it was held. Ask, for example: ${sayings.join(' ')}`;
  return { text, card, sources: [], couldNot: [], audience: 'askerOnly' };
}
