import type { Entities } from '../../questions/question.ts';

const TAKEN = '\ue000';

/** A text of which parts are taken, one after the other, each for one meaning. Offsets stay those of the text. */
export interface Scan {
  readonly text: string;
  /** The text with taken parts blanked out by a character that no pattern matches. */
  rest: string;
  found: Entities;
}

export function scanOf(text: string): Scan {
  return { text, rest: text, found: {} };
}

/** Blanks out a span so that no later rule reads it again. */
export function take(scan: Scan, start: number, end: number): void {
  scan.rest = scan.rest.slice(0, start) + TAKEN.repeat(Math.max(0, end - start)) + scan.rest.slice(end);
}

/** Blanks out every match of `pattern` (flag g): words that are known to be no value. */
export function blank(scan: Scan, pattern: RegExp): void {
  for (const match of [...scan.rest.matchAll(pattern)]) take(scan, match.index, match.index + match[0].length);
}

/** Notes a value; a second different one makes a list, in the order of finding. */
export function note(scan: Scan, name: string, value: string): void {
  const clean = value.trim();
  if (clean === '') return;
  const before = scan.found[name];
  if (before === undefined) scan.found[name] = clean;
  else if (typeof before === 'string') {
    if (before.toLowerCase() !== clean.toLowerCase()) scan.found[name] = [before, clean];
  } else if (!before.some((known) => known.toLowerCase() === clean.toLowerCase())) before.push(clean);
}

/**
 * Takes every match of `pattern` (flags g and d, a named group `v` for the value) and notes its value under `name`.
 * `as` may rename the value, or drop the match by returning null.
 */
export function takeAll(scan: Scan, pattern: RegExp, name: string, as: (value: string) => string | null = same): void {
  for (const match of [...scan.rest.matchAll(pattern)]) {
    const span = match.indices?.groups?.v;
    const value = match.groups?.v;
    if (span === undefined || value === undefined) continue;
    const named = as(value);
    if (named === null) continue;
    note(scan, name, named);
    take(scan, span[0], span[1]);
  }
}

function same(value: string): string {
  return value;
}
