import assert from 'node:assert/strict';
import { standardApps } from '../../../src/sandbox/tenant.ts';
import { startWire, type Wire } from '../wire.ts';

describe('InvokeCommand of the sandbox', () => {
  let wire: Wire;
  before(async () => {
    wire = await startWire();
  });
  after(() => wire.tenant.close());

  describe('the ladder of rights', () => {
    async function statusOf(
      change: Partial<ReturnType<typeof standardApps>[number]>,
      cmdlet = 'Get-QuarantineMessage',
      parameters = {},
    ) {
      const [reader] = standardApps();
      const one = await startWire({ quarantineSize: 60, apps: [{ ...reader!, ...change }] });
      const answer = await one.cmdlet(cmdlet, parameters);
      await one.tenant.close();
      return answer;
    }

    it('is 401 without a token, with a Graph token, and without the app role', async () => {
      assert.equal((await wire.cmdlet('Get-AcceptedDomain', {}, { token: 'nonsense' })).status, 401);
      const graphToken = await wire.token('https://graph.microsoft.com/.default');
      assert.equal((await wire.cmdlet('Get-AcceptedDomain', {}, { token: graphToken })).status, 401);
      const bare = await statusOf({ permissions: [] });
      assert.deepEqual(
        [bare.status, bare.bytes.length, bare.headers.get('www-authenticate')?.startsWith('Bearer')],
        [401, 0, true],
      );
    });

    it('is 403 with NUL bytes with the app role but no directory role', async () => {
      const answer = await statusOf({ exchangeRoles: [] });
      assert.equal(answer.status, 403);
      assert.ok(answer.bytes.length > 0 && answer.bytes.every((byte) => byte === 0));
    });

    it('is 403 with NUL bytes for an unknown cmdlet', async () => {
      const answer = await wire.cmdlet('Get-Nonsense');
      assert.deepEqual([answer.status, answer.bytes[0]], [403, 0]);
    });

    it('keeps connectors and EntityType from a Security Reader, and lets the cmdlets of policies through', async () => {
      const role = { exchangeRoles: ['Security Reader' as const] };
      assert.equal((await statusOf(role)).status, 200);
      assert.equal((await statusOf(role, 'Get-AntiPhishPolicy')).status, 200);
      assert.equal((await statusOf(role, 'Get-InboundConnector')).status, 403);
      assert.equal((await statusOf(role, 'Get-QuarantineMessage', { EntityType: 'Email' })).status, 403);
    });

    it('lets only a releasing role release', async () => {
      const first = (await wire.cmdlet('Get-QuarantineMessage', { PageSize: 1 })).json.value[0];
      const release = { Identity: first.Identity, ReleaseToAll: true };
      assert.equal((await wire.cmdlet('Release-QuarantineMessage', release)).status, 403);
      assert.equal((await wire.cmdlet('Get-AntiPhishPolicy', {}, { app: wire.tenant.operator })).status, 403);
    });
  });

  it('answers with the envelope: context, warnings array, sidecars before values', async () => {
    const { json } = await wire.cmdlet('Get-QuarantineMessage', { PageSize: 2 });
    assert.match(json['@odata.context'], /\$metadata#Collection\(Exchange\.GenericHashTable\)$/);
    assert.deepEqual([json['adminapi.warnings@odata.type'], json['@adminapi.warnings']], ['#Collection(String)', []]);
    const [row] = json.value;
    assert.equal(row['ReceivedTime@data.type'], 'System.DateTime');
    assert.match(row.ReceivedTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}\+00:00$/);
    assert.equal(row['Size@data.type'], 'System.Int32');
    assert.equal(row['RecipientAddress@odata.type'], '#Collection(String)');
    assert.deepEqual(
      Object.keys(row).filter((key) => /^(Subject|Released|CustomData)@/.test(key)),
      [],
    );
  });

  it('marks GUIDs and key sizes of policies', async () => {
    const [policy] = (await wire.cmdlet('Get-HostedContentFilterPolicy', { Identity: 'Default' })).json.value;
    assert.deepEqual([policy['Guid@data.type'], policy['Guid@odata.type']], ['System.Guid', '#Guid']);
    const [key] = (await wire.cmdlet('Get-DkimSigningConfig')).json.value;
    assert.deepEqual(
      [key['Selector1KeySize@data.type'], key['Selector1KeySize@odata.type']],
      ['System.UInt16', '#Decimal'],
    );
  });

  it('says what is wrong only inside the error, never in its message', async () => {
    const unknown = await wire.cmdlet('Get-QuarantineMessage', { Foo: 1 });
    assert.equal(unknown.status, 400);
    assert.equal(unknown.json.error.message, 'Invalid Operation');
    assert.match(
      unknown.json.error.details[0].message,
      /^\|Microsoft\.Exchange.*AmbiguousParameterSetException\|.*specified\. Foo$/,
    );
    const wrong = await wire.cmdlet('Get-QuarantineMessage', { QuarantineTypes: 'Unheard' });
    assert.equal(wrong.status, 400);
    assert.equal(wrong.json.error.details, undefined);
    assert.match(wrong.json.error.innererror.internalexception.message, /Spam, TransportRule, Bulk/);
    assert.match(wrong.json.error.innererror.internalexception.type, /ParameterTransformationException$/);
    const missing = await wire.cmdlet('Get-AntiPhishPolicy', { Identity: 'No such policy' });
    assert.deepEqual([missing.status, missing.json.error.code], [404, 'NotFound']);
  });

  it('takes the beginning of an enumeration value for the value', async () => {
    const { json } = await wire.cmdlet('Get-QuarantineMessage', {
      QuarantineTypes: 'File',
      StartReceivedDate: '2026-10-23T00:00:00Z',
    });
    assert.ok(json.value.length > 0);
    assert.ok(json.value.every((row: { QuarantineTypes: string }) => row.QuarantineTypes === 'FileTypeBlock'));
  });

  it('takes parameter names in any case', async () => {
    assert.equal((await wire.cmdlet('get-quarantinemessage', { pagesize: 3 })).json.value.length, 3);
  });

  describe('pages of the REST layer', () => {
    const headers = { prefer: 'odata.maxpagesize=10', 'x-anchormailbox': 'APP:SystemMailbox{x}@tenant' };

    it('cuts at the preferred size with a warning and a link that has always expired', async () => {
      const { json } = await wire.cmdlet('Get-Mailbox', {}, { headers });
      assert.equal(json.value.length, 10);
      assert.equal(json['@adminapi.warnings'].length, 1);
      const next = await wire.cmdlet('Get-Mailbox', {}, { headers, url: json['@odata.nextLink'] });
      assert.equal(next.status, 400);
      assert.match(
        JSON.stringify(next.json),
        /Expired or Invalid pagination request\. Default Expiry time is 00:30:00/,
      );
    });

    it('follows the link in the other mode, with the same anchor and the same body only', async () => {
      const other = await startWire({ nextLink: 'works' });
      const first = await other.cmdlet('Get-Mailbox', {}, { headers });
      const url = first.json['@odata.nextLink'];
      const second = await other.cmdlet('Get-Mailbox', {}, { headers, url });
      assert.equal(second.json.value.length, 10);
      assert.notDeepEqual(second.json.value[0], first.json.value[0]);
      const strange = await other.cmdlet(
        'Get-Mailbox',
        {},
        { url, headers: { ...headers, 'x-anchormailbox': 'other' } },
      );
      const changed = await other.cmdlet('Get-Mailbox', { ResultSize: 500 }, { url, headers });
      assert.deepEqual([strange.status, changed.status], [400, 400]);
      await other.tenant.close();
    });
  });

  it('narrows columns by $select', async () => {
    const url = `${wire.tenant.urls.exchange}/adminapi/beta/${wire.tenant.tenantId}/InvokeCommand?$select=Name,Guid`;
    const [row] = (await wire.cmdlet('Get-AntiPhishPolicy', {}, { url })).json.value;
    assert.deepEqual(
      Object.keys(row).filter((key) => !key.includes('@')),
      ['Name', 'Guid'],
    );
  });

  it('has no Defender for Office 365 cmdlets on a tenant without it', async () => {
    const plain = await startWire({ licence: 'EOP' });
    assert.equal((await plain.cmdlet('Get-AtpPolicyForO365')).status, 403);
    assert.equal((await plain.cmdlet('Get-HostedContentFilterPolicy')).status, 200);
    await plain.tenant.close();
  });
});
