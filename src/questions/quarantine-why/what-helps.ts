import type { Cause } from '../../defender/attribution/cause.ts';

const sayingNo =
  /^no |^there is no|\bdo(?:es)? not\b|\baren't\b|\bdo nothing\b|\bcannot be\b|\bhave no say\b|\bbeats? \w+ allow\b|\bno tenant allow\b/i;

/** What is known about allowing, told apart: what can help against the cause, and what cannot. */
export function whatHelps(causes: Cause[]): { canHelp: string | null; cannotHelp: string | null } {
  const cause = causes.find((one) => one.effect === 'stopped');
  const sentences = cause?.allowing?.split(/(?<=\.)\s+(?=[A-Z])/) ?? [];
  const cannot = sentences.filter((sentence) => sayingNo.test(sentence));
  const can = sentences.filter((sentence) => !sayingNo.test(sentence));
  return { canHelp: can.join(' ') || null, cannotHelp: cannot.join(' ') || null };
}
