/** True when every word of `wanted` stands in the subject, whatever the case, accents and punctuation. */
export function hasAllWords(subject: string, wanted: string): boolean {
  const there = new Set(wordsOf(subject));
  const asked = wordsOf(wanted);
  return asked.length > 0 && asked.every((word) => there.has(word));
}

function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, 1_000)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
