import assert from 'node:assert/strict';
import { spellerFor } from '../../src/language/spelling.ts';

describe('mending slips', () => {
  const speller = spellerFor(['quarantine', 'release', 'newsletter', 'mail']);

  it('finds the word behind one dropped, doubled, swapped or wrong letter', () => {
    for (const slip of ['quarntine', 'quarrantine', 'quarantnie', 'quarentine'])
      assert.equal(speller.correct(slip), 'quarantine');
  });

  it('keeps known words and gives up on others', () => {
    assert.equal(speller.correct('mail'), 'mail');
    for (const word of ['maria', 'abc', 'zebra', '', 'q4', 'letter']) assert.equal(speller.correct(word), null, word);
  });
});
