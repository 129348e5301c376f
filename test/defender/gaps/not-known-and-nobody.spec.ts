import assert from 'node:assert/strict';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { defaultWith, findingOf, findingsOf, now, sender } from '../../support/gap-tenant.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';

const allowed = (entry: Record<string, unknown>) => ({
  'Get-TenantAllowBlockListItems': [{ Action: 'Allow', ...entry }],
});
const connectors = (settings: Record<string, unknown>) => ({
  'Get-InboundConnector': [{ Name: 'In', Enabled: true, SenderDomains: ['smtp:contoso.com;1'], ...settings }],
});
const unreadOf = (cmdlet: string, changes: Record<string, unknown>, rule: string, facts = sender) => {
  const { [cmdlet]: _, ...rest } = { ...untouchedTenant('Default'), ...changes };
  const report = findGaps(parseSnapshot(rest), { recipients: ['anna@contoso.com'], sender: facts, now });
  return report.findings.filter((finding) => finding.rule === rule);
};

describe('What was not read', () => {
  it('leaves open whether an allowed domain is an own one', () => {
    const findings = unreadOf(
      'Get-AcceptedDomain',
      allowed({ ListType: 'Sender', Value: 'contoso.com' }),
      'allow-block-list-allows',
    );
    assert.deepEqual(
      findings.map(({ status }) => status),
      ['unknown'],
    );
  });

  it('leaves open whether a connector accounts for direct sends', () => {
    const rejects = { 'Get-OrganizationConfig': [{ Name: 'o', RejectDirectSend: true }] };
    const facts = { ...sender, mailFromDomains: ['contoso.com'] };
    const [finding] = unreadOf('Get-InboundConnector', rejects, 'direct-send', facts);
    assert.equal(finding?.status, 'unknown');
    assert.equal(findingOf('direct-send', { ...rejects, 'Get-InboundConnector': [] }, { sender: facts }).status, 'gap');
  });
});

describe('An inbound connector that refuses other sources', () => {
  const at = { domains: { mxAtMicrosoft365: true } };
  const byIp = connectors({ RestrictDomainsToIPAddresses: true, SenderIPAddresses: ['192.0.2.1'] });

  it('is a gap for a sending address that is not its own, and not known without one', () => {
    assert.equal(findingOf('inbound-connectors', { ...at, ...byIp }).status, 'gap');
    const unknown = { sender: { ...sender, sendingIps: [] } };
    assert.equal(findingOf('inbound-connectors', { ...at, ...byIp }, unknown).status, 'unknown');
  });

  it('is fine when it asks for the certificate of the mail service', () => {
    const certificate = { RestrictDomainsToCertificate: true, TlsSenderCertificateName: '*.sendgrid.net' };
    assert.equal(findingOf('inbound-connectors', { ...at, ...connectors(certificate) }).status, 'ok');
  });
});

describe('An allow entry that has run out', () => {
  const ended = { ExpirationDate: '2026-10-10T00:00:00Z' };

  it('opens nothing any more', () => {
    const entry = allowed({ ListType: 'Sender', Value: 'contoso.com', ...ended });
    assert.equal(findingOf('allow-block-list-allows', entry).status, 'ok');
  });

  it('is not to be made anew for an own domain', () => {
    const entry = allowed({ ListType: 'Sender', Value: 'contoso.com', ...ended });
    assert.equal(findingOf('allow-entry-expiry', entry).status, 'ok');
  });

  it('is made anew for the path of the tracker alone', () => {
    const finding = findingOf('allow-entry-expiry', allowed({ ListType: 'Url', Value: 'tk.cmnky.co/*', ...ended }));
    assert.equal(finding.effect, 'The allow entry tk.cmnky.co/* ran out on 2026-10-10.');
    assert.match(finding.fixes[0]?.powershell ?? '', /^New-.* -Entries 'tk\.cmnky\.co\/api\/v1\/\*'/);
  });
});

describe('The DMARC record of the From domain', () => {
  const dmarc = (record: string) => ({ dns: { 'contoso.com': { dmarc: record } } });
  const strictly = { sender: { ...sender, dkimDomains: ['em.contoso.com'] } };
  const shared = { sender: { ...sender, dkimDomains: ['sendgrid.net'], mailFromDomains: ['sendgrid.net'] } };

  it('asks for the very domain where it says so', () => {
    const record = 'v=DMARC1; p=reject; adkim=s; aspf=s';
    assert.equal(findingOf('sender-authentication', dmarc('v=DMARC1; p=reject'), strictly).status, 'ok');
    const finding = findingOf('sender-authentication', dmarc(record), strictly);
    assert.deepEqual([finding.status, finding.severity], ['gap', 'critical']);
    assert.match(finding.effect, /contoso\.com exactly/);
    assert.equal(findingOf('sender-authentication', dmarc(record)).status, 'ok');
  });

  it('counts as the anti-phishing policies of the audience treat it', () => {
    const judged = (settings: Record<string, unknown>) => {
      const changes = { ...dmarc('v=DMARC1; p=reject'), ...defaultWith('Get-AntiPhishPolicy', settings) };
      const { severity, effect } = findingOf('sender-authentication', changes, shared);
      return `${severity}: ${effect}`;
    };
    assert.match(judged({}), /^critical: .*bounces/);
    assert.match(judged({ DmarcRejectAction: 'Quarantine' }), /^high: .*quarantines the mail here/);
    assert.match(judged({ HonorDmarcPolicy: false }), /^high: .*no policy here honours/);
  });

  it('hurts nobody while a spoof pair covers the sender', () => {
    const pair = { SpoofedUser: 'news@contoso.com', SendingInfrastructure: 'sendgrid.net', Action: 'Allow' };
    const changes = { ...dmarc('v=DMARC1; p=reject'), 'Get-TenantAllowBlockListSpoofItems': [pair] };
    assert.equal(findingOf('sender-authentication', changes, shared).status, 'info');
  });
});

describe('What touches nobody of the audience', () => {
  it('is no gap when somebody else blocked the sender', () => {
    const blocks = (Identity: string) => ({
      'Get-MailboxJunkEmailConfiguration': [{ Identity, BlockedSendersAndDomains: ['news@contoso.com'] }],
    });
    assert.equal(findingOf('user-block-lists', blocks('else@contoso.com')).status, 'ok');
    assert.equal(findingOf('user-block-lists', blocks('Anna@contoso.com')).status, 'gap');
  });
});

describe('A scoped policy for people who leave a preset', () => {
  const commandFor = (level: 'Standard' | 'Strict') => {
    const report = findGaps(parseSnapshot(untouchedTenant(level)), {
      recipients: ['anna@contoso.com'],
      sender: { ...sender, observedBcl: 6 },
      now,
    });
    const found = report.findings.find(({ rule, status }) => rule === 'observed-bulk-level' && status === 'gap');
    return found?.fixes.find(({ mechanism }) => mechanism === 'scopedPolicy')?.powershell ?? '';
  };

  it('has every other value of the preset that a new policy would not have', () => {
    const [standard = ''] = commandFor('Standard').split('\n');
    assert.match(standard, /^New-HostedContentFilterPolicy -Name 'ContactMonkey campaigns' -BulkThreshold 7 /);
    assert.match(standard, /-HighConfidenceSpamAction 'Quarantine' -PhishSpamAction 'Quarantine' /);
    assert.match(standard, /-QuarantineRetentionPeriod 30 /);
    assert.match(standard, /-PhishQuarantineTag 'DefaultFullAccessWithNotificationPolicy'/);
    assert.match(commandFor('Strict'), /-BulkSpamAction 'Quarantine' -SpamAction 'Quarantine'/);
  });
});

describe('What cannot work', () => {
  it('is not proposed: no threshold lets bulk level 9 in', () => {
    const { fixes, never } = findingOf('observed-bulk-level', {}, { sender: { ...sender, observedBcl: 9 } });
    assert.deepEqual(fixes, []);
    assert.ok(never.some(({ mechanism }) => mechanism === 'scopedPolicy'));
  });

  it('is not proposed: no policy lets a mailbox write to more than Exchange Online does', () => {
    const many = Array.from({ length: 12_000 }, (_, place) => `p${place}@contoso.com`);
    const finding = findingsOf('outbound-limits', {}, { recipients: many }).find(({ status }) => status === 'gap');
    assert.equal(finding?.setting, 'RecipientLimitPerDay');
    assert.deepEqual(
      finding?.fixes.map(({ mechanism }) => mechanism),
      ['useEmailDelivery'],
    );
  });

  it('is not said of a bare host that takes nothing out of scanning', () => {
    const entries = { DoNotRewriteUrls: ['tk.cmnky.co'] };
    const findings = findingsOf('do-not-rewrite', defaultWith('Get-SafeLinksPolicy', entries));
    assert.deepEqual(
      findings.map(({ status }) => status),
      ['info'],
    );
  });

  it('is not left behind: the test mode of Enhanced Filtering is turned off', () => {
    const gateway = { EFSkipLastIP: true, EFTestMode: true, SenderDomains: ['smtp:*;1'] };
    const finding = findingOf('enhanced-filtering', { domains: { mxAtMicrosoft365: false }, ...connectors(gateway) });
    assert.match(finding.fixes[0]?.powershell ?? '', /-EFTestMode:\$false/);
  });

  it('is not undone by another fix: Microsoft’s file types without those of campaigns', () => {
    const findings = findingsOf('attachment-filter', defaultWith('Get-MalwareFilterPolicy', { FileTypes: ['html'] }));
    const lists = findings.flatMap(({ fixes }) =>
      fixes.filter(({ mechanism }) => mechanism === 'recommendedValue').map(({ powershell }) => powershell),
    );
    assert.equal(new Set(lists).size, 1);
    assert.match(lists[0] ?? '', /'exe'/);
    assert.doesNotMatch(lists[0] ?? '', /'html'/);
  });
});
