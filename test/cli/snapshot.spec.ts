import assert from 'node:assert/strict';
import { runGaps } from '../../src/cli/gaps.ts';
import { UsageError } from '../../src/cli/shared/io.ts';
import { runSnapshot } from '../../src/cli/snapshot.ts';
import { aFile, ran } from '../support/cli-run.ts';

describe('The command snapshot', function () {
  this.timeout(60_000);

  it('writes one JSON document that the other commands read, with group members and DNS', async () => {
    const { code, out } = await ran(runSnapshot, ['--sandbox']);
    assert.equal(code, 0);
    const snapshot = JSON.parse(out);
    assert.match(snapshot.takenAt, /^\d{4}-\d\d-\d\dT/);
    assert.ok(snapshot['Get-HostedContentFilterPolicy'].length > 1);
    assert.equal(snapshot.domains.mxAtMicrosoft365, true);
    assert.ok(Object.values(snapshot.dns as Record<string, { spf?: string | null }>).some(({ spf }) => spf));
    assert.ok(Object.keys(snapshot.groups).length > 0);
    const gaps = await ran(runGaps, ['--snapshot', await aFile('snapshot.json', out), '--json']);
    assert.equal(gaps.code, 0);
    assert.ok(JSON.parse(gaps.out).score !== null);
  });

  it('takes DNS along from the file of another company, and leaves it out when told to', async () => {
    const mx = ['10 mx.gateway.example'];
    const file = await aFile('tenant.json', {
      'Get-AcceptedDomain': [{ DomainName: 'other.example', Default: true }],
      dns: { 'other.example': { spf: 'v=spf1 -all', mx } },
    });
    const { out } = await ran(runSnapshot, ['--sandbox', '--tenant', file]);
    const snapshot = JSON.parse(out);
    assert.equal(snapshot.dns['other.example'].spf, 'v=spf1 -all');
    assert.equal(snapshot.domains.mxAtMicrosoft365, false);
    const without = await ran(runSnapshot, ['--sandbox', '--tenant', file, '--no-dns']);
    assert.ok(!('dns' in JSON.parse(without.out)));
    assert.match(without.err, /Not read: DNS\./);
  });

  it('refuses what it does not understand', async () => {
    await assert.rejects(ran(runSnapshot, ['more']), UsageError);
    await assert.rejects(ran(runSnapshot, ['--nonsense']), UsageError);
  });
});
