import { createHash } from 'node:crypto';
import { featuresOf } from './features.ts';
import { folderOf, QUESTIONS } from './intents.ts';
import type { Labelled } from './training.ts';

/** All examples of all questions; `label` is the place in QUESTIONS. Every question must have some. */
export async function readTrainingSet(): Promise<Labelled[]> {
  const all: Labelled[] = [];
  for (const [label, question] of QUESTIONS.entries()) {
    const { examples } = (await import(`../questions/${folderOf(question)}/examples.ts`)) as { examples: string[] };
    for (const text of examples) all.push({ text, label });
  }
  return all;
}

/** Changes whenever the examples, their labels or the way they are read change: tells a stale model. */
export function digestOf(set: readonly Labelled[]): string {
  const hash = createHash('sha256').update(QUESTIONS.join());
  for (const { text, label } of set) {
    hash.update(`\n${label} ${text}`);
    for (const [bucket, value] of featuresOf(text)) hash.update(` ${bucket}:${value.toFixed(4)}`);
  }
  return hash.digest('hex');
}
