/** Where a rule or a value comes from. */
export interface Source {
  title: string;
  url: string;
  date: string;
}

const learn = 'https://learn.microsoft.com/defender-office-365';

/** Public sources by key. The date is that of the page as it was read. */
export const sources = {
  recommended: {
    title: 'Microsoft: recommended settings for EOP and Defender for Office 365',
    url: `${learn}/recommended-settings-for-eop-and-office365`,
    date: '2026-08-10',
  },
  asf: {
    title: 'Microsoft: advanced spam filter settings',
    url: `${learn}/anti-spam-policies-asf-settings-about`,
    date: '2026-08-03',
  },
  bulk: {
    title: 'Microsoft: bulk complaint level',
    url: `${learn}/anti-spam-bulk-complaint-level-bcl-about`,
    date: '2026-07-31',
  },
  precedence: {
    title: 'Microsoft: order and precedence of email protection',
    url: `${learn}/how-policies-and-protections-are-combined`,
    date: '2025-09-12',
  },
  presets: {
    title: 'Microsoft: preset security policies',
    url: `${learn}/preset-security-policies`,
    date: '2026-07-03',
  },
  safeSenders: {
    title: 'Microsoft: create safe sender lists',
    url: `${learn}/create-safe-sender-lists-in-office-365`,
    date: '2026-07-24',
  },
  antiPhish: {
    title: 'Microsoft: anti-phishing policies',
    url: `${learn}/anti-phishing-policies-about`,
    date: '2026-08-20',
  },
  antiMalware: {
    title: 'Microsoft: anti-malware protection',
    url: `${learn}/anti-malware-protection-about`,
    date: '2026-08-10',
  },
  safeLinks: { title: 'Microsoft: Safe Links', url: `${learn}/safe-links-about`, date: '2026-05-22' },
  safeAttachments: { title: 'Microsoft: Safe Attachments', url: `${learn}/safe-attachments-about`, date: '2026-07-17' },
  allowBlockList: {
    title: 'Microsoft: Tenant Allow/Block List',
    url: `${learn}/tenant-allow-block-list-about`,
    date: '2026-07-03',
  },
  urlSyntax: {
    title: 'Microsoft: allow or block URLs, syntax',
    url: `${learn}/tenant-allow-block-list-urls-configure`,
    date: '2026-07-03',
  },
  spoofPairs: {
    title: 'Microsoft: spoofed senders in the Tenant Allow/Block List',
    url: `${learn}/tenant-allow-block-list-email-spoof-configure`,
    date: '2026-08-03',
  },
  zap: { title: 'Microsoft: zero-hour auto purge', url: `${learn}/zero-hour-auto-purge`, date: '2023-11-16' },
  quarantinePolicies: {
    title: 'Microsoft: quarantine policies',
    url: `${learn}/quarantine-policies`,
    date: '2026-08-31',
  },
  connectionFilter: {
    title: 'Microsoft: connection filtering',
    url: `${learn}/connection-filter-policies-configure`,
    date: '2026-07-24',
  },
  advancedDelivery: {
    title: 'Microsoft: advanced delivery',
    url: `${learn}/advanced-delivery-policy-configure`,
    date: '2026-07-24',
  },
  outbound: {
    title: 'Microsoft: outbound spam policies',
    url: `${learn}/outbound-spam-policies-configure`,
    date: '2026-08-10',
  },
  authentication: {
    title: 'Microsoft: email authentication',
    url: `${learn}/email-authentication-about`,
    date: '2026-06-15',
  },
  enhancedFiltering: {
    title: 'Microsoft: enhanced filtering for connectors',
    url: 'https://learn.microsoft.com/exchange/mail-flow-best-practices/use-connectors-to-configure-mail-flow/enhanced-filtering-for-connectors',
    date: '2021-07-01',
  },
  arc: {
    title: 'Microsoft: trusted ARC sealers',
    url: `${learn}/email-authentication-arc-configure`,
    date: '2026-06-15',
  },
  connectors: {
    title: 'Microsoft: inbound connectors',
    url: 'https://learn.microsoft.com/powershell/module/exchange/set-inboundconnector',
    date: '2026-08-21',
  },
  organisation: {
    title: 'Microsoft: RejectDirectSend',
    url: 'https://learn.microsoft.com/powershell/module/exchange/set-organizationconfig',
    date: '2026-08-21',
  },
  externalTag: {
    title: 'Microsoft: external sender identification',
    url: 'https://learn.microsoft.com/powershell/module/exchange/set-externalinoutlook',
    date: '2026-08-21',
  },
  reporting: {
    title: 'Microsoft: user reported settings',
    url: `${learn}/submissions-user-reported-messages-custom-mailbox`,
    date: '2026-07-24',
  },
  orca: { title: 'ORCA', url: 'https://github.com/cammurray/orca', date: '2024-06-01' },
  scuba: { title: 'CISA ScubaGear', url: 'https://github.com/cisagov/ScubaGear', date: '2026-08-01' },
  guide: {
    title: 'ContactMonkey: guide for Exchange administrators',
    url: 'https://help.contactmonkey.com/hc/en-us/articles/25124988134541',
    date: '2026-11-21',
  },
  limits: {
    title: 'ContactMonkey: sending limits',
    url: 'https://help.contactmonkey.com/hc/en-us/articles/360053021211',
    date: '2026-11-21',
  },
  ghostClicks: {
    title: 'ContactMonkey: ghost clicks and tracking hosts',
    url: 'https://help.contactmonkey.com/hc/en-us/articles/24237625531661',
    date: '2026-11-21',
  },
} as const satisfies Record<string, Source>;

export type SourceKey = keyof typeof sources;
