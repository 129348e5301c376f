import type { Region } from '../../contactmonkey/sender-profile.ts';

const words: [pattern: RegExp, region: Region][] = [
  [/\b(?:us|u\.s\.|usa|united states|america\w*|north america\w*|states)\b/i, 'us'],
  [/\b(?:eu|e\.u\.|europe\w*|emea)\b/i, 'eu'],
  [/\b(?:ca|canad\w*)\b/i, 'ca'],
  [/\b(?:au|aus|australia\w*|apac|anz)\b/i, 'au'],
];

/** The ContactMonkey regions that words name, each once; none when they name no region. */
export function regionsOf(texts: string[]): Region[] {
  const found = words.filter(([pattern]) => texts.some((text) => pattern.test(text)));
  return found.map(([, region]) => region);
}
