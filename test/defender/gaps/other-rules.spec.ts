import assert from 'node:assert/strict';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { defaultWith, findingOf, findingsOf, now, sender } from '../../support/gap-tenant.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aBuiltInRule, aPresetRule, aRule } from '../../support/tenant-snapshots.ts';

const antiSpam = (changes: Record<string, unknown>) => defaultWith('Get-HostedContentFilterPolicy', changes);

describe('Authentication of Email Delivery', () => {
  const signing = (facts: object) => ({
    sender: { senders: [{ address: 'news@contoso.com', path: 'email-delivery' as const }], ...facts },
  });
  const dmarc = (record: string | null, domain = 'contoso.com') => ({ dns: { [domain]: { dmarc: record } } });

  it('is fine with a DKIM domain of the same organisation', () => {
    assert.equal(
      findingOf('sender-authentication', dmarc('v=DMARC1; p=reject'), signing({ dkimDomains: ['em.contoso.com'] }))
        .status,
      'ok',
    );
  });

  const unaligned = signing({ dkimDomains: ['sendgrid.net'], mailFromDomains: ['sendgrid.net'] });
  for (const [record, severity, cause] of [
    ['v=DMARC1; p=reject; rua=mailto:x@contoso.com', 'critical', /rejection/],
    ['v=DMARC1;p=quarantine', 'high', /quarantine/],
    ['v=DMARC1; p=none', 'high', /forgery of your people/],
    [null, 'high', /forgery of your people/],
  ] as const) {
    it(`is a gap of ${severity} severity when nothing is aligned and DMARC is ${record}`, () => {
      const finding = findingOf('sender-authentication', dmarc(record), unaligned);
      assert.deepEqual([finding.status, finding.severity], ['gap', severity]);
      assert.match(finding.effect, cause);
      assert.deepEqual(
        finding.fixes.map(({ mechanism }) => mechanism),
        ['alignAuthentication', 'spoofPair'],
      );
      assert.deepEqual(
        finding.never.map(({ mechanism }) => mechanism),
        ['allowedSenderDomain'],
      );
    });
  }

  it('names no mail service that others share as the infrastructure of a spoof pair', () => {
    const pairOf = (sendingIps: string[]) =>
      findingOf('sender-authentication', {}, signing({ dkimDomains: ['sendgrid.net'], sendingIps })).fixes.find(
        ({ mechanism }) => mechanism === 'spoofPair',
      )?.powershell ?? '';
    assert.match(pairOf([]), /-SendingInfrastructure '<the DKIM domain that signs the mail>'/);
    assert.match(pairOf(['198.51.100.7']), /-SendingInfrastructure '198\.51\.100\.0\/24'/);
  });

  it('takes the policy of the organisation for a subdomain', () => {
    const sub = signing({
      dkimDomains: ['sendgrid.net'],
      senders: [{ address: 'a@news.contoso.com', path: 'email-delivery' as const }],
    });
    const finding = findingOf(
      'sender-authentication',
      { dns: { 'contoso.com': { dmarc: 'v=DMARC1; p=none; sp=reject' } } },
      sub,
    );
    assert.equal(finding.severity, 'critical');
  });

  it('is not known when the profile does not say who signs', () => {
    assert.equal(findingOf('sender-authentication', {}, signing({})).status, 'unknown');
  });

  it('is fine, but better signed, by SPF alone', () => {
    const spf = signing({ mailFromDomains: ['em.contoso.com'] });
    assert.equal(findingOf('sender-authentication', {}, spf).status, 'info');
    assert.equal(findingOf('sender-authentication', { dns: { 'em.contoso.com': { spf: null } } }, spf).status, 'gap');
  });

  it('does not matter when only own mailboxes send', () => {
    const own = { sender: { senders: [{ address: 'comms@contoso.com', path: 'own-mailbox' as const }] } };
    assert.equal(findingOf('sender-authentication', {}, own).status, 'ok');
  });
});

describe('The bulk level of past campaigns', () => {
  it('that meets the threshold is a gap, with the narrow fixes first', () => {
    const finding = findingOf('observed-bulk-level', antiSpam({ BulkSpamAction: 'Quarantine' }), {
      sender: { ...sender, observedBcl: 7 },
    });
    assert.deepEqual([finding.status, finding.severity, finding.actual, finding.expected], ['gap', 'high', 7, 8]);
    assert.deepEqual(
      finding.fixes.map(({ mechanism }) => mechanism),
      ['scopedPolicy'],
    );
    assert.ok(finding.never.some(({ mechanism, why }) => mechanism === 'senderAllow' && /own domains/.test(why)));
  });

  it('below the threshold, or with bulk marking off, is fine', () => {
    assert.equal(findingOf('observed-bulk-level', {}, { sender: { ...sender, observedBcl: 6 } }).status, 'ok');
    const off = antiSpam({ MarkAsSpamBulkMail: 'Off' });
    assert.equal(findingOf('observed-bulk-level', off, { sender: { ...sender, observedBcl: 9 } }).status, 'ok');
  });
});

describe('The quarantine policy of a verdict', () => {
  const quarantined = { SpamAction: 'Quarantine', SpamQuarantineTag: 'AdminOnlyAccessPolicy' };

  it('that keeps people out is a gap where mail is held, and without effect where it is not', () => {
    assert.equal(findingOf('quarantine-policy', antiSpam(quarantined)).status, 'gap');
    assert.equal(findingOf('quarantine-policy', antiSpam({ ...quarantined, SpamAction: 'MoveToJmf' })).status, 'info');
  });

  it('is judged by what it allows, not by its name', () => {
    const text = '[PermissionToRelease: True\r\nPermissionToRequestRelease: False\r\nPermissionToPreview: True]';
    const custom = (row: Record<string, unknown>) => ({
      ...antiSpam({ SpamAction: 'Quarantine', SpamQuarantineTag: 'Ours' }),
      'Get-QuarantinePolicy': [{ Name: 'Ours', ESNEnabled: false, ...row }],
    });
    assert.equal(findingOf('quarantine-policy', custom({ EndUserQuarantinePermissions: text })).status, 'ok');
    assert.equal(findingOf('quarantine-policy', custom({ EndUserQuarantinePermissionsValue: 39 })).status, 'ok');
    assert.equal(findingOf('quarantine-policy', custom({ EndUserQuarantinePermissionsValue: 27 })).status, 'gap');
    assert.equal(findingOf('quarantine-policy', antiSpam({ SpamQuarantineTag: 'Not read' })).status, 'unknown');
  });

  it('that tells nobody where Standard does is a gap', () => {
    const tenant = untouchedTenant('Standard');
    const rows = tenant['Get-HostedContentFilterPolicy'] as Record<string, unknown>[];
    for (const row of rows)
      if (row.RecommendedPolicyType === 'Standard') row.PhishQuarantineTag = 'DefaultFullAccessPolicy';
    const finding = findingOf('quarantine-policy', tenant);
    assert.deepEqual([finding.status, finding.setting], ['gap', 'PhishQuarantineTag']);
    assert.match(finding.effect, /Nobody is told/);
  });
});

describe('Attachment types', () => {
  const types = (FileTypes: string[]) => defaultWith('Get-MalwareFilterPolicy', { FileTypes });
  const usual =
    (untouchedTenant('Default')['Get-MalwareFilterPolicy'] as { FileTypes: string[] }[])[0]?.FileTypes ?? [];

  it('that campaigns carry stop them when blocked', () => {
    const finding = findingOf('attachment-filter', types([...usual, 'ICS', '.html']));
    assert.deepEqual([finding.status, finding.kind, finding.actual], ['gap', 'stops', ['html', 'ics']]);
    assert.deepEqual(
      finding.fixes.map(({ mechanism }) => mechanism),
      ['sendLink', 'recommendedValue', 'scopedPolicy'],
    );
  });

  it('of Microsoft’s list that are missing are an opening', () => {
    const finding = findingOf('attachment-filter', types(usual.filter((type) => type !== 'exe')));
    assert.deepEqual([finding.status, finding.kind], ['gap', 'opening']);
    assert.match(finding.effect, /1 of Microsoft’s 53 default types are not blocked: exe/);
  });
});

describe('Languages and regions', () => {
  it('are named when blocked, and weigh little when none is listed', () => {
    const listed = findingOf(
      'region-language',
      antiSpam({ EnableRegionBlockList: true, RegionBlockList: ['US', 'CA'] }),
    );
    assert.deepEqual([listed.severity, listed.setting], ['high', 'EnableRegionBlockList']);
    assert.match(listed.effect, /US, CA/);
    assert.equal(
      findingOf('region-language', antiSpam({ EnableRegionBlockList: true, RegionBlockList: [] })).severity,
      'low',
    );
  });
});

describe('Coverage', () => {
  it('names people whom exceptions leave without Safe Links and Safe Attachments', () => {
    const found = findingsOf('defender-coverage', {
      'Get-ATPBuiltInProtectionRule': [aBuiltInRule({ ExceptIfSentTo: ['anna@contoso.com'] })],
    });
    assert.deepEqual(
      found.map(({ status, affects }) => [status, affects.count]),
      [
        ['gap', 1],
        ['gap', 1],
      ],
    );
  });

  it('says which custom policy never applies because a preset comes first, and to whom it was meant', () => {
    const finding = findingOf('shadowed-policies', {
      'Get-EOPProtectionPolicyRule': [aPresetRule('Standard')],
      'Get-HostedContentFilterRule': [
        aRule('HostedContentFilterPolicy', 'Newsletter', { SentTo: ['anna@contoso.com'] }),
      ],
    });
    assert.deepEqual([finding.status, finding.policy, finding.affects.count], ['info', 'Newsletter', 1]);
    assert.match(finding.effect, /Standard Preset Security Policy/);
  });
});

describe('A rule about one sending path', () => {
  const threshold = antiSpam({ BulkThreshold: 2 });
  const only = (path: 'own-mailbox' | 'email-delivery') => ({
    sender: { senders: [{ address: 'a@contoso.com', path }] },
  });

  it('is a gap on that path, and good to know when the profile uses the other alone', () => {
    assert.equal(findingOf('bulk-filter', threshold, only('email-delivery')).status, 'gap');
    const other = findingOf('bulk-filter', threshold, only('own-mailbox'));
    assert.equal(other.status, 'info');
    assert.match(other.effect, /not in use/);
  });

  it('is shown for both paths when nobody said which is used', () => {
    assert.equal(findingOf('bulk-filter', threshold, { sender: {} }).status, 'gap');
    assert.equal(
      findingOf('intra-org-filter', antiSpam({ IntraOrgFilterState: 'Spam' }), { sender: {} }).status,
      'gap',
    );
  });

  it('does not hide an opening', () => {
    const open = antiSpam({ BulkThreshold: 9 });
    assert.equal(findingOf('bulk-filter', open, only('own-mailbox')).status, 'gap');
  });
});

describe('A tenant that could be read in part', () => {
  it('gives unknown with the reason for what was refused, and true answers for the rest', () => {
    const tenant = untouchedTenant('Standard');
    delete tenant['Get-TransportRule'];
    delete tenant['Get-ATPProtectionPolicyRule'];
    tenant.notRead = [
      { cmdlet: 'Get-TransportRule', kind: 'noPermission', sentence: 'Exchange refused Get-TransportRule (403).' },
    ];
    const { findings, score, scoreExplained } = findGaps(parseSnapshot(tenant), {
      recipients: ['anna@contoso.com'],
      sender,
      now,
    });
    const of = (rule: string) => findings.filter((finding) => finding.rule === rule).map(({ status }) => status);
    assert.deepEqual(of('mail-flow-bypass'), ['unknown']);
    assert.match(
      findings.find(({ rule }) => rule === 'mail-flow-bypass')?.effect ?? '',
      /refused Get-TransportRule \(403\)/,
    );
    assert.deepEqual(of('safe-links'), ['unknown']);
    assert.deepEqual(of('bulk-filter'), ['ok']);
    assert.equal(score, 100);
    assert.match(scoreExplained.sentence, /could not be made and count neither way/);
  });

  it('without Defender says not licensed, never fine', () => {
    const tenant = untouchedTenant('Default', {
      'Get-SafeLinksPolicy': [],
      'Get-SafeAttachmentPolicy': [],
      'Get-AtpPolicyForO365': [],
      'Get-ATPBuiltInProtectionRule': [],
      'Get-SafeLinksRule': [],
      'Get-SafeAttachmentRule': [],
    });
    const { findings, licence, counts } = findGaps(parseSnapshot(tenant), {
      recipients: ['anna@contoso.com'],
      sender,
      now,
    });
    assert.equal(licence.plan, 'EOP');
    assert.equal(counts.gap, 0);
    assert.equal(findings.find(({ rule }) => rule === 'safe-links')?.status, 'notLicensed');
    assert.equal(findings.find(({ rule }) => rule === 'impersonation')?.status, 'notLicensed');
    assert.equal(findings.find(({ rule }) => rule === 'spoof-protection')?.status, 'ok');
  });
});

describe('The key of a finding', () => {
  it('is the same in every run, and for the same object after it was renamed', () => {
    const key = (name: string) => findingOf('bulk-filter', antiSpam({ BulkThreshold: 2, Name: name, Guid: 'ABC' })).key;
    assert.equal(key('Default'), 'bulk-filter|abc|bulkthreshold');
    assert.equal(key('Renamed'), key('Default'));
  });

  it('differs between findings of one report', () => {
    const tenant = untouchedTenant('Default');
    for (const rows of Object.values(tenant)) {
      if (!Array.isArray(rows)) continue;
      for (const row of rows as Record<string, unknown>[]) {
        for (const [name, value] of Object.entries(row)) {
          if (typeof value === 'boolean' && name !== 'IsDefault') row[name] = !value;
          if (value === 'Off') row[name] = 'On';
        }
      }
    }
    const { findings } = findGaps(parseSnapshot(tenant), { recipients: ['anna@contoso.com'], sender, now });
    const keys = findings.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });
});

describe('The audience', () => {
  it('takes a group among the recipients for its members, nested ones too', () => {
    const tenant = untouchedTenant('Default', {
      groups: {
        'all@contoso.com': ['emea@contoso.com', 'anna@contoso.com'],
        'emea@contoso.com': ['bert@contoso.com', 'anna@contoso.com'],
      },
    });
    const { audience } = findGaps(parseSnapshot(tenant), { recipients: ['All@contoso.com', 'cleo@contoso.com'], now });
    assert.deepEqual(audience, { kind: 'listed', size: 3, groupsNotRead: [] });
  });

  it('is that of the groups of the profile, and says which of them were not read', () => {
    const tenant = untouchedTenant('Default', { groups: { 'all@contoso.com': ['anna@contoso.com'] } });
    const { audience } = findGaps(parseSnapshot(tenant), {
      audienceGroups: ['all@contoso.com', 'gone@contoso.com'],
      now,
    });
    assert.deepEqual(audience, { kind: 'listed', size: 1, groupsNotRead: ['gone@contoso.com'] });
  });

  it('is everybody the snapshot knows of, and all others of each domain, when nobody said who it is', () => {
    const tenant = {
      ...untouchedTenant('Default', { groups: { 'all@contoso.com': ['anna@contoso.com'] } }),
      ...antiSpam({ BulkThreshold: 2 }),
    };
    const { findings, audience } = findGaps(parseSnapshot(tenant), { now });
    assert.equal(audience.kind, 'tenant');
    const gap = findings.find(({ status }) => status === 'gap');
    assert.deepEqual([gap?.affects.count, gap?.affects.others, gap?.severity], [1, ['contoso.com'], 'high']);
    assert.deepEqual(gap?.affects.groups, [{ group: 'all@contoso.com', count: 1, of: 1 }]);
  });
});
