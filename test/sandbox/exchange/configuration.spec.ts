import assert from 'node:assert/strict';
import { configurationCmdlets } from '../../../src/sandbox/exchange/catalogue.ts';
import { type Json, startWire, type Wire } from '../wire.ts';

describe('configuration cmdlets of the sandbox', () => {
  let wire: Wire;
  before(async () => {
    wire = await startWire({ quarantineSize: 60 });
  });
  after(() => wire.tenant.close());
  const rows = async (name: string, parameters: Json = {}): Promise<Json[]> =>
    (await wire.cmdlet(name, parameters)).json.value;

  it('all answer for the built-in company', async () => {
    const needed: Record<string, Json> = {
      'Get-TenantAllowBlockListItems': { ListType: 'Sender' },
      'Get-MailboxJunkEmailConfiguration': { Identity: wire.tenant.users[0]!.upn },
    };
    for (const name of configurationCmdlets) {
      const answer = await wire.cmdlet(name, needed[name]);
      assert.equal(answer.status, 200, name);
      assert.ok(Array.isArray(answer.json.value), name);
    }
  });

  it('name in each rule a policy that exists', async () => {
    const pairs = [
      ['Get-HostedContentFilterRule', 'HostedContentFilterPolicy'],
      ['Get-AntiPhishRule', 'AntiPhishPolicy'],
      ['Get-MalwareFilterRule', 'MalwareFilterPolicy'],
      ['Get-SafeLinksRule', 'SafeLinksPolicy'],
      ['Get-EOPProtectionPolicyRule', 'HostedContentFilterPolicy'],
      ['Get-EOPProtectionPolicyRule', 'AntiPhishPolicy'],
      ['Get-EOPProtectionPolicyRule', 'MalwareFilterPolicy'],
      ['Get-ATPProtectionPolicyRule', 'SafeAttachmentPolicy'],
      ['Get-ATPProtectionPolicyRule', 'SafeLinksPolicy'],
      ['Get-ATPBuiltInProtectionRule', 'SafeLinksPolicy'],
    ] as const;
    for (const [rule, kind] of pairs) {
      const names = new Set((await rows(`Get-${kind}`)).map((policy) => policy.Name));
      for (const row of await rows(rule)) assert.ok(names.has(row[kind]), `${rule} ${row[kind]}`);
    }
  });

  it('give an unscoped rule nulls and the older version word, a scoped one its predicates', async () => {
    const [builtIn] = await rows('Get-ATPBuiltInProtectionRule');
    assert.deepEqual(
      [builtIn!.RuleVersion, builtIn!.SentTo, builtIn!.Conditions, builtIn!.State],
      ['14.0.0.0', null, null, 'Enabled'],
    );
    const [scoped] = await rows('Get-HostedContentFilterRule');
    assert.equal(scoped!.RuleVersion, '15.0.5.2');
    assert.match(scoped!.Conditions[0], /RecipientDomainIsPredicate$/);
  });

  it('demand a list type of the allow/block list, hide it in the rows, and carry the malformed key', async () => {
    assert.equal((await wire.cmdlet('Get-TenantAllowBlockListItems')).status, 400);
    const blocks = await rows('Get-TenantAllowBlockListItems', { ListType: 'Url', Block: true });
    assert.ok(blocks.length > 0);
    for (const row of blocks) {
      assert.deepEqual([row.Action, 'ListType' in row, row['LastUsedDate(DateTime])']], ['Block', false, null]);
    }
  });

  it('give permissions of a quarantine policy as one text of several lines, and the global policy only when asked', async () => {
    const policies = await rows('Get-QuarantinePolicy');
    const limited = policies.find((row) => row.Name === 'Request release')!;
    assert.match(
      limited.EndUserQuarantinePermissions,
      /^\[PermissionToBlockSender: True\r\n.*PermissionToAllowSender: False\]$/s,
    );
    assert.ok(!policies.some((row) => row.QuarantinePolicyType === 'GlobalQuarantinePolicy'));
    assert.equal((await rows('Get-QuarantinePolicy', { QuarantinePolicyType: 'GlobalQuarantinePolicy' })).length, 1);
  });

  it('know the junk settings of any mailbox and of no stranger', async () => {
    const [plain] = await rows('Get-MailboxJunkEmailConfiguration', { Identity: wire.tenant.users[1]!.upn });
    assert.deepEqual(plain!.BlockedSendersAndDomains, []);
    assert.equal(
      (await wire.cmdlet('Get-MailboxJunkEmailConfiguration', { Identity: 'nobody@elsewhere.example' })).status,
      404,
    );
  });

  it('run ten at a time in a batch, with the error in the body of its part', async () => {
    const base = `${wire.tenant.urls.exchange}/adminapi/beta/${wire.tenant.tenantId}`;
    const part = (id: string, CmdletName: string) => ({
      id,
      method: 'POST',
      url: `${base}/InvokeCommand`,
      body: { CmdletInput: { CmdletName, Parameters: id === 'bad' ? { Foo: 1 } : {} } },
    });
    const response = await fetch(`${base}/$batch`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await wire.token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ requests: [part('good', 'Get-AcceptedDomain'), part('bad', 'Get-AcceptedDomain')] }),
    });
    const { responses } = (await response.json()) as { responses: Json[] };
    assert.equal(responses[0]!.body.value.length, 4);
    assert.equal(responses[1]!.body.error.message, 'Invalid Operation');
  });
});
