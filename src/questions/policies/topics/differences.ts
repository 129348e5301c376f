import type { Topic } from './topic.ts';

/** What people mix up. */
export const differenceTopics: readonly Topic[] = [
  {
    title: 'Standard and Strict',
    words: /(?:difference|diff) between (?:the )?standard and (?:the )?strict|standard (?:vs\.?|versus|or) strict/i,
    says: [
      'Strict treats more mail as bulk (threshold 5 instead of 6) and phishing more readily as high confidence (threshold 4 instead of 3), and it quarantines where Standard moves to Junk: bulk, spam, spoof, and impersonation of a contact.',
      'For newsletters that means: what Standard puts into Junk, Strict holds. Neither can be edited, and lists of allowed senders or domains do not exist for their people.',
    ],
    source: 'Microsoft Learn, recommended-settings-for-eop-and-office365',
    date: '2026-08-10',
    next: { title: 'Compare us with Standard', verb: 'policy.compare_preset' },
  },
  {
    title: 'Junk and quarantine',
    words:
      /difference between (?:the )?junk (?:folder )?and (?:the )?quarantine|junk (?:vs\.?|versus|or) quarantine|move(?:d)? to (?:the )?junk/i,
    says: [
      'Junk is a folder of the reader’s own mailbox: the mail is there, its links do not work and its images are off until it is moved. Quarantine is outside the mailbox: an administrator, or the reader where the quarantine policy lets them, must release the mail.',
      'Quarantined mail is deleted after 15 to 30 days; in Junk the mailbox’s own retention counts.',
    ],
    source: 'Microsoft Learn, quarantine-about',
    date: '2026-07-17',
    next: { title: 'What is in quarantine', verb: 'quarantine.list' },
  },
  {
    title: 'Spam and high-confidence spam',
    words: /(?:difference|diff) between spam and high[- ]confidence spam/i,
    says: [
      'Both are verdicts of the spam filter: spam is SCL 5 or 6, high-confidence spam SCL 8 or 9. They have an action each.',
      'Standard moves spam to Junk and quarantines high-confidence spam; Strict quarantines both. Most advanced spam filter options give the higher verdict at once.',
    ],
    source: 'Microsoft Learn, anti-spam-protection-about',
    date: '2026-08-03',
    next: { title: 'Check our policies', verb: 'policy.gaps' },
  },
  {
    title: 'Allow lists and safe senders',
    words: /difference between (?:an? |the )?allow(?:ed)? lists? and (?:the )?safe senders?/i,
    says: [
      'An allow entry of the organisation (Tenant Allow/Block List) holds for everybody and ends 45 days after its last use. Safe Senders is the list of one mailbox and does not end.',
      'Both stop at high-confidence phish and malware. A block of the organisation beats a safe sender, and a user’s own block beats an allow of the organisation. Outlook refuses addresses of your own domains as safe senders.',
    ],
    source: 'Microsoft Learn, how-policies-and-protections-are-combined',
    date: '2025-09-12',
    next: { title: 'How to allow something', verb: 'allowlist.add' },
  },
];
