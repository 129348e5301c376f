const SHORTEST = 4;

/** Finds the known word that a misspelt one was meant to be. Built once per vocabulary, by deletions of one letter. */
export interface Speller {
  /** The word itself when known; else a known word one edit away (swap, drop, double, wrong letter); else null. */
  correct(word: string): string | null;
}

export function spellerFor(vocabulary: Iterable<string>): Speller {
  const known = new Set(vocabulary);
  let byDeletion: Map<string, string> | undefined;
  return {
    correct(word) {
      if (known.has(word)) return word;
      if (word.length < SHORTEST || /\d/.test(word)) return null;
      byDeletion ??= indexDeletions(known);
      return nearest(word, known, byDeletion);
    },
  };
}

function indexDeletions(known: Set<string>): Map<string, string> {
  const index = new Map<string, string>();
  for (const word of known) {
    if (word.length < SHORTEST) continue;
    for (const shorter of deletions(word)) if (!index.has(shorter)) index.set(shorter, word);
  }
  return index;
}

function nearest(word: string, known: Set<string>, byDeletion: Map<string, string>): string | null {
  const dropped = byDeletion.get(word);
  if (dropped !== undefined) return dropped;
  for (const shorter of deletions(word)) if (shorter.length >= SHORTEST && known.has(shorter)) return shorter;
  for (const shorter of deletions(word)) {
    const candidate = byDeletion.get(shorter);
    // A shared first letter: people rarely miss it, and names ("jane") would else become words ("lane").
    if (candidate !== undefined && word.length > SHORTEST && candidate[0] === word[0]) return candidate;
  }
  return null;
}

function* deletions(word: string): Generator<string> {
  for (let at = 0; at < word.length; at++) yield word.slice(0, at) + word.slice(at + 1);
}
