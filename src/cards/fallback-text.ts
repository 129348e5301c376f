import { plainText } from './escape.ts';

/** What a client shows that cannot show the card, and a feed shows of it: the facts in one line, at most 500 characters. */
export function fallbackText(...facts: (string | null | undefined)[]): string {
  const sentences = facts
    .filter((fact): fact is string => typeof fact === 'string' && fact.trim() !== '')
    .map((fact) => plainText(fact, 200))
    .map((fact) => (/[.!?\u2026]$/.test(fact) ? fact : `${fact}.`));
  return plainText(sentences.join(' '), 500) || 'A card of Quarantine Watch.';
}
