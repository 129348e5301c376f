import assert from 'node:assert/strict';
import { snapshotCmdlets } from '../../src/questions/shared/take-snapshot.ts';
import { runCli } from './run-cli.ts';

describe('quarantine-watch snapshot', function () {
  this.timeout(60_000);

  it('writes what the tenant answers in the shape of a snapshot file', async () => {
    const { code, stdout } = await runCli(['snapshot', '--sandbox']);
    const snapshot = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.ok(!Number.isNaN(Date.parse(snapshot.takenAt)));
    assert.ok(snapshot['Get-HostedContentFilterPolicy'].length > 0);
    assert.ok(snapshot['Get-TenantAllowBlockListItems'].every((row: { ListType?: string }) => row.ListType));
    for (const name of snapshotCmdlets()) {
      const told = snapshot.notRead.some((one: { cmdlet: string }) => one.cmdlet === name);
      assert.notEqual(name in snapshot, told, `${name} is either read or told`);
    }
  });
});
