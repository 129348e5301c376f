import { codeText, plainText } from '../cards/escape.ts';
import { longestMessage } from './decide.ts';

/** What a person typed, with what cannot be seen taken out; line breaks stay. What is kept is what is sent and shown. */
export function cleanText(text: string): string {
  return codeText(text)
    .trim()
    .slice(0, longestMessage + 1)
    .toWellFormed();
}

/** One line of at most 120 characters. */
export function cleanTitle(text: string): string {
  return plainText(text, 120);
}
