import { inflateRawSync } from 'node:zlib';
import { BUCKETS, featuresOf } from './features.ts';
import { type Intent, intentOf, type QuestionName } from './intents.ts';
import model from './model.json' with { type: 'json' };
import { scores, softmax } from './training.ts';

export interface Guess {
  intent: Intent;
  /** The finer question behind the intent, or the intent itself. */
  question: QuestionName;
  /** 0 to 1; the chances of all intents sum to 1. */
  confidence: number;
}

const questions = model.questions as QuestionName[];
let unpacked: Float32Array | undefined;

/** What a text may be about, likeliest first, one entry per intent. */
export function classify(text: string): Guess[] {
  unpacked ??= unpack();
  const chances = softmax(scores(unpacked, featuresOf(text), questions.length));
  const guesses = new Map<Intent, Guess & { best: number }>();
  questions.forEach((question, at) => {
    const chance = chances[at] ?? 0;
    const intent = intentOf(question);
    const known = guesses.get(intent);
    if (known === undefined) guesses.set(intent, { intent, question, confidence: chance, best: chance });
    else {
      known.confidence += chance;
      if (chance > known.best) Object.assign(known, { question, best: chance });
    }
  });
  return [...guesses.values()]
    .sort((a, b) => b.confidence - a.confidence)
    .map(({ intent, question, confidence }) => ({ intent, question, confidence }));
}

/** Weights are stored as signed bytes, one scale for all, deflated. */
function unpack(): Float32Array {
  const bytes = inflateRawSync(Buffer.from(model.weights, 'base64'));
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  if (signed.length !== questions.length * BUCKETS)
    throw new Error('The language model does not fit this program; train it again.');
  const weights = new Float32Array(signed.length);
  for (let at = 0; at < signed.length; at++) weights[at] = (signed[at] ?? 0) * model.scale;
  return weights;
}
