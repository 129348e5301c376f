import type { NotDone } from './ticket-room.ts';

export function done<T>(value: T): { done: true; value: T } {
  return { done: true, value };
}

/** What cannot be done as it was asked; nothing was changed. */
export function invalid(sentence: string): NotDone {
  return { done: false, why: 'invalid', sentence, view: null };
}
