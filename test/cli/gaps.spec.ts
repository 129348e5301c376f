import assert from 'node:assert/strict';
import { runGaps } from '../../src/cli/gaps.ts';
import { UsageError } from '../../src/cli/shared/io.ts';
import { aFile, ran } from '../support/cli-run.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import type { SnapshotDocument } from '../support/tenant-snapshots.ts';

function withWebBugs(): SnapshotDocument {
  const tenant = untouchedTenant('Default');
  for (const row of tenant['Get-HostedContentFilterPolicy'] as Record<string, unknown>[])
    row.MarkAsSpamWebBugsInHtml = 'On';
  return tenant;
}

describe('The command gaps', () => {
  it('prints one JSON document with a score and findings that have the keys of the contract', async () => {
    const file = await aFile('tenant.json', withWebBugs());
    const { code, out, err } = await ran(runGaps, ['--snapshot', file, '--json']);
    assert.equal(code, 0);
    assert.equal(err, '');
    const report = JSON.parse(out);
    assert.ok(report.score < 100);
    const finding = report.findings.find(({ setting }: { setting: string }) => setting === 'MarkAsSpamWebBugsInHtml');
    assert.equal(finding.status, 'gap');
    assert.equal(finding.severity, 'critical');
    assert.equal(finding.policy, 'Default');
    assert.equal(finding.actual, 'On');
    assert.equal(finding.expected, 'Off');
    for (const key of ['rule', 'affects', 'fixes', 'sources']) assert.ok(key in finding, key);
    for (const key of ['mechanism', 'cost', 'steps', 'powershell', 'rollback', 'warning'])
      assert.ok(key in finding.fixes[0], key);
    assert.equal(
      finding.fixes[0].powershell,
      "Set-HostedContentFilterPolicy -Identity 'Default' -MarkAsSpamWebBugsInHtml 'Off'",
    );
    assert.equal(
      finding.fixes[0].rollback,
      "Set-HostedContentFilterPolicy -Identity 'Default' -MarkAsSpamWebBugsInHtml 'On'",
    );
  });

  it('takes the audience from a file with one address a line, or a CSV export', async () => {
    const file = await aFile('tenant.json', withWebBugs());
    const people = await aFile('people.csv', 'Name,Mail\n"Anna A","anna@contoso.com"\nBert,<bert@contoso.com>\n');
    const { out } = await ran(runGaps, ['--snapshot', file, '--recipients', people, '--json']);
    const { audience, findings } = JSON.parse(out);
    assert.deepEqual([audience.kind, audience.size], ['listed', 2]);
    const gap = findings.find(({ status }: { status: string }) => status === 'gap');
    assert.deepEqual([gap.affects.count, gap.affects.of], [2, 2]);
  });

  it('takes the sender profile from --profile or from PROFILE', async () => {
    const tenant = untouchedTenant('Default');
    for (const row of tenant['Get-HostedContentFilterPolicy'] as Record<string, unknown>[]) row.BulkThreshold = 2;
    const file = await aFile('tenant.json', tenant);
    const profile = await aFile('profile.json', { senders: [{ address: 'news@contoso.com', path: 'own-mailbox' }] });
    const statusOf = (out: string) =>
      JSON.parse(out).findings.find(({ setting }: { setting: string }) => setting === 'BulkThreshold').status;
    assert.equal(statusOf((await ran(runGaps, ['--snapshot', file, '--json'])).out), 'gap');
    assert.equal(statusOf((await ran(runGaps, ['--snapshot', file, '--profile', profile, '--json'])).out), 'info');
    assert.equal(statusOf((await ran(runGaps, ['--snapshot', file, '--json'], { PROFILE: profile })).out), 'info');
  });

  it('ends with 1 and no score when nothing could be checked', async () => {
    const file = await aFile('empty.json', {});
    const { code, out } = await ran(runGaps, ['--snapshot', file, '--json']);
    assert.equal(code, 1);
    const report = JSON.parse(out);
    assert.equal(report.score, null);
    assert.ok(report.findings.every(({ status }: { status: string }) => status === 'unknown'));
  });

  it('gives no score when fewer than half of the checks could be made, and still tells what it found', async () => {
    const whole = withWebBugs();
    const read = ['Get-HostedContentFilterPolicy', 'Get-HostedContentFilterRule', 'Get-EOPProtectionPolicyRule'];
    const file = await aFile('thin.json', Object.fromEntries(read.map((cmdlet) => [cmdlet, whole[cmdlet]])));
    const { code, out } = await ran(runGaps, ['--snapshot', file, '--json']);
    const { score, scoreExplained, counts } = JSON.parse(out);
    assert.equal(code, 0);
    assert.equal(score, null);
    const all = counts.gap + counts.ok + counts.info + counts.unknown;
    assert.equal(scoreExplained.sentence, `Score not given: ${counts.unknown} of ${all} checks could not be made.`);
    const text = (await ran(runGaps, ['--snapshot', file])).out;
    assert.match(text, /^Score not given: \d+ of \d+ checks could not be made\./);
    assert.match(text, /\[gap, critical\]/);
  });

  it('gives the score as the most that it can be while some checks are open', async () => {
    const tenant = withWebBugs();
    delete tenant['Get-TransportRule'];
    const file = await aFile('part.json', tenant);
    const { score } = JSON.parse((await ran(runGaps, ['--snapshot', file, '--json'])).out);
    assert.equal(typeof score, 'number');
    const text = (await ran(runGaps, ['--snapshot', file])).out;
    assert.ok(text.startsWith(`Score: at most ${score} of 100.`), text.slice(0, 80));
  });

  it('is readable without --json and names fix, cost and command', async () => {
    const file = await aFile('tenant.json', withWebBugs());
    const { out } = await ran(runGaps, ['--snapshot', file]);
    assert.match(out, /^Score: (at most )?\d+ of 100/);
    assert.match(out, /\[gap, critical\] Advanced spam filter options: Default \/ MarkAsSpamWebBugsInHtml/);
    assert.match(out, /Fix \(cost 0\)/);
  });

  it('refuses wrong options and files with a sentence', async () => {
    const file = await aFile('tenant.json', withWebBugs());
    const nobody = await aFile('nobody.txt', 'nobody here\n');
    const wrong: [string[], RegExp][] = [
      [[], /--snapshot/],
      [['--snapshot', file, '--recipients', nobody], /no mail address/],
      [['--snapshot', file, '--bcl', '12'], /0 to 9/],
      [['--snapshot', file, '--profile', '/nowhere.json'], /cannot be read/],
    ];
    for (const [args, message] of wrong) {
      await assert.rejects(ran(runGaps, args), (error) => error instanceof UsageError && message.test(error.message));
    }
  });
});
