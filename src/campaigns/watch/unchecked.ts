import type { WatchState } from './watch-state.ts';

const byHunting = 'Blocked links and moves to Junk Email after delivery were not checked';
const mostTold = 3;

/** What a test that passed was not checked for, in sentences for people: silence there is no good news. Empty when all was seen. */
export function uncheckedOf({ huntedAt, huntingOffUntil, lacks }: WatchState): string[] {
  const isOfHunting = ({ what }: { what: string }) => /hunting/i.test(what);
  const refused = lacks.find(isOfHunting);
  const isHunted = huntedAt !== null && huntingOffUntil === null && refused === undefined;
  const hunting = isHunted ? [] : [`${byHunting}: ${refused?.sentence ?? 'advanced hunting is not available.'}`];
  // Requests and releases are not of the test.
  const rows = lacks.filter((lack) => !isOfHunting(lack) && /trace|the quarantine/i.test(lack.what));
  return [...hunting, ...rows.map(({ sentence }) => sentence)].slice(0, mostTold);
}
