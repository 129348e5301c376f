import { readFileSync } from 'node:fs';
import type { Entities } from '../../src/questions/question.ts';

export interface HeldOut {
  text: string;
  intent: string;
  entities: Entities;
}

/** Sentences that were written before the model was tuned and are never learnt from. */
export function readHeldOut(): HeldOut[] {
  const lines = readFileSync(new URL('./held-out.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as HeldOut);
}

/** Every value with its name, for comparison. */
export function valuesOf(entities: Entities): Set<string> {
  return new Set(Object.entries(entities).flatMap(([name, value]) => [value].flat().map((one) => `${name}=${one}`)));
}
