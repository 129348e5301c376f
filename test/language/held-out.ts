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

export interface HeldOutCommand {
  text: string;
  /** The finer question where there is one. */
  question: string;
  /** The kind of thing that was spoken of before. */
  after?: string;
}

/** What people type about alerts, tickets and tests, and about all else beside it; never learnt from. */
export function readHeldOutCommands(): HeldOutCommand[] {
  const lines = readFileSync(new URL('./held-out-commands.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as HeldOutCommand);
}
