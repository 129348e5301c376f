import type { MechanismId, Verdict } from './mechanisms.ts';

/** What can be done about one cause, and what must not be, with the reason. */
export interface CauseFacts {
  title: string;
  /** The verdict that an allow would have to overrule; null when no verdict is involved. */
  verdict: Verdict | null;
  propose: readonly MechanismId[];
  never: readonly { mechanism: MechanismId; why: string }[];
}

const tooWide = 'It opens the door for everybody who forges the domain; a narrower way exists.';
const cannotWork = 'Secure by default: high-confidence phish is not overruled by it.';

/**
 * Least-risk choice by cause. Built on Microsoft's own order of preference (Microsoft Learn,
 * create-safe-sender-lists-in-office-365, 2026-07-24) and the allow-by-verdict matrix (how-policies-and-protections-are-combined,
 * 2025-09-12); the ranking inside a cause is inferred.
 */
export const causes = {
  spoof: {
    title: 'The From address looks forged (spoof)',
    verdict: 'spoof',
    propose: ['alignAuthentication', 'spoofPair'],
    never: [{ mechanism: 'allowedSenderDomain', why: tooWide }],
  },
  dmarcReject: {
    title: 'DMARC of the From domain fails and asks for rejection',
    verdict: 'spoof',
    propose: ['alignAuthentication', 'spoofPair'],
    never: [{ mechanism: 'allowedSenderDomain', why: tooWide }],
  },
  asf: {
    title: 'An advanced spam filter option hits the mail',
    verdict: null,
    propose: ['recommendedValue'],
    never: [{ mechanism: 'allowedSenderDomain', why: 'Turning the option off costs nothing; an allow list does.' }],
  },
  bulk: {
    title: 'The mail counts as bulk',
    verdict: 'bulk',
    propose: ['senderAllow', 'safeSender', 'scopedPolicy'],
    never: [
      { mechanism: 'allowedSenderDomain', why: tooWide },
      { mechanism: 'ipAllow', why: 'It lets every From address through from that IP, for the sake of a bulk rating.' },
    ],
  },
  spam: {
    title: 'The mail counts as spam',
    verdict: 'spam',
    propose: ['submitAsClean', 'senderAllow', 'safeSender', 'ruleForAuthenticatedSender'],
    never: [
      { mechanism: 'ipAllow', why: 'On shared addresses it lets everybody else’s mail in too.' },
      { mechanism: 'ruleByDomainAlone', why: tooWide },
    ],
  },
  phishLink: {
    title: 'A link in the mail is judged to be phish',
    verdict: 'phish',
    propose: ['urlAllowBySubmission', 'customTrackingDomain', 'submitAsClean', 'urlAllowDirect'],
    never: [{ mechanism: 'doNotRewrite', why: 'It stops wrapping only; the link is still blocked when clicked.' }],
  },
  highConfidencePhish: {
    title: 'High-confidence phish',
    verdict: 'highConfidencePhish',
    propose: ['urlAllowBySubmission', 'submitAsClean', 'customTrackingDomain'],
    never: [
      { mechanism: 'senderAllow', why: cannotWork },
      { mechanism: 'allowedSenderDomain', why: cannotWork },
      { mechanism: 'ipAllow', why: cannotWork },
      { mechanism: 'ruleForAuthenticatedSender', why: cannotWork },
      { mechanism: 'safeSender', why: cannotWork },
    ],
  },
  impersonation: {
    title: 'The sender looks like a protected person or domain',
    verdict: 'impersonation',
    propose: ['trustedSender', 'trustedDomain'],
    never: [{ mechanism: 'senderAllow', why: 'Sender entries do not overrule impersonation.' }],
  },
  malware: {
    title: 'An attachment is judged to be malware',
    verdict: 'malware',
    propose: ['sendLink', 'submitAsClean', 'fileAllowBySubmission'],
    never: [{ mechanism: 'skipHeader', why: 'It turns detonation off for all mail that meets the rule.' }],
  },
  fileType: {
    title: 'The attachment has a blocked file type',
    verdict: 'fileType',
    propose: ['sendLink', 'recommendedValue', 'scopedPolicy'],
    never: [{ mechanism: 'fileAllowBySubmission', why: 'The common attachments filter does not look at file allows.' }],
  },
  attachmentDelay: {
    title: 'Scanning delays the mail',
    verdict: null,
    propose: ['sendLink', 'dynamicDelivery'],
    never: [{ mechanism: 'skipHeader', why: 'A delay is not worth unscanned files.' }],
  },
  encryptedAttachment: {
    title: 'Encrypted attachments are held',
    verdict: null,
    propose: ['sendLink', 'recommendedValue'],
    never: [{ mechanism: 'skipHeader', why: 'It turns detonation off for all mail that meets the rule.' }],
  },
  clickBlock: {
    title: 'Safe Links blocks the click',
    verdict: 'urlBlock',
    propose: ['urlAllowBySubmission', 'customTrackingDomain', 'urlAllowDirect'],
    never: [{ mechanism: 'doNotRewrite', why: 'The block at click time stays.' }],
  },
  transportRule: {
    title: 'A mail flow rule stops the mail',
    verdict: null,
    propose: ['editTransportRule'],
    never: [
      { mechanism: 'ruleByDomainAlone', why: 'A second rule above the first one hides the fault and opens a door.' },
    ],
  },
  blockEntry: {
    title: 'A block entry names the sender',
    verdict: null,
    propose: ['removeEntry'],
    never: [{ mechanism: 'senderAllow', why: 'In the same list a block wins over an allow.' }],
  },
  userBlock: {
    title: 'Recipients blocked the sender themselves',
    verdict: null,
    propose: ['tellTheUser'],
    never: [{ mechanism: 'senderAllow', why: 'The user’s own block wins over the organisation’s allow.' }],
  },
  directSend: {
    title: 'Direct sends with the own domain are rejected',
    verdict: null,
    propose: ['envelopeSubdomain', 'partnerConnector'],
    never: [],
  },
  outboundLimit: {
    title: 'The sending mailbox runs into its outbound limit',
    verdict: null,
    propose: ['useEmailDelivery', 'scopedOutboundPolicy'],
    never: [],
  },
  gateway: {
    title: 'A gateway in front hides the true source of mail',
    verdict: null,
    propose: ['enhancedFiltering'],
    never: [
      { mechanism: 'ipAllow', why: 'Allowing the gateway’s address lets all mail of the internet in unfiltered.' },
    ],
  },
} as const satisfies Record<string, CauseFacts>;

export type CauseId = keyof typeof causes;
