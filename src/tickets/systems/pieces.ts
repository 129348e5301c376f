import { codeText } from '../../cards/escape.ts';

/** Where a text may be parted, the best first: after a paragraph, a line, a sentence, a word. */
const seams = [/\n{2,}/g, /\n/g, /[.!?…]["')\]”’]?\s+/g, /\s+/g];
/** Room for "(12 of 33)" before a piece. */
const countRoom = 16;

/**
 * A text from a ticketing system as messages of at most `most` characters (UTF-16), nothing of it lost but what cannot be seen; several
 * say which of how many they are.
 */
export function messagePieces(text: string, most: number): string[] {
  let rest = codeText(text).trim();
  if (rest.length <= most) return rest === '' ? [] : [rest];
  const pieces: string[] = [];
  while (rest.length > most - countRoom) {
    const end = endOf(rest, most - countRoom);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).replace(/^\s+/, '');
  }
  if (rest !== '') pieces.push(rest);
  return pieces.map((piece, index) => `(${index + 1} of ${pieces.length}) ${piece}`);
}

/** A seam in the second half if there is one, else between two characters. */
function endOf(text: string, most: number): number {
  const head = text.slice(0, most);
  for (const seam of seams) {
    const last = [...head.matchAll(seam)].at(-1);
    const end = last ? last.index + last[0].length : 0;
    if (end > most / 2) return end;
  }
  const code = text.charCodeAt(most - 1);
  return code >= 0xd800 && code <= 0xdbff ? most - 1 : most;
}
