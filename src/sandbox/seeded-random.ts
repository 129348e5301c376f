import { createHash } from 'node:crypto';

/** A small deterministic generator: the same seed gives the same company on every machine. */
export interface SeededRandom {
  /** A number in [0, 1). */
  next(): number;
  /** An integer in [low, high]. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  guid(): string;
}

/** The 32-bit state `seed` walked by the mulberry32 steps. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }
  function between(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  return {
    next,
    between,
    pick: <T>(items: readonly T[]) => items[between(0, items.length - 1)] as T,
    guid: () => {
      let hex = '';
      for (let word = 0; word < 4; word++) hex += ((next() * 4294967296) >>> 0).toString(16).padStart(8, '0');
      return dashed(hex);
    },
  };
}

/** A GUID that depends on the text only. */
export function guidOf(text: string): string {
  return dashed(createHash('sha256').update(text).digest('hex'));
}

const remembered = new Map<string, string>();

/** `guidOf` for texts that come again and again; keeps the last few thousand. */
export function rememberedGuid(text: string): string {
  const known = remembered.get(text);
  if (known) return known;
  if (remembered.size >= 10_000) remembered.clear();
  const guid = guidOf(text);
  remembered.set(text, guid);
  return guid;
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
