import type { AttributionRow } from './row.ts';
import { headerPage, purgePage, quarantinePage, troubleshooting } from './sources.ts';

/** What the evidence names only in part, what happened without a verdict, and what let the message through. */
export const rowsLeftOpen: readonly AttributionRow[] = [
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
