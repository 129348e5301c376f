import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customersOf } from '../../src/config/customer.ts';
import { readServiceConfig } from '../../src/config/service-config.ts';
import { ConfigError } from '../../src/config.ts';

const tenant = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';
const other = '9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902';
const csm = 'ad3f6c1a-52b7-4e0e-9b1c-4a7f0c2de903';
const clientId = 'cccccccc-0000-4000-8000-00000000000c';
const group = '44444444-4444-4444-8444-444444444444';

describe('The file of further customers', () => {
  let folder: string;
  let env: Record<string, string>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tenants-'));
    env = {
      TENANT_ID: tenant,
      CLIENT_ID: 'aaaaaaaa-0000-4000-8000-00000000000a',
      CLIENT_SECRET: 'reader-secret',
      BOT_APP_ID: 'bbbbbbbb-0000-4000-8000-00000000000b',
      BOT_APP_SECRET: 'bot-secret',
      BOT_TENANT_ID: csm,
      CSM_TENANT_ID: csm,
      ALLOWED_TENANTS: [tenant, other, csm].join(','),
      TENANTS: join(folder, 'tenants.json'),
      FABRIKAM_SECRET: 'hush-fabrikam',
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fabrikam = {
    tenantId: other.toUpperCase(),
    name: 'Fabrikam',
    reader: { clientId, secretEnv: 'FABRIKAM_SECRET' },
    groups: {},
  };

  function read(content: unknown) {
    writeFileSync(join(folder, 'tenants.json'), typeof content === 'string' ? content : JSON.stringify(content));
    return readServiceConfig(env);
  }

  async function problemsOf(content: unknown): Promise<string[]> {
    const error = await read(content).then(
      () => assert.fail('It was taken.'),
      (reason) => reason,
    );
    assert.ok(error instanceof ConfigError, String(error));
    return error.message.split('\n');
  }

  it('adds customers to the one of the environment, with its addresses unless they have their own', async () => {
    writeFileSync(join(folder, 'fabrikam.json'), '{}');
    const groups = { reader: [group.toUpperCase()] };
    const config = await read({
      customers: [{ ...fabrikam, groups, profile: 'fabrikam.json', graphUrl: 'https://graph.microsoft.us/' }],
    });
    const [first, second, third] = customersOf(config);
    assert.equal(first.tenantId, tenant);
    assert.equal(third, undefined);
    assert.deepEqual(second, {
      tenantId: other,
      name: 'Fabrikam',
      reader: { tenantId: other, clientId, credential: { kind: 'secret', secret: 'hush-fabrikam' } },
      entraUrl: 'https://login.microsoftonline.com',
      exchangeUrl: 'https://outlook.office365.com',
      graphUrl: 'https://graph.microsoft.us',
      groups: { reader: [group], operator: [], approver: [], csm: [] },
      profilePath: join(folder, 'fabrikam.json'),
    });
  });

  it('takes a secret from a file or a certificate by path, both from its own folder', async () => {
    writeFileSync(join(folder, 'secret'), 'hush-from-file\n');
    const fromFile = await read({ customers: [{ ...fabrikam, reader: { clientId, secretFile: 'secret' } }] });
    assert.deepEqual(fromFile.furtherCustomers[0]?.reader.credential, { kind: 'secret', secret: 'hush-from-file' });
    const byPath = await read({ customers: [{ ...fabrikam, reader: { clientId, certificatePath: 'secret' } }] });
    const path = join(folder, 'secret');
    assert.deepEqual(byPath.furtherCustomers[0]?.reader.credential, { kind: 'certificate', path });
  });

  it('tells how to ask the directory of ContactMonkey, where a managed identity may do so from its own tenant', async () => {
    const config = await read({ contactMonkey: { reader: { clientId, managedIdentity: true } } });
    assert.deepEqual(config.csmDirectory?.reader, { tenantId: csm, clientId, credential: { kind: 'managedIdentity' } });
  });

  it('refuses a managed identity for another tenant than its own: it would read the wrong one', async () => {
    const [problem] = await problemsOf({ customers: [{ ...fabrikam, reader: { clientId, managedIdentity: true } }] });
    assert.match(
      problem ?? '',
      /^TENANTS \(customers\[0\]\.reader\.managedIdentity in its file\) works in BOT_TENANT_ID/,
    );
  });

  it('names what is wrong and where, all of it at once, and repeats no value', async () => {
    const problems = await problemsOf({
      customers: [
        { ...fabrikam, tenantId: 'hush-no-guid' },
        { ...fabrikam, reader: { clientId, secretEnv: 'A', secretFile: 'hush-b' } },
        { ...fabrikam, entraUrl: 'http://hush.example', clientSecret: 'hush-x' },
      ],
    });
    assert.deepEqual(problems, [
      'TENANTS (customers[0].tenantId in its file) should hold a GUID such as 8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901.',
      'TENANTS (customers[1].reader in its file) should hold exactly one of secretEnv, secretFile, certificatePath, managedIdentity.',
      'TENANTS (customers[2].entraUrl in its file) should hold an https address; plain http is accepted for loopback addresses only.',
      'TENANTS (customers[2] in its file) holds a key that is not known: clientSecret.',
    ]);
  });

  it('refuses tenants that are not let in, described twice, or ContactMonkey itself', async () => {
    const [closed] = await problemsOf({ customers: [{ ...fabrikam, tenantId: group }] });
    assert.match(closed ?? '', /^TENANTS \(customers\[0\]\.tenantId in its file\) is not among ALLOWED_TENANTS/);
    const [twice] = await problemsOf({ customers: [fabrikam, fabrikam] });
    assert.match(twice ?? '', /customers\[1\]\.tenantId in its file\) is described twice/);
    const [own] = await problemsOf({ customers: [{ ...fabrikam, tenantId: csm }] });
    assert.match(own ?? '', /is CSM_TENANT_ID/);
    const { CSM_TENANT_ID: _none, ...without } = env;
    env = without;
    const [idle] = await problemsOf({ contactMonkey: { reader: { clientId, managedIdentity: true } } });
    assert.match(idle ?? '', /contactMonkey in its file\) is there, but CSM_TENANT_ID is not set/);
  });

  it('refuses secrets and files that are not there', async () => {
    const problems = await problemsOf({
      customers: [{ ...fabrikam, reader: { clientId, secretEnv: 'NOBODY_SET_IT' }, profile: 'nowhere.json' }],
    });
    assert.match(problems[0] ?? '', /reader\.secretEnv in its file\) names an environment variable that is missing/);
    assert.match(problems[1] ?? '', /profile in its file\) names a file that cannot be read/);
    const [gone] = await problemsOf({ customers: [{ ...fabrikam, reader: { clientId, secretFile: 'nowhere' } }] });
    assert.match(gone ?? '', /reader\.secretFile in its file\) names a file that cannot be read/);
  });

  it('refuses a file that is not JSON, holds something else, or cannot be read', async () => {
    assert.deepEqual(await problemsOf('{"a'), ['TENANTS names a file that is not JSON.']);
    assert.deepEqual(await problemsOf([]), ['TENANTS should hold an object.']);
    env.TENANTS = join(folder, 'nowhere.json');
    await assert.rejects(readServiceConfig(env), /TENANTS names a file that cannot be read/);
  });
});
