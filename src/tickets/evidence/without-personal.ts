import { withoutAddresses } from '../../cards/escape.ts';

const leftOut = '(left out)';
/** Shorter words are too common to be told from the sentence around them. */
const shortest = 3;

/**
 * Text without mail addresses and without the given words (subjects, names, addresses), whatever their case and spacing.
 * Used on sentences that quote a mail, so that the part they stand in names nobody.
 */
export function withoutPersonal(words: readonly (string | null | undefined)[]): (text: string) => string {
  const known = [...new Set(words.flatMap((word) => spellings(word ?? '')))]
    .filter((word) => word.length >= shortest)
    .sort((a, b) => b.length - a.length);
  if (known.length === 0) return withoutAddresses;
  const pattern = new RegExp(
    known.map((word) => RegExp.escape(word).replaceAll(/(?:\\x20)+/g, '\\s+')).join('|'),
    'giu',
  );
  return (text) => withoutAddresses(text.replaceAll(pattern, leftOut)).replaceAll(pattern, leftOut);
}

/** A header's `Name <address>` is known by its name, by its address, and by the name in the address. */
function spellings(word: string): string[] {
  const text = word.replaceAll(/\s+/g, ' ').trim();
  const [, name, address] = /^"?([^"<]*?)"?\s*<([^>]*)>$/.exec(text) ?? [];
  return [text, name?.trim() ?? '', address?.trim() ?? ''].filter((one) => one !== '');
}
