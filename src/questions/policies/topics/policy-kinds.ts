import type { Topic } from './topic.ts';

const learn = 'Microsoft Learn, ';
const which = { title: 'Check our policies', verb: 'policy.gaps' };

/** The kinds of policy there are. */
export const policyTopics: readonly Topic[] = [
  {
    title: 'Preset security policies',
    words: /\bpresets?\b/i,
    says: [
      'Standard and Strict are sets of Microsoft’s own values that Microsoft keeps up to date. Only who gets them can be chosen, and, for impersonation, who is protected and trusted; no other value can be edited.',
      'They come before every custom policy. To give people another value they must be taken out of the preset and put into a custom policy.',
    ],
    source: `${learn}preset-security-policies`,
    date: '2026-07-03',
    next: { title: 'Compare us with Standard', verb: 'policy.compare_preset' },
  },
  {
    title: 'Built-in protection',
    words: /built-?in protection/i,
    says: [
      'Safe Links and Safe Attachments for everybody who has no other policy of that kind. It does not wrap links and does not look at links in mail from your own mailboxes.',
    ],
    source: `${learn}preset-security-policies`,
    date: '2026-07-03',
    next: which,
  },
  {
    title: 'Safe Links policies',
    words: /safe ?links/i,
    says: [
      'Safe Links scans links before delivery and checks them again when they are clicked; most policies wrap them as well. It comes with Defender for Office 365.',
      'For newsletters: the scan visits tracking links, which can look like clicks of people; wrapping does not break the tracker; a blocked link is a verdict on the link and is lifted by a URL entry, not in this policy.',
    ],
    source: `${learn}safe-links-about`,
    date: '2026-05-22',
    next: { title: 'Rewritten links', verb: 'safelinks.rewrite' },
  },
  {
    title: 'Safe Attachments policies',
    words: /safe ?attachments/i,
    says: [
      'Safe Attachments opens attachments in a closed environment before delivery, which takes up to some 15 minutes. Block holds the whole mail so long; Dynamic Delivery brings the text at once. It comes with Defender for Office 365.',
    ],
    source: `${learn}safe-attachments-about`,
    date: '2026-07-17',
    next: { title: 'Late attachments', verb: 'attachments.delay' },
  },
  {
    title: 'Anti-phishing policies',
    words: /anti[- ]?phish|impersonation/i,
    says: [
      'They decide on forged senders (spoof intelligence, DMARC) for everybody, and with Defender for Office 365 on impersonation of people and domains and on how readily mail counts as phishing.',
      'Trusted senders and domains there spare From addresses from the impersonation check and nothing else.',
    ],
    source: `${learn}anti-phishing-policies-about`,
    date: '2026-08-20',
    next: { title: 'SPF, DKIM, DMARC', verb: 'spoof.auth' },
  },
  {
    title: 'Anti-malware policies',
    words: /anti[- ]?malware/i,
    says: [
      'They hold or reject mail whose attachment is malware or has a blocked file type, and take it back after delivery (ZAP). Held malware can be released by administrators only.',
    ],
    source: `${learn}anti-malware-protection-about`,
    date: '2026-08-10',
    next: which,
  },
  {
    title: 'Anti-spam policies',
    words: /anti[- ]?spam/i,
    says: [
      'They say what happens to spam, high-confidence spam, phishing, high-confidence phishing and bulk, from which bulk level on, for how long mail is held, and whether mail between your own mailboxes is judged as well.',
    ],
    source: `${learn}anti-spam-policies-configure`,
    date: '2026-08-03',
    next: { title: 'Bulk level and threshold', verb: 'bulk.bcl' },
  },
];
