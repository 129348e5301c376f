import { randomInt } from 'node:crypto';

/** Letters and digits that are not mistaken for one another when read aloud. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short name for one fault, told to the person and written to the log. */
export function newFaultReference(): string {
  return `QW-${Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')}`;
}
