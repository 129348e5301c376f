import { writeFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { QUESTIONS } from './intents.ts';
import { train } from './training.ts';
import { digestOf, readTrainingSet } from './training-set.ts';

/** `node src/language/train.ts` learns from the examples of every question and writes model.json beside this file. */
const set = await readTrainingSet();
const weights = train(set, QUESTIONS.length);
const scale = weights.reduce((highest, weight) => Math.max(highest, Math.abs(weight)), 0) / 127;
const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale));
const model = {
  digest: digestOf(set),
  questions: QUESTIONS,
  scale: Number(scale.toPrecision(6)),
  weights: deflateRawSync(bytes, { level: 9 }).toString('base64'),
};
writeFileSync(new URL('./model.json', import.meta.url), `${JSON.stringify(model, null, 2)}\n`);
process.stdout.write(`Learnt ${set.length} examples of ${QUESTIONS.length} questions.\n`);
