import type { NotRead } from '../defender/reading.ts';
import { plainText } from './escape.ts';

const shown = 4;

/** Rows of the "Could not check" block, for the part `not-read`. Empty when all was read. */
export function notReadView(couldNot: NotRead[]) {
  const rows = couldNot.slice(0, shown).map((one) => ({
    what: plainText(one.what, 80),
    sentence: plainText(one.sentence, 300),
    advice: plainText(one.advice, 300),
  }));
  const rest = couldNot.length - rows.length;
  return { rows, rest: rest > 0 ? [{ words: `and ${rest} more that could not be checked.` }] : [] };
}
