import assert from 'node:assert/strict';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { createTenantReader } from '../../../src/microsoft365/create-tenant-reader.ts';
import type { DnsFacts } from '../../../src/microsoft365/dns/dns-lookup.ts';
import { createFixedDns } from '../../../src/microsoft365/dns/fixed-lookup.ts';
import { snapshotCmdlets } from '../../../src/microsoft365/snapshot/cmdlets.ts';
import { concernedDomains } from '../../../src/microsoft365/snapshot/concerned-domains.ts';
import { readSnapshot } from '../../../src/microsoft365/snapshot/read-snapshot.ts';
import { createSandboxTenant, type SandboxOptions, standardApps } from '../../../src/sandbox/tenant.ts';
import { fakeTenantReader, notReadBecause } from '../../support/fake-tenant-reader.ts';

const now = new Date('2026-11-21T12:00:00Z');
const mx = ['0 contoso-com.mail.protection.outlook.com'];
const dns = createFixedDns({ 'contoso.com': { spf: 'v=spf1 -all', dmarc: null, mx, dkim: {} } });

describe('A snapshot of a tenant', () => {
  it('holds the rows of every configuration cmdlet, an empty list where there are none', async () => {
    const { reader } = fakeTenantReader({ cmdlets: { 'Get-TransportRule': [{ Name: 'Bypass' }] } });
    const snapshot = await readSnapshot(reader, { dns: null, now });
    assert.equal(snapshot.takenAt, '2026-11-21T12:00:00.000Z');
    for (const cmdlet of snapshotCmdlets()) assert.ok(Array.isArray(snapshot[cmdlet]), cmdlet);
    assert.deepEqual(snapshot['Get-TransportRule'], [{ Name: 'Bypass' }]);
    assert.ok(!('Get-QuarantineMessage' in snapshot) && !('Get-Mailbox' in snapshot));
  });

  it('leaves out what could not be read and says why and what to do, without ending the other reads', async () => {
    const refused = notReadBecause('noPermission', 'the connectors');
    const { reader } = fakeTenantReader({ failing: { 'Get-InboundConnector': refused } });
    const snapshot = await readSnapshot(reader, { dns, now });
    assert.ok(!('Get-InboundConnector' in snapshot) && 'Get-OutboundConnector' in snapshot);
    const { kind, sentence, advice } = refused;
    assert.deepEqual(snapshot.notRead, [{ cmdlet: 'Get-InboundConnector', kind, sentence, advice }]);
    assert.equal(parseSnapshot(snapshot).notRead.get('get-inboundconnector')?.advice, advice);
  });

  it('expands the groups that rules name and those of the audience, each once', async () => {
    const { reader, calls } = fakeTenantReader({
      cmdlets: {
        'Get-SafeLinksRule': [{ SentToMemberOf: ['Sales@contoso.com'], ExceptIfSentToMemberOf: null }],
        'Get-TransportRule': [{ FromMemberOf: 'hr@contoso.com', ExceptIfSentToMemberOf: ['sales@contoso.com'] }],
        'Get-AcceptedDomain': [{ DomainName: 'contoso.com', SentToMemberOf: ['not-a-rule@contoso.com'] }],
      },
      members: { 'all@contoso.com': ['ann@contoso.com'], 'hr@contoso.com': [] },
    });
    const snapshot = await readSnapshot(reader, { dns, now, groups: ['all@contoso.com', 'ALL@contoso.com'] });
    assert.deepEqual(snapshot.groups, { 'all@contoso.com': ['ann@contoso.com'], 'hr@contoso.com': [] });
    assert.equal(calls.filter((call) => call === 'directory.groupMembers').length, 3);
    assert.deepEqual(
      snapshot.notRead.map(({ cmdlet, kind }) => [cmdlet, kind]),
      [['members of Sales@contoso.com', 'notFound']],
    );
  });

  it('looks up the DNS of senders and own domains, and says whether mail comes straight to Microsoft 365', async () => {
    const { reader } = fakeTenantReader({
      cmdlets: {
        'Get-AcceptedDomain': [{ DomainName: 'contoso.onmicrosoft.com' }, { DomainName: 'Contoso.com', Default: true }],
      },
    });
    const snapshot = await readSnapshot(reader, { dns, now, domains: ['mail.news.example'] });
    assert.deepEqual(Object.keys(snapshot.dns ?? {}).sort(), ['contoso.com', 'mail.news.example', 'news.example']);
    assert.equal(snapshot.dns?.['contoso.com']?.spf, 'v=spf1 -all');
    assert.deepEqual(snapshot.domains, { mxAtMicrosoft365: true });
  });

  it('says that DNS was not asked when there is none to ask', async () => {
    const snapshot = await readSnapshot(fakeTenantReader().reader, { dns: null, now });
    assert.equal(snapshot.dns, undefined);
    assert.deepEqual(
      snapshot.notRead.map(({ cmdlet, kind }) => [cmdlet, kind]),
      [['DNS', 'notAsked']],
    );
  });

  it('stops when it is called off', async () => {
    const { reader, calls } = fakeTenantReader();
    const controller = new AbortController();
    const slow = { ...reader, cmdlet: () => new Promise<never>(() => undefined) };
    const taking = readSnapshot(slow, { dns, now, signal: controller.signal });
    controller.abort(new Error('enough'));
    await assert.rejects(taking, /enough/);
    await assert.rejects(readSnapshot(reader, { dns, now, signal: controller.signal }), /enough/);
    assert.deepEqual(calls, []);
  });

  it('lets a fault of this program through', async () => {
    const { reader } = fakeTenantReader();
    const broken = { ...reader, cmdlet: () => Promise.reject(new TypeError('a fault')) };
    await assert.rejects(readSnapshot(broken, { dns, now }), /a fault/);
  });

  it('looks at the domains of the senders before the tenant’s own when there are too many', () => {
    const own = Array.from({ length: 100 }, (_, index) => `own${index}.example`);
    const { domains, left } = concernedDomains(['news.example'], own);
    assert.equal(domains[0], 'news.example');
    assert.equal(domains.length + left.length, 101);
    assert.ok(left.length > 0);
  });
});

describe('A snapshot over the wire', function () {
  this.timeout(30_000);

  async function taken(options: SandboxOptions) {
    const sandbox = await createSandboxTenant({ quarantineSize: 50, ...options });
    try {
      const tenant = createTenantReader({
        tenantId: sandbox.tenantId,
        entraUrl: sandbox.urls.entra,
        exchangeUrl: sandbox.urls.exchange,
        graphUrl: sandbox.urls.graph,
        credential: { kind: 'secret', clientId: sandbox.clientId, secret: sandbox.clientSecret },
      });
      return await readSnapshot(tenant, { dns: createFixedDns(sandbox.dns as DnsFacts), now });
    } finally {
      await sandbox.close();
    }
  }

  it('is whole, with the list type on each allow/block entry and both kinds of quarantine policy', async () => {
    const snapshot = await taken({});
    assert.deepEqual(snapshot.notRead, []);
    const entries = snapshot['Get-TenantAllowBlockListItems'] as { ListType?: string }[];
    assert.ok(entries.length > 0 && entries.every(({ ListType }) => ListType !== undefined));
    const kinds = (snapshot['Get-QuarantinePolicy'] as { QuarantinePolicyType: string }[]).map(
      ({ QuarantinePolicyType }) => QuarantinePolicyType,
    );
    assert.deepEqual([...new Set(kinds)].sort(), ['GlobalQuarantinePolicy', 'QuarantinePolicy']);
    assert.ok(Object.values(snapshot.groups).some((members) => members.length > 500));
    assert.equal(snapshot.domains.mxAtMicrosoft365, true);
    assert.deepEqual(snapshot['Get-ATPEvaluationRule'], []);
    const [external] = snapshot['Get-ExternalInOutlook'] as { Enabled?: boolean }[];
    assert.equal(external?.Enabled, true);
  });

  it('keeps apart what an app may not read and what the tenant has', async () => {
    const denied = snapshotCmdlets().filter((_, index) => index % 2 === 0);
    const apps = standardApps().map((app) => ({ ...app, deniedCmdlets: denied }));
    const snapshot = await taken({ apps });
    assert.deepEqual(snapshot.notRead.map(({ cmdlet }) => cmdlet).sort(), denied.toSorted());
    assert.ok(snapshot.notRead.every(({ kind, advice }) => kind === 'noPermission' && advice !== ''));
    for (const cmdlet of snapshotCmdlets()) assert.equal(cmdlet in snapshot, !denied.includes(cmdlet), cmdlet);
  });

  it('tells a tenant without Defender from one that could not be read', async () => {
    const snapshot = await taken({ licence: 'EOP' });
    assert.ok(snapshot.notRead.length > 0);
    assert.ok(snapshot.notRead.every(({ cmdlet }) => /Safe|Atp|ATP|Teams/.test(cmdlet)));
    assert.ok(Array.isArray(snapshot['Get-HostedContentFilterPolicy']));
  });
});
