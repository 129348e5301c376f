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

  it('shows no score over a tenant of which hardly anything was read, and a limit while some checks are open', async () => {
    const pageOf = async (tenant: object) => {
      const snapshot = await aFile('snapshot.json', tenant);
      const report = snapshot.replace('snapshot.json', 'report.html');
      await ran(runGaps, ['--snapshot', snapshot, '--html', report]);
      return readFile(report, 'utf8');
    };
    const whole = untouchedTenant('Standard');
    const thin = await pageOf({ 'Get-AcceptedDomain': whole['Get-AcceptedDomain'], 'Get-ArcConfig': [] });
    assert.match(thin, /<p class="score">Score not given<\/p>/);
    assert.match(thin, /<p>\d+ of \d+ checks could not be made\.<\/p>/);
    assert.doesNotMatch(thin, /of 100/);
    const part = await pageOf({ ...whole, 'Get-TransportRule': null });
    assert.match(part, /<small>at most <\/small>\d+<small> of 100/);
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
