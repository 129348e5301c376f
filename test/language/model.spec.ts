import assert from 'node:assert/strict';
import { classify } from '../../src/language/classifier.ts';
import { folderOf, INTENTS, QUESTIONS } from '../../src/language/intents.ts';
import model from '../../src/language/model.json' with { type: 'json' };
import { train } from '../../src/language/training.ts';
import { digestOf, readTrainingSet } from '../../src/language/training-set.ts';
import { readHeldOut, readHeldOutCommands } from './held-out.ts';

describe('the language model', () => {
  it('is up to date with the examples (else: node src/language/train.ts)', async () => {
    assert.equal(digestOf(await readTrainingSet()), model.digest);
    assert.deepEqual(model.questions, QUESTIONS);
  });

  it('was shown at least 25 different sentences for each question, none of them held out', async () => {
    const set = await readTrainingSet();
    const heldOut = new Set([...readHeldOut(), ...readHeldOutCommands()].map((row) => plain(row.text)));
    for (const [label, question] of QUESTIONS.entries()) {
      const texts = set.filter((example) => example.label === label).map((example) => example.text);
      assert.ok(texts.length >= 25, question);
      assert.equal(new Set(texts).size, texts.length, `${folderOf(question)} repeats itself`);
      assert.deepEqual(
        texts.filter((text) => heldOut.has(plain(text))),
        [],
      );
    }
  });

  it('gives every intent a chance, and the chances add up', () => {
    const guesses = classify('what is in quarantine');
    assert.equal(guesses.length, INTENTS.length);
    const sum = guesses.reduce((total, guess) => total + guess.confidence, 0);
    assert.ok(Math.abs(sum - 1) < 1e-9);
    assert.ok((guesses[0]?.confidence ?? 0) >= (guesses[1]?.confidence ?? 1));
  });

  it('learns the same from the same', () => {
    const examples = ['open a ticket', 'new case', 'trace a mail', 'where did it go'].map((text, at) => ({
      text,
      label: at >> 1,
    }));
    assert.deepEqual(train(examples, 2), train(examples, 2));
  });
});

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
