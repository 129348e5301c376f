import type { AdaptiveCard } from '../adaptive-card.ts';
import { actionBar, type Button } from '../buttons.ts';
import { plainText } from '../escape.ts';
import { expand } from '../expand.ts';
import { fallbackText } from '../fallback-text.ts';
import template from './template.json' with { type: 'json' };

export interface RefusalData {
  /** What is missing, in a sentence: "Quarantine questions are for members of the reader groups." */
  because: string;
  /** Who can grant it or answer instead; empty shows the general advice. */
  contacts: string[];
  buttons?: Button[];
}

/** A polite no, with a way on. */
export function refusalCard(data: RefusalData): AdaptiveCard {
  const contacts =
    data.contacts.length > 0 ? data.contacts : ['The administrator who set up this app in your company.'];
  return expand(template, {
    because: plainText(data.because, 400),
    contacts: contacts.slice(0, 6).map((words) => ({ words: plainText(words, 160) })),
    fallbackText: fallbackText('You are not allowed to ask this here', data.because, `Whom to ask: ${contacts[0]}`),
    ...actionBar(data.buttons ?? []),
  });
}
