import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeCompany } from '../../src/sandbox/company/make-company.ts';
import { createSandboxTenant } from '../../src/sandbox/tenant.ts';
import { loadTenantFile, tenantFromJson } from '../../src/sandbox/tenant-file.ts';
import { type Json, startWire, testNow, type Wire } from './wire.ts';

const example = join(import.meta.dirname, '../../src/sandbox/examples/small-tenant.json');
const identity = '7d3a5a52-4f0b-4b5c-1c9a-08de27aa0001\\5b1f6a64-0c43-9d21-8a3e-1f2e3d4c5b6a';

describe('a tenant from a file', () => {
  describe('the example', () => {
    let wire: Wire;
    before(async () => {
      const tenant = await loadTenantFile(example);
      wire = await startWire({ tenant });
      wire.tenant.clock.set(tenant.startsAt ?? 0);
    });
    after(() => wire.tenant.close());

    it('is served on the wire like any other company', async () => {
      const { json } = await wire.cmdlet('Get-QuarantineMessage', {});
      assert.equal(json.value.length, 1);
      const [row] = json.value;
      assert.deepEqual(
        [row.Identity, row.ReleaseStatus, row['RecipientAddress@odata.type']],
        [identity, 'NOTRELEASED', '#Collection(String)'],
      );
      const [head] = (await wire.cmdlet('Get-QuarantineMessageHeader', { Identity: identity })).json.value;
      assert.match(head.Header, /compauth=fail reason=601/);
      const [preview] = (await wire.cmdlet('Preview-QuarantineMessage', { Identity: identity })).json.value;
      assert.equal(preview.Identity, identity);
      assert.equal((await wire.cmdlet('Get-MessageTraceV2', {})).json.value.length, 1);
      const events = await wire.hunt(
        'EmailEvents | where NetworkMessageId in ("7d3a5a52-4f0b-4b5c-1c9a-08de27aa0001")',
      );
      assert.equal(events.json.results[0].EmailActionPolicy, 'Anti-phishing spoof');
    });

    it('refuses what the file does not say, and lists nothing where it says nothing is there', async () => {
      assert.equal((await wire.cmdlet('Get-TransportRule')).status, 403);
      assert.deepEqual((await wire.cmdlet('Get-AntiPhishRule')).json.value, []);
    });

    it('expands its groups and knows the roles of its users', async () => {
      const found = await wire.graph(`groups?$filter=${encodeURIComponent("mail eq 'everyone@brightwater.example'")}`);
      const { json } = await wire.graph(`groups/${found.json.value[0].id}/transitiveMembers/microsoft.graph.user`);
      assert.deepEqual(json.value.map((one: Json) => one.mail).sort(), [
        'ana.reyes@brightwater.example',
        'ben.holt@brightwater.example',
        'mia.chen@brightwater.example',
      ]);
      const [ana] = wire.tenant.users;
      const groups = await wire.graph(`users/${ana!.objectId}/checkMemberGroups`, {
        groupIds: Object.values(wire.tenant.groups),
      });
      assert.deepEqual(groups.json.value, [wire.tenant.groups.reader, wire.tenant.groups.operator]);
    });

    it('starts its clock where the file says', async () => {
      const tenant = await createSandboxTenant({ tenant: await loadTenantFile(example) });
      const age = tenant.clock.now() - Date.parse('2026-11-20T15:00:00Z');
      await tenant.close();
      assert.ok(age >= 0 && age < 60_000);
    });
  });

  it('takes a snapshot of the built-in company’s configuration', () => {
    const { cmdlets } = makeCompany({ now: testNow, quarantineSize: 60 });
    const tenant = tenantFromJson({
      takenAt: '2026-11-21T12:00:00Z',
      domains: { mxAtMicrosoft365: true },
      groups: {},
      ...cmdlets,
    });
    assert.equal(tenant.cmdlets['Get-AntiPhishPolicy']?.length, 4);
    assert.equal(tenant.licence, 'P1');
  });

  const faults: [string, unknown, RegExp][] = [
    ['an array', [], /must hold one JSON object/],
    ['an unknown key', { 'Get-Quarantinemessages': [] }, /"Get-Quarantinemessages" is neither a cmdlet/],
    [
      'a malformed identity',
      {
        'Get-QuarantineMessage': [
          { Identity: '1', ReceivedTime: '2026-11-20', SenderAddress: '', RecipientAddress: '', Subject: '' },
        ],
      },
      /"Get-QuarantineMessage", row 1, Identity: must be a message id and a recipient id/,
    ],
    [
      'a time that is none',
      { EmailEvents: [{ Timestamp: '2026-11-20T00:00:00Z' }, { Timestamp: 'soon' }] },
      /"EmailEvents", row 2, Timestamp: must be an ISO 8601 time/,
    ],
    ['an unknown role', { users: [{ name: 'A', upn: 'a@b.example', roles: ['boss'] }] }, /"users", row 1, roles\.0/],
    ['rows that are no list', { 'Get-AntiPhishPolicy': {} }, /"Get-AntiPhishPolicy": /],
    ['an unknown licence', { licence: 'E5' }, /"licence": /],
  ];
  for (const [what, json, sentence] of faults) {
    it(`says what is wrong with ${what}`, () => {
      assert.throws(() => tenantFromJson(json), sentence);
    });
  }

  it('says which file cannot be read or is no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tenant-file-'));
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{ "users": ');
    await assert.rejects(loadTenantFile(broken), /broken\.json is not valid JSON/);
    await assert.rejects(loadTenantFile(join(folder, 'none.json')), /none\.json could not be read/);
    await rm(folder, { recursive: true });
  });
});
