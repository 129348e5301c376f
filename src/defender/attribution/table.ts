import { asfSource } from '../headers/asf-options.ts';
import type { AllowingKey } from './allowing.ts';
import type { Cause, Component } from './cause.ts';
import { overrideSource } from './override-sources.ts';
import type { PredicateName } from './predicates/index.ts';

export interface AttributionRow {
  id: string;
  /** The evidence that makes the row match. */
  evidence: PredicateName;
  component: Component;
  setting: string | null;
  explanation: string;
  allowing: AllowingKey | null;
  effect: Cause['effect'];
  source: string;
  date: string;
  confidence: 'documented' | 'inferred';
}

const troubleshooting = {
  source: 'Microsoft Learn, anti-spam-policies-troubleshooting',
  date: '2026-08-03',
  confidence: 'documented',
  effect: 'stopped',
} as const;
const headerPage = {
  source: 'Microsoft Learn, message-headers-eop-mdo',
  date: '2026-07-27',
  confidence: 'documented',
  effect: 'stopped',
} as const;
const quarantinePage = {
  source: 'Microsoft Learn, quarantine-about',
  date: '2026-07-17',
  confidence: 'documented',
  effect: 'stopped',
} as const;
const overrides = { ...overrideSource, confidence: 'documented', effect: 'stopped' } as const;
const purgePage = {
  source: 'Microsoft Learn, zero-hour-auto-purge and advanced-hunting-emailpostdeliveryevents-table',
  date: '2026-06-29',
  confidence: 'documented',
  effect: 'stopped',
} as const;
const spoofPage = {
  source: 'Microsoft Learn, anti-phishing-policies-about',
  date: '2026-08-20',
  confidence: 'documented',
  effect: 'stopped',
} as const;

/**
 * From evidence to the setting behind it. Read from the top: the first row whose evidence is there is the answer, the
 * rows after it that match too would also act. What beats filtering comes first, then the verdicts in Microsoft's order
 * (how-policies-and-protections-are-combined, 2025-09-12), then what only the other sources leave open.
 */
export const attributionTable: readonly AttributionRow[] = [
  {
    ...troubleshooting,
    id: 'refused',
    evidence: 'refused',
    component: 'edge',
    setting: null,
    explanation: 'The message was refused, not quarantined.',
    allowing: null,
  },
  {
    ...purgePage,
    id: 'purged',
    evidence: 'purged',
    component: 'zap',
    setting: null,
    explanation:
      'The message was delivered, and zero-hour auto purge removed it later, when the verdict on it changed.',
    allowing: 'purge',
  },
  {
    ...quarantinePage,
    id: 'moved-by-hand',
    evidence: 'movedByHand',
    component: 'unknown',
    setting: null,
    explanation: 'An administrator or an automated investigation moved the message; no policy setting did it.',
    allowing: null,
  },
  {
    ...quarantinePage,
    id: 'transport-rule',
    evidence: 'transportRule',
    component: 'transport-rule',
    setting: 'Quarantine',
    explanation: 'A mail flow rule of the organisation acted on the message, not a filter verdict.',
    allowing: 'transportRule',
  },
  {
    ...quarantinePage,
    id: 'data-loss-prevention',
    evidence: 'dataLossPrevention',
    component: 'unknown',
    setting: null,
    explanation: 'A data loss prevention rule held the message. That is set in Microsoft Purview, not in Defender.',
    allowing: null,
  },
  {
    ...troubleshooting,
    id: 'user-blocked',
    evidence: 'blockedByUser',
    component: 'user-settings',
    setting: 'BlockedSendersAndDomains',
    explanation: "The sender is on the recipient's own Blocked Senders list.",
    allowing: 'userBlocked',
  },
  {
    ...overrides,
    id: 'tenant-block',
    evidence: 'blockedByTenantList',
    component: 'tenant-allow-block-list',
    setting: 'Entries',
    explanation: 'A block entry of the Tenant Allow/Block List matched the message.',
    allowing: 'tenantBlock',
  },
  {
    ...overrides,
    id: 'connection-block',
    evidence: 'blockedByConnectionFilter',
    component: 'connection-filter',
    setting: 'IPBlockList',
    explanation: 'The connecting address is on the IP Block List of the connection filter.',
    allowing: 'connectionBlock',
  },
  {
    ...troubleshooting,
    id: 'policy-block',
    evidence: 'blockedByPolicyList',
    component: 'anti-spam',
    setting: 'BlockedSenders',
    explanation: "The sender or its domain is on the anti-spam policy's own block list.",
    allowing: 'policyBlock',
  },
  {
    ...overrides,
    id: 'region-or-language',
    evidence: 'blockedByRegionOrLanguage',
    component: 'anti-spam',
    setting: 'RegionBlockList',
    explanation: 'The anti-spam policy blocks mail from this country or in this language.',
    allowing: 'policyBlock',
  },
  {
    ...asfSource,
    effect: 'stopped',
    confidence: 'documented',
    id: 'advanced-spam-filter',
    evidence: 'advancedSpamFilter',
    component: 'anti-spam',
    setting: null,
    explanation: 'An Advanced Spam Filter option of the anti-spam policy marked the message as spam.',
    allowing: 'asf',
  },
  {
    ...headerPage,
    id: 'file-type',
    evidence: 'fileType',
    component: 'anti-malware',
    setting: 'FileTypes',
    explanation: 'An attachment is of a type that the common attachments filter blocks, whatever is in it.',
    allowing: 'fileType',
  },
  {
    ...headerPage,
    id: 'malware',
    evidence: 'malware',
    component: 'anti-malware',
    setting: null,
    explanation:
      'The anti-malware engines found malware. No setting decides this verdict. No allow list of senders overrides it.',
    allowing: 'malware',
  },
  {
    ...headerPage,
    id: 'safe-attachments',
    evidence: 'safeAttachments',
    component: 'safe-attachments',
    setting: 'Action',
    explanation:
      'Safe Attachments opened an attachment and found it dangerous, or could not open it because it is encrypted.',
    allowing: 'safeAttachments',
  },
  {
    ...quarantinePage,
    id: 'sharepoint-file',
    evidence: 'sharePointFile',
    component: 'safe-attachments',
    setting: 'EnableATPForSPOTeamsODB',
    explanation: 'A file in SharePoint, OneDrive or Teams was found to be malware; this is not mail.',
    allowing: 'malware',
  },
  {
    ...headerPage,
    id: 'high-confidence-phish',
    evidence: 'highConfidencePhish',
    component: 'anti-spam',
    setting: 'HighConfidencePhishAction',
    explanation:
      'The message was judged high confidence phishing. The tenant can choose quarantine or redirection, not delivery: no allow list overrides this verdict.',
    allowing: 'highConfidencePhish',
  },
  {
    ...headerPage,
    id: 'phish',
    evidence: 'phish',
    component: 'anti-spam',
    setting: 'PhishSpamAction',
    explanation: 'The message was judged phishing, most often because of a link in it.',
    allowing: 'phish',
  },
  {
    ...spoofPage,
    id: 'spoof-dmarc',
    evidence: 'spoofByDmarc',
    component: 'anti-phish',
    setting: 'DmarcRejectAction',
    explanation: 'The message fails DMARC, and the From domain itself asks to quarantine or reject such mail.',
    allowing: 'spoof',
  },
  {
    ...spoofPage,
    id: 'spoof',
    evidence: 'spoofByAuthentication',
    component: 'anti-phish',
    setting: 'AuthenticationFailAction',
    explanation:
      'The message could not be shown to come from its From domain, and spoof intelligence took it for a spoof.',
    allowing: 'spoof',
  },
  {
    ...headerPage,
    id: 'user-impersonation',
    evidence: 'userImpersonation',
    component: 'anti-phish',
    setting: 'TargetedUserProtectionAction',
    explanation: 'The sender looks like a person whom the anti-phishing policy protects, writing from another address.',
    allowing: 'impersonation',
  },
  {
    ...headerPage,
    id: 'domain-impersonation',
    evidence: 'domainImpersonation',
    component: 'anti-phish',
    setting: 'TargetedDomainProtectionAction',
    explanation: "The sender's domain looks like a domain that the anti-phishing policy protects.",
    allowing: 'impersonation',
  },
  {
    ...headerPage,
    id: 'mailbox-intelligence',
    evidence: 'mailboxIntelligence',
    component: 'anti-phish',
    setting: 'MailboxIntelligenceProtectionAction',
    explanation: 'The sender looks like someone the recipient writes to, but is not that person.',
    allowing: 'impersonation',
  },
  {
    ...headerPage,
    id: 'marked-before-filtering',
    evidence: 'markedBeforeFiltering',
    component: 'transport-rule',
    setting: 'SetSCL',
    explanation:
      'The message was marked as spam before filtering, as a mail flow rule does that sets SCL to 5 or more.',
    allowing: 'transportRule',
  },
  {
    ...headerPage,
    id: 'bulk',
    evidence: 'bulk',
    component: 'anti-spam',
    setting: 'BulkThreshold',
    explanation: "The sender's bulk complaint level reached the bulk threshold; BulkSpamAction says what happens then.",
    allowing: 'bulk',
  },
  {
    ...headerPage,
    id: 'high-confidence-spam',
    evidence: 'highConfidenceSpam',
    component: 'anti-spam',
    setting: 'HighConfidenceSpamAction',
    explanation: 'The message was judged high confidence spam.',
    allowing: 'spam',
  },
  {
    ...headerPage,
    id: 'spam',
    evidence: 'spam',
    component: 'anti-spam',
    setting: 'SpamAction',
    explanation: 'The message was judged spam.',
    allowing: 'spam',
  },
  {
    ...headerPage,
    id: 'inside-the-organisation',
    evidence: 'insideTheOrganisation',
    component: 'anti-spam',
    setting: 'IntraOrgFilterState',
    explanation:
      'The message stayed inside the organisation; IntraOrgFilterState says which verdicts are acted on there.',
    allowing: 'intraOrg',
  },
  {
    ...headerPage,
    id: 'outbound-spam',
    evidence: 'outboundSpam',
    component: 'outbound-spam',
    setting: 'ActionWhenThresholdReached',
    explanation: 'The outbound spam filter judged mail of the sending mailbox as spam.',
    allowing: 'outbound',
  },
  {
    ...quarantinePage,
    id: 'malware-or-attachment',
    evidence: 'malwareOrAttachment',
    component: 'anti-malware',
    setting: null,
    explanation:
      'An attachment was stopped as malware; whether by the anti-malware or the Safe Attachments policy is open. No allow list of senders overrides it.',
    allowing: 'malware',
  },
  {
    ...quarantinePage,
    id: 'phish-of-either-confidence',
    evidence: 'phishOfEitherConfidence',
    component: 'anti-spam',
    setting: null,
    explanation:
      'The message was judged phishing; with which confidence is open, and that decides whether an allow entry can help.',
    allowing: 'phish',
  },
  {
    ...quarantinePage,
    id: 'spoof-or-impersonation',
    evidence: 'spoofOrImpersonation',
    component: 'anti-phish',
    setting: null,
    explanation: 'The anti-phishing policy took the message for a spoof or an impersonation.',
    allowing: null,
  },
  {
    ...quarantinePage,
    id: 'some-kind-of-phish',
    evidence: 'someKindOfPhish',
    component: 'unknown',
    setting: null,
    explanation: 'The message is held as phishing; neither the policy that acted nor the header was read.',
    allowing: null,
  },
  {
    ...quarantinePage,
    id: 'spam-of-either-confidence',
    evidence: 'spamOfEitherConfidence',
    component: 'anti-spam',
    setting: null,
    explanation: 'The message was judged spam.',
    allowing: 'spam',
  },
  {
    ...troubleshooting,
    confidence: 'inferred',
    id: 'junked-by-mailbox',
    evidence: 'junkedByMailbox',
    component: 'mailbox',
    setting: null,
    explanation:
      "The tenant's filter found nothing, and still the message lies in Junk: a rule of the mailbox, its junk email settings or the Outlook program put it there.",
    allowing: 'mailbox',
  },
  {
    ...purgePage,
    confidence: 'inferred',
    id: 'probably-purged',
    evidence: 'probablyPurged',
    component: 'zap',
    setting: null,
    explanation: 'The message was most likely delivered first and taken out later by zero-hour auto purge.',
    allowing: 'purge',
  },
  {
    ...headerPage,
    effect: 'let-through',
    id: 'let-through',
    evidence: 'letThrough',
    component: 'unknown',
    setting: null,
    explanation: 'Something spared the message the filter, or overrode it.',
    allowing: null,
  },
];
