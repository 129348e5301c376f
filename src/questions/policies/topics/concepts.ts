import type { Topic } from './topic.ts';

const learn = 'Microsoft Learn, ';

/** Things that belong to no one policy. */
export const conceptTopics: readonly Topic[] = [
  {
    title: 'High-confidence phishing',
    words: /(?:meant by|what is|what does|explain|define) (?:")?high[- ]confidence phish/i,
    says: [
      'The verdict on phishing that Microsoft is surest of. It is quarantined whatever the policy says, recipients can at most ask for release, and no allow list, mail flow rule or safe sender overrules it (secure by default).',
      'What helps: submit the message or its link to Microsoft as clean, which can make a URL allow that does overrule it, or a tracking host of your own with its own reputation.',
    ],
    source: `${learn}secure-by-default`,
    date: '2025-07-09',
    next: { title: 'How to allow a link', verb: 'allowlist.add' },
  },
  {
    title: 'Zero-hour auto purge (ZAP)',
    words: /\bzap\b|zero[- ]hour/i,
    says: [
      'ZAP takes mail back that was delivered and turns out to be spam, phishing or malware within 48 hours. It acts by the action of the policy: Junk or quarantine.',
      'There is no setting for one sender. Whatever stops the verdict, for example a URL allow, stops ZAP as well. Microsoft, ORCA and CISA all want it on.',
    ],
    source: `${learn}zero-hour-auto-purge`,
    date: '2023-11-16',
    next: { title: 'Did ZAP move mail', verb: 'zap.moved' },
  },
  {
    title: 'Quarantine policies',
    words: /quarantine (?:polic|tags?)|AccessPolicy|AccessWithNotification|NotificationEnabledPolicy/i,
    says: [
      'A quarantine policy (tag) says what recipients may do with held mail: nothing (AdminOnlyAccessPolicy), see and release it (DefaultFullAccessPolicy), the same with a notification (DefaultFullAccessWithNotificationPolicy), or what a custom one grants.',
      'Each verdict of each policy names its tag, and a tag counts only where the action is Quarantine. For malware and high-confidence phish recipients can at most ask for release.',
    ],
    source: `${learn}quarantine-policies`,
    date: '2026-08-31',
    next: { title: 'Check our policies', verb: 'policy.gaps' },
  },
  {
    title: 'Tenant Allow/Block List',
    words: /allow ?(?:\/|and|or) ?block list/i,
    says: [
      'The organisation’s list of senders, links, files, IPv6 addresses and spoof pairs that are allowed or blocked for everybody. A block wins over an allow.',
      'Allow entries end 45 days after they were last used unless another time is chosen; spoof pairs do not end. A direct allow overrules verdicts up to phishing of normal confidence; one made by a submission goes up to high-confidence phish for links.',
    ],
    source: `${learn}tenant-allow-block-list-about`,
    date: '2026-07-03',
    next: { title: 'When allows run out', verb: 'allowlist.expiry' },
  },
  {
    title: 'Advanced delivery',
    words: /advanced delivery/i,
    says: [
      'It delivers phishing simulations and mail to SecOps mailboxes unfiltered. Microsoft says not to use it for other mail: for what it names there are no verdicts, no ZAP and no alerts.',
      'A newsletter does not belong there, although it would get through.',
    ],
    source: `${learn}advanced-delivery-policy-configure`,
    date: '2026-07-24',
    next: { title: 'How risky is it', verb: 'security.tradeoff' },
  },
  {
    title: 'Enhanced Filtering for Connectors',
    words: /enhanced filtering/i,
    says: [
      'When another gateway receives mail first, Defender sees the gateway as the source of everything: SPF fails and spoof looks everywhere. Enhanced Filtering (skip listing) lets Defender see the true source again.',
      'Mail flow rules that set SCL −1 for the gateway must go at the same time, or the filters stay bypassed.',
    ],
    source: `${learn}enhanced-filtering-for-connectors`,
    date: '2021-07-01',
    next: { title: 'SPF, DKIM, DMARC', verb: 'spoof.auth' },
  },
  {
    title: 'Skip filtering in a mail flow rule',
    words: /skip (?:spam )?filtering|scl ?(?:-|−|minus )1|bypass spam/i,
    says: [
      'A mail flow rule that sets the spam confidence level to −1 makes mail skip spam, bulk and phishing filtering, but not high-confidence phish and malware. The header then shows SFV:SKN.',
      'It is only as safe as its conditions: with the sender domain alone, anybody who forges the domain comes in. Ask for dmarc=pass in Authentication-Results as well, and never name a domain of your own.',
    ],
    source: `${learn}create-safe-sender-lists-in-office-365`,
    date: '2026-07-24',
    next: { title: 'How risky is it', verb: 'security.tradeoff' },
  },
  {
    title: 'Mail flow rules and policies',
    words: /(?:transport|mail flow) rules? (?:override|beat|win|come)|override the spam policy/i,
    says: [
      'Mail flow rules run before the content filters. A rule can quarantine, reject or redirect mail by itself, or set the spam confidence level that the anti-spam policy then acts on; SCL −1 skips the spam filter.',
      'It cannot overrule malware or high-confidence phish.',
    ],
    source: `${learn}how-policies-and-protections-are-combined`,
    date: '2025-09-12',
    next: { title: 'Check our policies', verb: 'policy.gaps' },
  },
  {
    title: 'How Microsoft defines bulk mail',
    words: /bulk mail defined|bulk complaint level|what is bulk mail/i,
    says: [
      'Microsoft rates each sending source by complaints, from 0 (no bulk sender) to 9 (many complaints). The level stands in the header as BCL and in hunting as BulkComplaintLevel; mail between your own mailboxes has none.',
      'The policy’s bulk threshold decides from which level on it is acted on.',
    ],
    source: `${learn}anti-spam-bulk-complaint-level-bcl-about`,
    date: '2026-07-31',
    next: { title: 'Bulk level and threshold', verb: 'bulk.bcl' },
  },
  {
    title: 'The connection filter',
    words: /connection filter/i,
    says: [
      'One policy for the whole tenant with a list of IP addresses that skip filtering, one of those that are refused, and Microsoft’s own safe list. It speaks IPv4 only, in single addresses or networks up to /24.',
      'Everything from an allowed address comes in whatever its From address and without SPF, DKIM or DMARC counting: for an address that others share this is the widest door there is.',
    ],
    source: `${learn}connection-filter-policies-configure`,
    date: '2026-07-24',
    next: { title: 'How risky is it', verb: 'security.tradeoff' },
  },
  {
    title: 'Spoof intelligence insight',
    words: /spoof intelligence insight/i,
    says: [
      'The list of senders that used a From address without proving it in the last days, each with the infrastructure it came from. From there a pair can be allowed or blocked; the pair then stands under “Spoofed senders” of the Tenant Allow/Block List.',
    ],
    source: `${learn}anti-spoofing-spoof-intelligence`,
    date: '2026-08-03',
    next: { title: 'SPF, DKIM, DMARC', verb: 'spoof.auth' },
  },
  {
    title: 'The advanced spam filter (ASF)',
    words: /advanced spam filter|\basf\b/i,
    says: [
      'Fifteen old switches of the anti-spam policy that mark mail by one trait: a one-pixel image, a form, remote images, a numeric link. Each can be off or on, most of them in test mode too. Every preset has them off, and Microsoft advises against them.',
      'Tracked newsletters have several of these traits, and a mail they mark cannot be submitted to Microsoft as a mistake.',
    ],
    source: `${learn}anti-spam-policies-asf-settings-about`,
    date: '2026-08-03',
    next: { title: 'Check our policies', verb: 'policy.gaps' },
  },
  {
    title: 'Safety tips',
    words: /safety tips?/i,
    says: [
      'Lines of advice above a mail: first contact, impersonation of people or domains, unusual characters, an unverified sender. They never change where a mail is delivered.',
    ],
    source: `${learn}anti-phishing-policies-about`,
    date: '2026-08-20',
    next: { title: 'Check our policies', verb: 'policy.gaps' },
  },
  {
    title: 'Where the setting for bulk mail is',
    words: /where .*(?:setting|option).*bulk/i,
    says: [
      'In the Defender portal: Email & collaboration > Policies & rules > Threat policies > Anti-spam > an inbound policy > Bulk email threshold & spam properties. In PowerShell: BulkThreshold of Set-HostedContentFilterPolicy.',
    ],
    source: `${learn}anti-spam-policies-configure`,
    date: '2026-08-03',
    next: { title: 'Bulk level and threshold', verb: 'bulk.bcl' },
  },
];
