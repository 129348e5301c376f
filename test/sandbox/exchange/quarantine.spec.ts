import assert from 'node:assert/strict';
import { type Json as Row, startWire, testNow, type Wire } from '../wire.ts';

const day = 86_400_000;
const monthAgo = new Date(testNow - 30 * day).toISOString();

describe('quarantine of the sandbox', () => {
  let wire: Wire;
  let all: Row[];
  before(async () => {
    wire = await startWire();
    all = await every({ StartReceivedDate: monthAgo });
  });
  after(() => wire.tenant.close());

  async function every(parameters: Row): Promise<Row[]> {
    const rows: Row[] = [];
    for (let Page = 1; ; Page++) {
      const { json } = await wire.cmdlet('Get-QuarantineMessage', { ...parameters, Page, PageSize: 100 });
      rows.push(...json.value);
      if (json.value.length < 100) return rows;
    }
  }
  const one = async (Identity: string) => (await wire.cmdlet('Get-QuarantineMessage', { Identity })).json.value[0];
  const asOperator = (name: string, parameters: Row) => wire.cmdlet(name, parameters, { app: wire.tenant.operator });

  it('pages without gaps or repeats, newest first', () => {
    assert.equal(all.length, 300);
    assert.equal(new Set(all.map((row) => row.Identity)).size, 300);
    const times = all.map((row) => row.ReceivedTime);
    assert.deepEqual(times, [...times].sort().reverse());
  });

  it('looks back 16 days unless told otherwise', async () => {
    const rows = await every({});
    const oldest = Math.min(...rows.map((row) => Date.parse(row.ReceivedTime)));
    assert.ok(rows.length < all.length && oldest >= testNow - 16 * day);
  });

  it('gives no rows for PageSize 0 and takes 1001', async () => {
    assert.deepEqual((await wire.cmdlet('Get-QuarantineMessage', { PageSize: 0 })).json.value, []);
    assert.equal((await wire.cmdlet('Get-QuarantineMessage', { PageSize: 1001 })).status, 200);
  });

  it('returns everything for an empty or unknown Identity', async () => {
    for (const Identity of [null, '', '00000000-0000-4000-8000-000000000000\\00000000-0000-4000-8000-000000000000']) {
      assert.ok((await wire.cmdlet('Get-QuarantineMessage', { Identity })).json.value.length > 1);
    }
  });

  it('holds every type of quarantine, statuses in upper case, and names policies that exist', async () => {
    const types = new Set(all.map((row) => row.QuarantineTypes));
    for (const type of [
      'Spam',
      'TransportRule',
      'Bulk',
      'Phish',
      'HighConfPhish',
      'Malware',
      'SPOMalware',
      'DataLossPrevention',
      'FileTypeBlock',
      'AdminTriggered',
      'PPI',
    ]) {
      assert.ok(types.has(type), type);
    }
    assert.ok(all.every((row) => /^[A-Z]+$/.test(row.ReleaseStatus)));
    const names = new Set<string>();
    for (const name of [
      'HostedContentFilterPolicy',
      'AntiPhishPolicy',
      'MalwareFilterPolicy',
      'SafeAttachmentPolicy',
      'TransportRule',
      'QuarantinePolicy',
    ]) {
      for (const row of (await wire.cmdlet(`Get-${name}`)).json.value) names.add(row.Name);
    }
    const unknown = all.filter(
      (row) => row.PolicyType && row.PolicyType !== 'DataLossPreventionRule' && !names.has(row.PolicyName),
    );
    assert.deepEqual(unknown, []);
    assert.ok(all.every((row) => names.has(row.TagName)));
  });

  it('filters by sender, recipient, subject, policy, domain and status', async () => {
    const sample = all.find((row) => row.Subject.startsWith('Townhall'))!;
    const filters: [Row, (row: Row) => boolean][] = [
      [{ SenderAddress: [sample.SenderAddress] }, (row) => row.SenderAddress === sample.SenderAddress],
      [
        { RecipientAddress: sample.RecipientAddress },
        (row) => row.RecipientAddress.includes(sample.RecipientAddress[0]),
      ],
      [{ Subject: 'townhall' }, (row) => /townhall/i.test(row.Subject)],
      [{ PolicyName: sample.PolicyName }, (row) => row.PolicyName === sample.PolicyName],
      [{ PolicyTypes: 'AntiPhishPolicy' }, (row) => row.PolicyType === 'AntiPhishPolicy'],
      [{ ReleaseStatus: 'notreleased' }, (row) => row.ReleaseStatus === 'NOTRELEASED'],
      [{ Direction: 'Outbound' }, (row) => row.Direction === 'Outbound'],
      [{ MessageId: sample.MessageId }, (row) => row.MessageId === sample.MessageId],
    ];
    for (const [filter, fits] of filters) {
      const found = await every({ ...filter, StartReceivedDate: monthAgo });
      assert.ok(found.length > 0, JSON.stringify(filter));
      assert.equal(found.length, all.filter(fits).length, JSON.stringify(filter));
    }
  });

  it('gives raw headers that belong to the row, and a preview', async () => {
    for (const row of all.filter((one) => one.EntityType === 'Email').slice(0, 40)) {
      const [head] = (await wire.cmdlet('Get-QuarantineMessageHeader', { Identity: row.Identity })).json.value;
      assert.match(
        head.Header,
        new RegExp(`^X-MS-Exchange-Organization-Network-Message-Id: ${row.Identity.split('\\')[0]}\r$`, 'm'),
      );
      assert.match(head.Header, /^X-Forefront-Antispam-Report: CIP:/m);
      assert.doesNotMatch(head.Header.replace(/\r\n/g, ''), /[\r\n]/, 'no text from mail may break a header line');
      const [preview] = (await wire.cmdlet('Preview-QuarantineMessage', { Identity: row.Identity })).json.value;
      assert.deepEqual(
        [preview.Subject, preview.IsHtml, preview['RecipientAddress@odata.type']],
        [row.Subject, true, '#Collection(String)'],
      );
    }
  });

  it('refuses a malformed identity and does not find a strange one', async () => {
    const bad = await wire.cmdlet('Get-QuarantineMessageHeader', { Identity: '000' });
    assert.equal(bad.status, 400);
    assert.match(bad.json.error.details[0].message, /is not valid\. Please input a valid message identity/);
    const strange = await wire.cmdlet('Preview-QuarantineMessage', {
      Identity: '00000000-0000-4000-8000-000000000000\\00000000-0000-4000-8000-000000000000',
    });
    assert.equal(strange.status, 404);
  });

  it('exports a message whose base64 is an .eml', async () => {
    const [row] = (await wire.cmdlet('Export-QuarantineMessage', { Identity: all[0]!.Identity })).json.value;
    assert.equal(row.BodyEncoding, 'Base64');
    assert.match(Buffer.from(row.Eml, 'base64').toString('utf8'), /\r\n\r\n<html>/);
  });

  describe('release', () => {
    const fresh = (skip: number) =>
      all.filter((row) => row.ReleaseStatus === 'NOTRELEASED' && row.RecipientCount === 1)[skip]!;

    it('is asynchronous, shows a mailbox as releaser, and does not happen twice without Force', async () => {
      const { Identity } = fresh(0);
      assert.equal((await asOperator('Release-QuarantineMessage', { Identity, ReleaseToAll: true })).status, 200);
      assert.equal((await one(Identity)).ReleaseStatus, 'PREPARINGTORELEASE');
      wire.tenant.clock.advance(60_000);
      const after = await one(Identity);
      assert.deepEqual([after.ReleaseStatus, after.Released, after.QuarantinedUser], ['RELEASED', true, []]);
      assert.match(after.ReleasedBy[0], /^SystemMailbox\{/);
      const again = await asOperator('Release-QuarantineMessage', { Identity, ReleaseToAll: true });
      assert.equal(again.status, 400);
      assert.match(JSON.stringify(again.json), /already released/);
      assert.equal(
        (await asOperator('Release-QuarantineMessage', { Identity, ReleaseToAll: true, Force: true })).status,
        200,
      );
    });

    it('can serve one of several recipients', async () => {
      const { Identity, RecipientAddress } = all.find(
        (row) => row.RecipientCount > 1 && row.ReleaseStatus === 'NOTRELEASED',
      )!;
      await asOperator('Release-QuarantineMessage', { Identity, User: [RecipientAddress[0]] });
      const after = await one(Identity);
      assert.deepEqual(after.ReleasedUser, [RecipientAddress[0]]);
      assert.deepEqual(after.QuarantinedUser, RecipientAddress.slice(1));
    });

    it('takes User or ReleaseToAll, not both and not neither', async () => {
      const { Identity } = fresh(1);
      const both = await asOperator('Release-QuarantineMessage', {
        Identity,
        ReleaseToAll: true,
        User: ['a@b.example'],
      });
      const neither = await asOperator('Release-QuarantineMessage', { Identity });
      assert.deepEqual([both.status, neither.status], [400, 400]);
      assert.equal((await one(Identity)).ReleaseStatus, 'NOTRELEASED');
    });

    it('with AllowSender releases and then fails all the same', async () => {
      const { Identity } = fresh(2);
      const answer = await asOperator('Release-QuarantineMessage', { Identity, ReleaseToAll: true, AllowSender: true });
      assert.equal(answer.status, 400);
      assert.match(answer.json.error.details[0].message, /CommandNotFoundException/);
      assert.equal((await one(Identity)).ReleaseStatus, 'PREPARINGTORELEASE');
    });

    it('can be denied once', async () => {
      const { Identity } = fresh(3);
      assert.equal((await asOperator('Release-QuarantineMessage', { Identity, ActionType: 'Deny' })).status, 200);
      assert.equal((await one(Identity)).ReleaseStatus, 'DENIED');
      assert.equal((await asOperator('Release-QuarantineMessage', { Identity, ActionType: 'Deny' })).status, 400);
    });

    it('works on many with a dummy identity, and deletes only when confirmed', async () => {
      const Identities = [fresh(4).Identity, fresh(5).Identity];
      await asOperator('Release-QuarantineMessage', { Identity: '000', Identities, ReleaseToAll: true });
      for (const Identity of Identities) assert.equal((await one(Identity)).ReleaseStatus, 'PREPARINGTORELEASE');
      const { Identity } = fresh(6);
      assert.equal((await asOperator('Delete-QuarantineMessage', { Identity })).status, 400);
      assert.equal((await asOperator('Delete-QuarantineMessage', { Identity, Confirm: false })).status, 200);
      assert.equal((await wire.cmdlet('Get-QuarantineMessageHeader', { Identity })).status, 404);
    });
  });

  it('lets items expire', async () => {
    const { Identity } = all[0]!;
    wire.tenant.clock.advance(40 * day);
    const answer = await wire.cmdlet('Get-QuarantineMessageHeader', { Identity });
    wire.tenant.clock.advance(-40 * day);
    assert.equal(answer.status, 400);
    assert.match(answer.json.error.details[0].message, /has expired/);
  });
});
