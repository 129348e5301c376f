import type { BaselineTable, SettingBaseline, Value } from './baseline.ts';
import { deletes, protectiveSwitch } from './baseline.ts';

const actions = ['NoAction', 'BccMessage', 'MoveToJmf', 'Redirect', 'Quarantine', 'Delete'];
const tip = 'Readers lose a warning; delivery does not change.';

function impersonationAction(setting: string, what: string, values: [Value, Value, Value]): SettingBaseline {
  const [byDefault, standard, strict] = values;
  return {
    setting,
    values: { default: byDefault, standard, strict },
    scale: actions,
    stricter: {
      severity: 'medium',
      effect: `Campaigns that look like ${what} are taken further from the reader than in Microsoft’s baseline.`,
      cause: 'impersonation',
    },
    apart: { Delete: { ...deletes(`impersonation of ${what}`), cause: 'impersonation' } },
    weaker: {
      severity: 'medium',
      effect: `Mail that looks like ${what} is treated more gently than in Microsoft’s baseline.`,
    },
    paths: ['email-delivery'],
  };
}

function impersonationSwitch(setting: string, effect: string): SettingBaseline {
  return {
    setting,
    values: { default: false, standard: true, strict: true },
    scale: [false, true],
    stricter: { severity: 'low', effect: 'The check is made.' },
    weaker: { severity: 'medium', effect },
    paths: ['email-delivery'],
  };
}

function tipSwitch(setting: string): SettingBaseline {
  return {
    setting,
    values: { default: false, standard: true, strict: true },
    scale: [false, true],
    stricter: { severity: 'low', effect: 'Readers see one more tip on mail.' },
    weaker: { severity: 'low', effect: tip },
    shownOnly: true,
  };
}

/** Settings of Get-AntiPhishPolicy that every cloud mailbox has. */
export const spoofBaseline: readonly SettingBaseline[] = [
  protectiveSwitch('Enabled', 'high', 'The whole policy is off: nothing is checked for spoofing.'),
  {
    ...protectiveSwitch(
      'EnableSpoofIntelligence',
      'high',
      'Forged From addresses are not recognised, whoever is forged.',
    ),
    paths: ['email-delivery'],
  },
  {
    ...protectiveSwitch(
      'HonorDmarcPolicy',
      'high',
      'Mail that fails DMARC is not treated as its domain asks; forgeries come nearer to readers.',
    ),
    paths: ['email-delivery'],
  },
  {
    setting: 'DmarcQuarantineAction',
    values: { default: 'Quarantine', standard: 'Quarantine', strict: 'Quarantine' },
    scale: ['MoveToJmf', 'Quarantine'],
    stricter: { severity: 'low', effect: 'Failures go to quarantine.' },
    weaker: { severity: 'low', effect: 'Mail that fails DMARC with p=quarantine lands in Junk instead of quarantine.' },
    paths: ['email-delivery'],
  },
  {
    setting: 'DmarcRejectAction',
    values: { default: 'Reject', standard: 'Reject', strict: 'Reject' },
    scale: ['Quarantine', 'Reject'],
    stricter: { severity: 'low', effect: 'Failures are rejected.' },
    weaker: {
      severity: 'low',
      effect:
        'Mail that fails DMARC with p=reject is held instead of rejected. Better sign the campaigns with DKIM than weaken this.',
    },
    paths: ['email-delivery'],
  },
  {
    setting: 'AuthenticationFailAction',
    values: { default: 'MoveToJmf', standard: 'MoveToJmf', strict: 'Quarantine' },
    scale: ['MoveToJmf', 'Quarantine'],
    stricter: {
      severity: 'medium',
      effect:
        'Campaigns that Email Delivery sends without aligned authentication are quarantined instead of moved to Junk.',
      cause: 'spoof',
    },
    weaker: { severity: 'low', effect: 'Forged mail lands in Junk instead of quarantine.' },
    paths: ['email-delivery'],
  },
  { ...protectiveSwitch('EnableUnauthenticatedSender', 'low', tip), shownOnly: true },
  { ...protectiveSwitch('EnableViaTag', 'low', tip), shownOnly: true },
  tipSwitch('EnableFirstContactSafetyTips'),
];

/** Settings of Get-AntiPhishPolicy that need Defender for Office 365. */
export const impersonationBaseline: readonly SettingBaseline[] = [
  {
    setting: 'PhishThresholdLevel',
    values: { default: 1, standard: 3, strict: 4 },
    scale: 'higherIsStricter',
    stricter: {
      severity: 'medium',
      effect: 'More mail counts as phish, and phish is promoted to high confidence, which no allow entry overrules.',
      conflict: 'thresholds',
    },
    weaker: { severity: 'medium', effect: 'Less phish of every sender is recognised.', conflict: 'thresholds' },
  },
  impersonationSwitch('EnableTargetedUserProtection', 'Nobody is protected from mail that pretends to be them.'),
  impersonationSwitch('EnableOrganizationDomainsProtection', 'Look-alikes of your own domains are not recognised.'),
  impersonationSwitch('EnableTargetedDomainsProtection', 'Look-alikes of partner domains are not recognised.'),
  protectiveSwitch(
    'EnableMailboxIntelligence',
    'low',
    'Who writes to whom is not learned, so more wanted mail looks like impersonation.',
  ),
  impersonationSwitch(
    'EnableMailboxIntelligenceProtection',
    'Impersonation found by mailbox intelligence is not acted on.',
  ),
  impersonationAction('TargetedUserProtectionAction', 'a protected person', ['NoAction', 'Quarantine', 'Quarantine']),
  impersonationAction('TargetedDomainProtectionAction', 'a protected domain', ['NoAction', 'Quarantine', 'Quarantine']),
  impersonationAction('MailboxIntelligenceProtectionAction', 'a known contact', [
    'NoAction',
    'MoveToJmf',
    'Quarantine',
  ]),
  tipSwitch('EnableSimilarUsersSafetyTips'),
  tipSwitch('EnableSimilarDomainsSafetyTips'),
  tipSwitch('EnableUnusualCharactersSafetyTips'),
  {
    setting: 'ImpersonationProtectionState',
    values: { default: 'Automatic', standard: 'Automatic', strict: 'Automatic' },
    scale: ['Off', 'Automatic'],
    same: { Manual: 'Automatic' },
    stricter: { severity: 'low', effect: 'Impersonation is checked.' },
    weaker: { severity: 'medium', effect: 'Impersonation protection is off as a whole.' },
    optional: true,
  },
];

/** Microsoft's values for Get-AntiPhishPolicy. */
export const antiPhishBaseline: BaselineTable = {
  source: 'Microsoft Learn, recommended-settings-for-eop-and-office365',
  date: '2026-08-10',
  confidence: 'documented',
  settings: [...spoofBaseline, ...impersonationBaseline],
};
