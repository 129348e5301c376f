import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { runGaps } from '../../src/cli/gaps.ts';
import { UsageError } from '../../src/cli/shared/io.ts';
import { aFile, ran } from '../support/cli-run.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';

describe('gaps --html', () => {
  it('writes the report beside the usual answer', async () => {
    const snapshot = await aFile('snapshot.json', untouchedTenant('Standard'));
    const report = snapshot.replace('snapshot.json', 'report.html');
    const { code, out } = await ran(runGaps, ['--snapshot', snapshot, '--html', report, '--json']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).score, 100);
    const page = await readFile(report, 'utf8');
    assert.match(page, /^<!doctype html>/);
    assert.match(page, /Policies for ContactMonkey mail: contoso\.com/);
    assert.match(page, /100<small> of 100<\/small>/);
  });

  it('says which file cannot be written', async () => {
    const snapshot = await aFile('snapshot.json', untouchedTenant('Standard'));
    const args = ['--snapshot', snapshot, '--html', '/nowhere/at/all.html'];
    await assert.rejects(
      ran(runGaps, args),
      (error: unknown) => error instanceof UsageError && /cannot be written/.test(error.message),
    );
  });
});
