import { headingText, withoutAddresses } from '../cards/escape.ts';

/** Words for a chat message, where Markdown is read: nothing in them is active and no address is named. */
export function plainWords(words: string): string {
  return withoutAddresses(headingText(words, 400));
}
