import type { QuarantineReason, ReleaseStatus } from '../defender/quarantined-message.ts';
import { plainText } from './escape.ts';

/** A word with a sign in front of it, so that colour never carries the meaning alone. Signs exist in plain text fonts. */
export interface Badge {
  icon: string;
  color: 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';
  word: string;
}

/** Names of the Defender portal's quarantine page for `QuarantineTypes` (Microsoft Learn, quarantine-about, 2026-07-17). */
const reasons: Record<QuarantineReason, Badge> = {
  Malware: { icon: '\u25A0', color: 'Attention', word: 'Malware' },
  SPOMalware: { icon: '\u25A0', color: 'Attention', word: 'Malware in a SharePoint, OneDrive or Teams file' },
  HighConfPhish: { icon: '\u25B2', color: 'Attention', word: 'High confidence phishing' },
  Phish: { icon: '\u25C6', color: 'Warning', word: 'Phishing' },
  Spam: { icon: '\u25CF', color: 'Warning', word: 'Spam' },
  Bulk: { icon: '\u2261', color: 'Accent', word: 'Bulk' },
  TransportRule: { icon: '\u2192', color: 'Accent', word: 'Transport rule' },
  FileTypeBlock: { icon: '\u25A3', color: 'Accent', word: 'Blocked file type' },
  DataLossPrevention: { icon: '\u25A3', color: 'Accent', word: 'Data loss prevention' },
  AdminTriggered: { icon: '\u25A3', color: 'Accent', word: 'Moved by an administrator' },
  PPI: { icon: '?', color: 'Default', word: 'PPI' },
};

/** Words for `ReleaseStatus` (Microsoft Learn, Get-QuarantineMessage). */
const releases: Record<ReleaseStatus, Badge> = {
  NotReleased: { icon: '\u25CB', color: 'Default', word: 'Not released' },
  Requested: { icon: '\u25D0', color: 'Warning', word: 'Release requested' },
  Approved: { icon: '\u2713', color: 'Good', word: 'Release approved' },
  Denied: { icon: '\u2715', color: 'Attention', word: 'Release denied' },
  PreparingToRelease: { icon: '\u25D0', color: 'Accent', word: 'Being released' },
  Released: { icon: '\u2713', color: 'Good', word: 'Released' },
  Error: { icon: '\u2715', color: 'Attention', word: 'Release failed' },
};

export type Certainty = 'certain' | 'likely' | 'unknown';
const certainties: Record<Certainty, Badge> = {
  certain: { icon: '\u25CF', color: 'Good', word: 'Certain' },
  likely: { icon: '\u25D0', color: 'Warning', word: 'Likely' },
  unknown: { icon: '?', color: 'Default', word: 'Unknown' },
};

const paths: Record<string, string> = {
  'own-mailbox': 'Own mailbox (sent through your tenant)',
  'email-delivery': 'ContactMonkey Email Delivery (from outside)',
  unknown: 'Unknown',
};

const components: Record<string, string> = {
  'anti-spam': 'Anti-spam policy',
  'anti-phish': 'Anti-phishing policy',
  'anti-malware': 'Anti-malware policy',
  'safe-attachments': 'Safe Attachments policy',
  'safe-links': 'Safe Links policy',
  'transport-rule': 'Transport rule (mail flow rule)',
  'tenant-allow-block-list': 'Tenant Allow/Block List',
  'connection-filter': 'Connection filter policy',
  'user-settings': 'The recipient\u2019s own settings',
  mailbox: 'The recipient\u2019s mailbox',
  zap: 'Zero-hour auto purge (ZAP)',
  'outbound-spam': 'Outbound spam policy',
  edge: 'Connection to Exchange Online (edge)',
  authentication: 'Email authentication',
  unknown: 'Unknown',
};

export type Tone = 'good' | 'info' | 'warning' | 'bad' | 'unknown';
export const tones: Record<Tone, Omit<Badge, 'word'>> = {
  good: { icon: '\u2713', color: 'Good' },
  info: { icon: '\u2139', color: 'Accent' },
  warning: { icon: '\u26A0', color: 'Warning' },
  bad: { icon: '\u2715', color: 'Attention' },
  unknown: { icon: '?', color: 'Default' },
};

/** A word of Microsoft's that is not in the table is shown as it came, marked as unknown. */
export function reasonBadge(reason: QuarantineReason | null, text: string): Badge {
  return reason === null ? unknownBadge(text) : reasons[reason];
}

export function releaseBadge(status: ReleaseStatus | null, text: string): Badge {
  return status === null ? unknownBadge(text) : releases[status];
}

export function certaintyBadge(certainty: Certainty): Badge {
  return certainties[certainty];
}

export function pathWords(path: string): string {
  return paths[path] ?? plainText(path, 60);
}

/**
 * A policy as the Defender portal lists it. The preset policies carry a number of the tenant's on the wire, e.g.
 * "Standard Preset Security Policy1770804300483" (Microsoft Learn, preset-security-policies, 2025-09-12).
 */
export function policyWords(policy: string): string {
  const [, preset] = /^(standard|strict) preset security policy\d*$/i.exec(policy.trim()) ?? [];
  if (preset !== undefined) return preset.toLowerCase() === 'strict' ? 'Strict preset' : 'Standard preset';
  return /^built-?in protection policy$/i.test(policy.trim()) ? 'Built-in protection' : plainText(policy, 120);
}

export function componentWords(component: string): string {
  return components[component] ?? plainText(component, 60);
}

function unknownBadge(text: string): Badge {
  return { icon: '?', color: 'Default', word: plainText(text, 60) || 'Unknown' };
}

/** Two text runs: the sign in its colour, the word in the text's own, so that it can be read on any background. */
export function badgeRuns(badge: Badge, suffix = '') {
  return [
    { text: `${badge.icon} `, color: badge.color, weight: 'Bolder' },
    { text: `${badge.word}${suffix}`, color: 'Default', weight: 'Default' },
  ];
}

/** Certainty and sending path in one line; an unknown path needs no certainty. */
export function pathBadges(path: string, certainty: Certainty) {
  const badge = certaintyBadge(path === 'unknown' ? 'unknown' : certainty);
  return badgeRuns(badge, path === 'unknown' ? '' : `: ${pathWords(path)}`);
}
