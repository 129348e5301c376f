import { conceptsOf, knownWords } from './lexicon.ts';
import { type Speller, spellerFor } from './spelling.ts';
import { plainText, tokenize, withoutCourtesy } from './tokens.ts';

/** Hashed feature space of the model. */
export const BUCKETS = 1 << 13;

/** A sparse vector: buckets with their weight. */
export type Features = ReadonlyMap<number, number>;

const MAX_TOKENS = 60;
const WEIGHTS = { word: 1, pair: 0.7, skip: 0.3, edge: 0.6, concept: 1.7, conceptPair: 0.9, letters: 0.12 } as const;

const speller: Speller = spellerFor(knownWords());

/** Words, neighbours, meanings and letters of a text as one vector of length 1. Pure; never throws. */
export function featuresOf(text: string): Features {
  const words = tokenize(withoutCourtesy(plainText(text)))
    .slice(0, MAX_TOKENS)
    .map(respell);
  const features = new Map<number, number>();
  addWords(features, words);
  addConcepts(features, words);
  for (const word of words) addLetters(features, word);
  return scaled(features);
}

function respell(word: string): string {
  return word.startsWith('zz') ? word : (speller.correct(word) ?? word);
}

function addWords(features: Map<number, number>, words: string[]): void {
  words.forEach((word, at) => {
    add(features, `w:${word}`, WEIGHTS.word);
    const next = words[at + 1] ?? '$';
    add(features, `p:${word} ${next}`, WEIGHTS.pair);
    const afterNext = words[at + 2];
    if (afterNext !== undefined) add(features, `s:${word} ${afterNext}`, WEIGHTS.skip);
  });
  add(features, `f:${words[0] ?? ''}`, WEIGHTS.edge);
  add(features, `f:${words[0] ?? ''} ${words[1] ?? ''}`, WEIGHTS.edge);
  add(features, `n:${words.length < 4 ? words.length : 'many'}`, WEIGHTS.edge);
}

function addConcepts(features: Map<number, number>, words: string[]): void {
  let before: readonly string[] = ['^'];
  for (const word of words) {
    const concepts = word.startsWith('zz') ? [word] : conceptsOf(word);
    if (concepts.length === 0) continue;
    for (const concept of concepts) {
      add(features, `c:${concept}`, WEIGHTS.concept);
      for (const previous of before) add(features, `d:${previous} ${concept}`, WEIGHTS.conceptPair);
    }
    before = concepts;
  }
}

function addLetters(features: Map<number, number>, word: string): void {
  if (word.startsWith('zz') || word.length < 4) return;
  const padded = `<${word}>`;
  for (let length = 3; length <= 4; length++) {
    for (let at = 0; at + length <= padded.length; at++)
      add(features, `l:${padded.slice(at, at + length)}`, WEIGHTS.letters);
  }
}

function add(features: Map<number, number>, name: string, weight: number): void {
  const bucket = hash(name);
  features.set(bucket, (features.get(bucket) ?? 0) + weight);
}

function scaled(features: Map<number, number>): Features {
  let sum = 0;
  for (const [bucket, value] of features) {
    const damped = Math.sqrt(value);
    features.set(bucket, damped);
    sum += value;
  }
  const norm = Math.sqrt(sum) || 1;
  for (const [bucket, value] of features) features.set(bucket, value / norm);
  return features;
}

/** FNV-1a over UTF-16 units, folded into the feature space. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < name.length; at++) {
    value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
  }
  return ((value >>> 13) ^ value) & (BUCKETS - 1);
}
