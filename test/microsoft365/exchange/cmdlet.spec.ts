import assert from 'node:assert/strict';
import { catalogue } from '../../../src/microsoft365/exchange/catalogue.ts';
import { effectOf } from '../../../src/microsoft365/exchange/invoke-command.ts';
import { type Bench, startBench, whyNot } from '../support/tenant.ts';
import { complaint, rows } from '../support/wire-server.ts';

describe('read cmdlets', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.server.close());

  it('are all of the kind that changes nothing', () => {
    for (const name of Object.keys(catalogue)) assert.equal(effectOf(name), 'read', name);
    for (const name of ['Set-X', 'New-X', 'Release-QuarantineMessage', 'Remove-X', 'get-x', 'Forget-X']) {
      assert.equal(effectOf(name), 'write', name);
    }
  });

  it('read every list of the Tenant Allow/Block List and say which list a row is of', async () => {
    bench.server.exchange = (asked) => {
      const { ListType, ListSubType } = JSON.parse(asked.body).CmdletInput.Parameters;
      return { body: rows([{ Identity: `${ListType}-${ListSubType ?? 'Tenant'}`, Value: 'v' }]) };
    };
    const found = await bench.reader.cmdlet('Get-TenantAllowBlockListItems');
    assert.deepEqual(
      found.map((row) => [row.ListType, row.Identity]),
      [
        ['Sender', 'Sender-Tenant'],
        ['Url', 'Url-Tenant'],
        ['FileHash', 'FileHash-Tenant'],
        ['IP', 'IP-Tenant'],
        ['Url', 'Url-AdvancedDelivery'],
      ],
    );
  });

  it('name a simulation URL once, should both lists hold it', async () => {
    bench.server.exchange = (asked) => ({
      body: rows(JSON.parse(asked.body).CmdletInput.Parameters.ListType === 'Url' ? [{ Identity: 'one' }] : []),
    });
    assert.equal((await bench.reader.cmdlet('Get-TenantAllowBlockListItems')).length, 1);
  });

  it('read one list when one is named', async () => {
    bench.server.exchange = () => ({ body: rows([{ Identity: 'x' }]) });
    const found = await bench.reader.cmdlet('Get-TenantAllowBlockListItems', { ListType: 'FileHash', Block: true });
    assert.deepEqual(found, [{ Identity: 'x', ListType: 'FileHash' }]);
    assert.deepEqual(bench.server.parameters(), [{ ListType: 'FileHash', Block: true }]);
  });

  it('read quarantine policies and the global settings beside them', async () => {
    await bench.reader.cmdlet('Get-QuarantinePolicy');
    assert.deepEqual(
      bench.server.parameters().map((each) => each.QuarantinePolicyType),
      ['QuarantinePolicy', 'GlobalQuarantinePolicy'],
    );
  });

  it('keep two rows without identity apart', async () => {
    bench.server.exchange = () => ({ body: rows([{ a: 1 }, { a: 1 }]) });
    assert.equal((await bench.reader.cmdlet('Get-ArcConfig')).length, 2);
  });

  it('page where the cmdlet pages', async () => {
    const reader = bench.another({ limits: { quarantinePageSize: 2 } });
    bench.server.exchange = (_asked, index) => ({ body: rows(index === 0 ? [{ a: 1 }, { a: 2 }] : [{ a: 3 }]) });
    assert.equal((await reader.cmdlet('Get-QuarantineMessage', { Subject: 'x' })).length, 3);
  });

  for (const [name, extra, warnings] of [
    ['an address for more', { '@odata.nextLink': 'https://outlook.office365.com/x?$skiptoken=1' }, []],
    ['a warning that says so', {}, ['By default, only the first 1000 items are returned.']],
  ] as const) {
    it(`are not taken for whole when Exchange holds rows back with ${name}`, async () => {
      bench.server.exchange = () => ({ body: rows([{ Identity: 'a' }], [...warnings], extra) });
      const why = await whyNot(bench.reader.cmdlet('Get-AcceptedDomain'));
      assert.equal(why.kind, 'badAnswer');
      assert.match(why.sentence, /only the first 1 rows/);
    });
  }

  it('follow a continuation to its end where the tenant can', async () => {
    bench.server.exchange = (_asked, index) => {
      const next = { '@odata.nextLink': `${bench.server.url}/adminapi/beta/x/InvokeCommand?$skiptoken=${index + 1}` };
      return { body: rows([{ Identity: `row ${index}` }], [], index < 2 ? next : {}) };
    };
    const found = await bench.reader.cmdlet('Get-TenantAllowBlockListItems', { ListType: 'Sender' });
    assert.deepEqual(
      found.map((row) => row.Identity),
      ['row 0', 'row 1', 'row 2'],
    );
    const asked = bench.server.to('exchange');
    assert.match(asked[1]?.path ?? '', /skiptoken=1$/);
    assert.equal(asked[1]?.body, asked[0]?.body);
    assert.equal(asked[1]?.headers['x-anchormailbox'], asked[0]?.headers['x-anchormailbox']);
  });

  it('are incomplete where the continuation is always expired', async () => {
    const expired = 'Expired or Invalid pagination request. Default Expiry time is 00:30:00';
    bench.server.exchange = (_asked, index) =>
      index === 0
        ? { body: rows([{ a: 1 }], [], { '@odata.nextLink': `${bench.server.url}/adminapi/x` }) }
        : { status: 400, body: complaint('System.Exception', expired) };
    const why = await whyNot(bench.reader.cmdlet('Get-TenantAllowBlockListItems', { ListType: 'Sender' }));
    assert.equal(why.kind, 'badAnswer');
    assert.match(why.sentence, /only the first 1 rows/);
    assert.equal(bench.server.to('exchange').length, 2);
  });

  it('end where a continuation never does', async () => {
    bench.server.exchange = () => ({
      body: rows([{ a: 1 }], [], { '@odata.nextLink': `${bench.server.url}/adminapi/x` }),
    });
    assert.equal((await whyNot(bench.reader.cmdlet('Get-AcceptedDomain'))).kind, 'badAnswer');
    assert.equal(bench.server.to('exchange').length, 101);
  });

  it('that come with Defender name the licence beside the role', async () => {
    bench.server.exchange = (_asked, index) =>
      index === 0
        ? { status: 403, body: Buffer.alloc(64) }
        : { status: 400, body: complaint('System.Management.Automation.CommandNotFoundException', 'not recognized') };
    const refused = await whyNot(bench.reader.cmdlet('Get-SafeLinksPolicy'));
    assert.equal(refused.kind, 'noPermission');
    assert.match(refused.sentence, /no Defender for Office 365/);
    const unknown = await whyNot(bench.reader.cmdlet('Get-SafeLinksPolicy'));
    assert.equal(unknown.kind, 'notLicensed');
  });

  it('are whole with a warning of another kind', async () => {
    bench.server.exchange = () => ({ body: rows([{ Identity: 'a' }], ['This setting is deprecated.']) });
    assert.equal((await bench.reader.cmdlet('Get-AcceptedDomain')).length, 1);
  });

  const misuse: [string, string, Record<string, unknown>][] = [
    ['an unknown cmdlet', 'Get-Everything', {}],
    ['a write cmdlet', 'Release-QuarantineMessage', { Identity: 'x' }],
    ['a name every object has', 'constructor', {}],
    ['an unknown parameter', 'Get-QuarantineMessage', { Foo: 1 }],
    ['a parameter every object has', 'Get-QuarantineMessage', { toString: 'x' }],
    [
      'an enum member that Exchange would match by its beginning',
      'Get-QuarantineMessage',
      { QuarantineTypes: ['File'] },
    ],
    ['an enum member in other spelling', 'Get-QuarantineMessage', { ReleaseStatus: 'Release' }],
    ['an empty enum list', 'Get-QuarantineMessage', { QuarantineTypes: [] }],
    ['an empty Identity', 'Get-HostedContentFilterPolicy', { Identity: '' }],
    ['a blank Identity', 'Get-HostedContentFilterPolicy', { Identity: '  ' }],
    ['a null Identity', 'Get-HostedContentFilterPolicy', { Identity: null }],
    ['an undefined Identity', 'Get-HostedContentFilterPolicy', { Identity: undefined }],
    ['a page size of 0', 'Get-QuarantineMessage', { Page: 1, PageSize: 0 }],
    ['a page past the last one', 'Get-QuarantineMessage', { Page: 1001, PageSize: 10 }],
    ['the entity type that readers may not ask for', 'Get-QuarantineMessage', { EntityType: 'Email' }],
    ['a date that is none', 'Get-QuarantineMessage', { StartReceivedDate: 'yesterday' }],
    ['an empty sender list', 'Get-QuarantineMessage', { SenderAddress: [] }],
    ['a missing Identity', 'Get-MailboxJunkEmailConfiguration', {}],
    ['a switch that is a word', 'Get-TenantAllowBlockListItems', { ListType: 'Url', Allow: 'yes' }],
  ];
  for (const [name, cmdlet, parameters] of misuse) {
    it(`are refused before anything is sent for ${name}`, async () => {
      const why = await whyNot(bench.reader.cmdlet(cmdlet, parameters));
      assert.equal(why.kind, 'refused');
      assert.equal(bench.server.asked.length, 0);
    });
  }
});
