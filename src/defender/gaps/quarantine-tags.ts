import type { PolicyType } from '../policies/policy-types.ts';
import { flag, number, type Row, text } from '../policies/row.ts';
import type { Level } from './baselines/baseline.ts';

/** What a quarantine policy lets the recipient do about held mail, and whether they hear of it. */
export interface TagPowers {
  release: 'none' | 'request' | 'release';
  notifies: boolean;
}

const adminOnly = 'AdminOnlyAccessPolicy';
const quiet = 'DefaultFullAccessPolicy';
const notify = 'DefaultFullAccessWithNotificationPolicy';

/** Microsoft's own quarantine policies (Microsoft Learn, quarantine-policies, 2026-08-31). */
export const builtInTags: Readonly<Record<string, TagPowers>> = {
  [adminOnly.toLowerCase()]: { release: 'none', notifies: false },
  [quiet.toLowerCase()]: { release: 'release', notifies: false },
  [notify.toLowerCase()]: { release: 'release', notifies: true },
  notificationenabledpolicy: { release: 'release', notifies: true },
};

/** One quarantine policy of a protection policy, and the actions that make use of it. */
export interface TagSetting {
  type: PolicyType;
  setting: string;
  what: string;
  /** The policy uses the tag when one of these properties has one of the values. */
  usedBy: readonly (readonly [property: string, values: readonly unknown[]])[];
  tags: Partial<Record<Level, string>>;
  defender?: boolean;
  optional?: boolean;
}

const spamLike = (setting: string, action: string, what: string, tags: [string, string, string]): TagSetting => ({
  type: 'antiSpam',
  setting,
  what,
  usedBy: [[action, ['quarantine']]],
  tags: { default: tags[0], standard: tags[1], strict: tags[2] },
});
const impersonationLike = (
  setting: string,
  action: string,
  what: string,
  tags: [string, string, string],
): TagSetting => ({
  ...spamLike(setting, action, what, tags),
  type: 'antiPhish',
  defender: true,
});

/** Microsoft Learn, recommended-settings-for-eop-and-office365, 2026-08-10. */
export const tagSettings: readonly TagSetting[] = [
  spamLike('BulkQuarantineTag', 'BulkSpamAction', 'bulk', [quiet, quiet, notify]),
  spamLike('SpamQuarantineTag', 'SpamAction', 'spam', [quiet, quiet, notify]),
  spamLike('HighConfidenceSpamQuarantineTag', 'HighConfidenceSpamAction', 'high-confidence spam', [
    quiet,
    notify,
    notify,
  ]),
  spamLike('PhishQuarantineTag', 'PhishSpamAction', 'phish', [quiet, notify, notify]),
  {
    ...spamLike('HighConfidencePhishQuarantineTag', 'HighConfidencePhishAction', 'high-confidence phish', [
      adminOnly,
      adminOnly,
      adminOnly,
    ]),
    usedBy: [['HighConfidencePhishAction', ['quarantine', 'movetojmf']]],
  },
  {
    type: 'antiPhish',
    setting: 'SpoofQuarantineTag',
    what: 'spoof',
    usedBy: [
      ['AuthenticationFailAction', ['quarantine']],
      ['DmarcQuarantineAction', ['quarantine']],
      ['DmarcRejectAction', ['quarantine']],
    ],
    tags: { default: quiet, standard: quiet, strict: notify },
  },
  impersonationLike('TargetedUserQuarantineTag', 'TargetedUserProtectionAction', 'user impersonation', [
    quiet,
    notify,
    notify,
  ]),
  impersonationLike('TargetedDomainQuarantineTag', 'TargetedDomainProtectionAction', 'domain impersonation', [
    quiet,
    notify,
    notify,
  ]),
  impersonationLike(
    'MailboxIntelligenceQuarantineTag',
    'MailboxIntelligenceProtectionAction',
    'contact impersonation',
    [quiet, quiet, notify],
  ),
  {
    type: 'antiMalware',
    setting: 'QuarantineTag',
    what: 'malware',
    usedBy: [],
    tags: { default: adminOnly, standard: adminOnly, strict: adminOnly },
  },
  {
    type: 'safeAttachments',
    setting: 'QuarantineTag',
    what: 'malicious attachments',
    usedBy: [],
    tags: { builtIn: adminOnly, standard: adminOnly, strict: adminOnly },
    defender: true,
  },
  {
    type: 'safeAttachments',
    setting: 'QuarantineTagForBlockingEncryptedAttachments',
    what: 'encrypted attachments',
    usedBy: [['EnableBlockingEncryptedAttachments', [true, 'true']]],
    tags: { builtIn: notify, standard: notify, strict: notify },
    defender: true,
    optional: true,
  },
];

/** Bits of EndUserQuarantinePermissionsValue (Set-QuarantinePolicy). */
const bits = { requestRelease: 8, release: 4 } as const;

/** The powers a quarantine policy row gives: from the permission text, else from the number; null when it has neither. */
export function powersOf(row: Row): TagPowers | null {
  const words = text(row, 'EndUserQuarantinePermissions');
  const value = number(row, 'EndUserQuarantinePermissionsValue');
  if (words === null && value === null) return builtInTags[text(row, 'Name')?.toLowerCase() ?? ''] ?? null;
  const may = (word: string, bit: number) =>
    words === null ? ((value ?? 0) & bit) !== 0 : new RegExp(`PermissionTo${word}\\s*:\\s*True`, 'i').test(words);
  const release = may('Release', bits.release)
    ? 'release'
    : may('RequestRelease', bits.requestRelease)
      ? 'request'
      : 'none';
  return { release, notifies: flag(row, 'ESNEnabled') ?? false };
}
