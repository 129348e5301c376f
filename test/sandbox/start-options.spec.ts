import assert from 'node:assert/strict';
import { readStartOptions } from '../../src/sandbox/start-options.ts';

describe('the options of the sandbox', () => {
  it('send tests every ten minutes unless told otherwise, and none where nothing is watched', () => {
    assert.equal(readStartOptions([]).testsEvery, 10);
    assert.equal(readStartOptions(['--tests', '3']).testsEvery, 3);
    assert.equal(readStartOptions(['--tests', 'off']).testsEvery, null);
    assert.equal(readStartOptions(['--no-watch']).testsEvery, null);
  });

  it('refuse in a sentence what they cannot be', () => {
    assert.throws(() => readStartOptions(['--tests', '0']), /--tests takes a whole number from 1 to 1440/);
    assert.throws(() => readStartOptions(['--now', 'noon']), /--now takes a time/);
  });
});
