import { BUCKETS, type Features, featuresOf } from './features.ts';
import { synonymsOf } from './lexicon.ts';

export interface Labelled {
  text: string;
  label: number;
}

const EPOCHS = 12;
const RATE = 0.24;
/** Chosen with the weights of the features by five-fold cross-validation over the examples. */
const DECAY = 3e-4;
const SYNONYM_CHANCE = 0.5;

/**
 * Multinomial logistic regression over hashed features, by AdaGrad; deterministic.
 * Returns `classes` x BUCKETS weights. Each sentence is also learnt with a slip of the finger, with a word left out and in
 * other words of the same meaning.
 */
export function train(examples: readonly Labelled[], classes: number): Float32Array {
  const random = generator(20261121);
  const samples = examples.flatMap((example) =>
    variantsOf(example.text, random).map((text) => ({
      features: featuresOf(text),
      label: example.label,
    })),
  );
  const weights = new Float32Array(classes * BUCKETS);
  const squares = new Float32Array(classes * BUCKETS).fill(1e-3);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(samples, random);
    for (const { features, label } of samples) step(weights, squares, features, label, classes);
  }
  return weights;
}

function step(weights: Float32Array, squares: Float32Array, features: Features, label: number, classes: number): void {
  const chances = softmax(scores(weights, features, classes));
  for (let of = 0; of < classes; of++) {
    const error = (chances[of] ?? 0) - (of === label ? 1 : 0);
    if (Math.abs(error) < 1e-4) continue;
    for (const [bucket, value] of features) {
      const at = bucket * classes + of;
      const slope = error * value + DECAY * (weights[at] ?? 0);
      const square = (squares[at] ?? 0) + slope * slope;
      squares[at] = square;
      weights[at] = (weights[at] ?? 0) - (RATE * slope) / Math.sqrt(square);
    }
  }
}

/** One score per class; weights are laid out bucket by bucket. */
export function scores(weights: ArrayLike<number>, features: Features, classes: number): Float64Array {
  const sums = new Float64Array(classes);
  for (const [bucket, value] of features) {
    const base = bucket * classes;
    for (let of = 0; of < classes; of++) sums[of] = (sums[of] ?? 0) + (weights[base + of] ?? 0) * value;
  }
  return sums;
}

/** Chances that sum to 1. */
export function softmax(values: Float64Array): Float64Array {
  const highest = Math.max(...values);
  const raised = values.map((value) => Math.exp(value - highest));
  let sum = 0;
  for (const value of raised) sum += value;
  return raised.map((value) => value / sum);
}

function variantsOf(text: string, random: () => number): string[] {
  return [text, withSlip(text, random), withGap(text, random), withSynonyms(text, random)];
}

/** Words of one meaning only, each by chance replaced by another such word of that meaning. */
function withSynonyms(text: string, random: () => number): string {
  return text
    .split(' ')
    .map((word) => {
      const others = synonymsOf(word.toLowerCase());
      return others.length > 0 && random() < SYNONYM_CHANCE
        ? (others[Math.floor(random() * others.length)] ?? word)
        : word;
    })
    .join(' ');
}

function withSlip(text: string, random: () => number): string {
  const words = text.split(' ');
  const long = words.map((word, at) => (/^[a-z]{5,}$/i.test(word) ? at : -1)).filter((at) => at >= 0);
  const at = long[Math.floor(random() * long.length)];
  if (at === undefined) return text.toLowerCase();
  const word = words[at] ?? '';
  const where = 1 + Math.floor(random() * (word.length - 2));
  const swapped = word.slice(0, where) + word.charAt(where + 1) + word.charAt(where) + word.slice(where + 2);
  const dropped = word.slice(0, where) + word.slice(where + 1);
  words[at] = random() < 0.5 ? swapped : dropped;
  return words.join(' ');
}

function withGap(text: string, random: () => number): string {
  const words = text.split(' ');
  if (words.length < 4) return text;
  words.splice(Math.floor(random() * words.length), 1);
  return words.join(' ');
}

function shuffle<T>(items: T[], random: () => number): void {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other] as T, items[at] as T];
  }
}

/** Park-Miller: the same sequence on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
