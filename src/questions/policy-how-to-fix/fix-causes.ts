import type { CauseId } from '../../defender/fixes/causes.ts';

/**
 * Which choice of fixes answers a row of the attribution table. Rows that leave the verdict open, and mail that was moved by
 * hand or by data loss prevention, have none: there is nothing to change about them until the cause is known.
 */
export const fixCauses: Readonly<Record<string, CauseId>> = {
  'advanced-spam-filter': 'asf',
  bulk: 'bulk',
  spam: 'spam',
  'high-confidence-spam': 'spam',
  'spam-of-either-confidence': 'spam',
  phish: 'phishLink',
  'phish-of-either-confidence': 'phishLink',
  'high-confidence-phish': 'highConfidencePhish',
  spoof: 'spoof',
  'spoof-dmarc': 'dmarcReject',
  'user-impersonation': 'impersonation',
  'domain-impersonation': 'impersonation',
  'mailbox-intelligence': 'impersonation',
  malware: 'malware',
  'safe-attachments': 'malware',
  'malware-or-attachment': 'malware',
  'file-type': 'fileType',
  'transport-rule': 'transportRule',
  'tenant-block': 'blockEntry',
  'policy-block': 'blockEntry',
  'connection-block': 'blockEntry',
  'user-blocked': 'userBlock',
  'outbound-spam': 'outboundLimit',
};
