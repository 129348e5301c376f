import assert from 'node:assert/strict';
import { findGaps } from '../../../src/defender/gaps/evaluate.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { now, sender } from '../../support/gap-tenant.ts';
import { blockedTypes, type Level, untouchedTenant } from '../../support/microsoft-baselines.ts';
import type { SnapshotDocument } from '../../support/tenant-snapshots.ts';

const spam = 'Get-HostedContentFilterPolicy';
const phish = 'Get-AntiPhishPolicy';
const malware = 'Get-MalwareFilterPolicy';
const files = 'Get-SafeAttachmentPolicy';
const connection = 'Get-HostedConnectionFilterPolicy';
const linked = 'Get-AtpPolicyForO365';
const adminOnly = 'AdminOnlyAccessPolicy';
const quiet = 'DefaultFullAccessPolicy';
const notify = 'DefaultFullAccessWithNotificationPolicy';

/** Recommended lists, quarantine policies and objects, each with another value, and what is then said. */
const changes: [cmdlet: string, property: string, value: unknown, status: string][] = [
  [spam, 'AllowedSenders', ['x@fabrikam.com'], 'gap'],
  [spam, 'AllowedSenderDomains', ['fabrikam.com'], 'gap'],
  [spam, 'BlockedSenders', ['news@contoso.com'], 'gap'],
  [spam, 'BlockedSenders', ['x@fabrikam.com'], 'info'],
  [spam, 'BlockedSenderDomains', ['contoso.com'], 'gap'],
  [spam, 'HighConfidenceSpamQuarantineTag', adminOnly, 'gap'],
  [spam, 'HighConfidenceSpamQuarantineTag', quiet, 'gap'],
  [spam, 'PhishQuarantineTag', quiet, 'gap'],
  [spam, 'HighConfidencePhishQuarantineTag', notify, 'gap'],
  [spam, 'SpamQuarantineTag', adminOnly, 'info'],
  [spam, 'BulkQuarantineTag', notify, 'info'],
  [phish, 'SpoofQuarantineTag', adminOnly, 'gap'],
  [phish, 'TargetedUserQuarantineTag', quiet, 'gap'],
  [phish, 'TargetedDomainQuarantineTag', quiet, 'gap'],
  [phish, 'MailboxIntelligenceQuarantineTag', adminOnly, 'info'],
  [phish, 'ExcludedSenders', ['x@fabrikam.com'], 'info'],
  [phish, 'ExcludedDomains', ['contoso.com'], 'gap'],
  [malware, 'QuarantineTag', notify, 'gap'],
  [malware, 'FileTypes', blockedTypes.slice(1), 'gap'],
  [malware, 'FileTypes', [...blockedTypes, 'ics'], 'gap'],
  [files, 'QuarantineTag', notify, 'gap'],
  [files, 'QuarantineTagForBlockingEncryptedAttachments', adminOnly, 'info'],
  ['Get-SafeLinksPolicy', 'DoNotRewriteUrls', ['https://contactmonkey.com/*'], 'gap'],
  [connection, 'IPAllowList', ['198.51.100.7'], 'gap'],
  [connection, 'IPBlockList', ['198.51.100.7'], 'gap'],
  [connection, 'EnableSafeList', true, 'gap'],
  [linked, 'EnableATPForSPOTeamsODB', false, 'gap'],
  [linked, 'EnableSafeDocs', false, 'gap'],
  [linked, 'AllowSafeDocsOpen', true, 'gap'],
  ['Get-InboundConnector', 'TreatMessagesAsInternal', true, 'gap'],
  ['Get-ArcConfig', 'ArcTrustedSealers', ['sendgrid.net'], 'gap'],
];

function tenantOf(level: Level): SnapshotDocument {
  return untouchedTenant(level, {
    'Get-InboundConnector': [
      { Name: 'In', Enabled: true, ConnectorType: 'OnPremises', SenderDomains: ['smtp:fabrikam.com;1'] },
    ],
    dns: { 'contoso.com': { dmarc: 'v=DMARC1; p=reject' } },
  });
}

const notFine = (tenant: SnapshotDocument) =>
  findGaps(parseSnapshot(tenant), { recipients: ['anna@contoso.com'], sender, now }).findings.filter(
    ({ status }) => status !== 'ok',
  );

describe('One changed list, quarantine policy or object', () => {
  const usual = new Set(notFine(tenantOf('Standard')).map(({ key }) => key));

  it('is changed in a tenant of which nothing else is said', () => {
    assert.deepEqual(
      notFine(tenantOf('Standard')).map(({ rule }) => rule),
      ['attachment-delay', 'click-statistics'],
    );
  });

  for (const [cmdlet, property, value, status] of changes) {
    it(`(${property} = ${JSON.stringify(value).slice(0, 40)}) gives exactly the finding for it`, () => {
      const tenant = tenantOf('Standard');
      const rows = tenant[cmdlet] as Record<string, unknown>[];
      const row = rows.find(({ RecommendedPolicyType }) => RecommendedPolicyType === 'Standard') ?? rows[0];
      assert.ok(row);
      row[property] = value;
      const fresh = notFine(tenant).filter(({ key }) => !usual.has(key));
      assert.deepEqual(
        fresh.map((finding) => [finding.setting, finding.status]),
        [[property, status]],
      );
    });
  }
});
