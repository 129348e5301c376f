import assert from 'node:assert/strict';
import { cardSamples } from './samples/index.ts';

describe('The card of a finding', () => {
  it('leads to the portal by its button, never by a dead address in the steps', () => {
    const found = cardSamples.filter(({ name }) => name.startsWith('finding'));
    const texts = found.map((sample) => JSON.stringify(sample.build()));
    const withSteps = texts.filter((text) => text.includes('the portal (button below)'));
    assert.ok(withSteps.length > 0);
    for (const text of withSteps) assert.doesNotMatch(text, /hxxps:\/\/security\.microsoft\.com/);
  });
});
