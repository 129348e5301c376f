import type { WireRow } from '../tenant-data.ts';
import { policyTail } from './organization.ts';

const untouched: WireRow = {
  Enabled: true,
  ImpersonationProtectionState: 'Manual',
  EnableTargetedUserProtection: false,
  EnableMailboxIntelligenceProtection: false,
  EnableTargetedDomainsProtection: false,
  EnableOrganizationDomainsProtection: false,
  EnableMailboxIntelligence: true,
  EnableFirstContactSafetyTips: false,
  EnableSimilarUsersSafetyTips: false,
  EnableSimilarDomainsSafetyTips: false,
  EnableUnusualCharactersSafetyTips: false,
  TargetedUserProtectionAction: 'NoAction',
  TargetedUserQuarantineTag: 'DefaultFullAccessPolicy',
  MailboxIntelligenceProtectionAction: 'NoAction',
  MailboxIntelligenceQuarantineTag: 'DefaultFullAccessPolicy',
  TargetedDomainProtectionAction: 'NoAction',
  TargetedDomainQuarantineTag: 'DefaultFullAccessPolicy',
  AuthenticationFailAction: 'MoveToJmf',
  SpoofQuarantineTag: 'DefaultFullAccessPolicy',
  EnableSpoofIntelligence: true,
  EnableViaTag: true,
  EnableUnauthenticatedSender: true,
  EnableSuspiciousSafetyTip: false,
  HonorDmarcPolicy: true,
  DmarcRejectAction: 'Reject',
  DmarcQuarantineAction: 'Quarantine',
  PhishThresholdLevel: 1,
  TargetedUsersToProtect: [],
  TargetedUserActionRecipients: [],
  MailboxIntelligenceProtectionActionRecipients: [],
  TargetedDomainsToProtect: [],
  TargetedDomainActionRecipients: [],
  ExcludedDomains: [],
  ExcludedSenders: [],
  ExcludedSubDomains: [],
  IsDefault: false,
  AdminDisplayName: '',
  PolicyTag: '',
  RecommendedPolicyType: 'Custom',
};

const notified = 'DefaultFullAccessWithNotificationPolicy';
const leaders = ['Mirela Okafor;mirela.okafor@alderfinch.example', 'Henrik Aas; henrik.aas@alderfinch.example'];
const preset: WireRow = {
  ImpersonationProtectionState: 'Automatic',
  EnableTargetedUserProtection: true,
  EnableMailboxIntelligenceProtection: true,
  EnableTargetedDomainsProtection: true,
  EnableOrganizationDomainsProtection: true,
  EnableFirstContactSafetyTips: true,
  EnableSimilarUsersSafetyTips: true,
  EnableSimilarDomainsSafetyTips: true,
  EnableUnusualCharactersSafetyTips: true,
  TargetedUserProtectionAction: 'Quarantine',
  TargetedUserQuarantineTag: notified,
  TargetedDomainProtectionAction: 'Quarantine',
  TargetedDomainQuarantineTag: notified,
  TargetedUsersToProtect: leaders,
  ExcludedSenders: ['benefits@healthplan.example'],
};

const policies: Record<string, WireRow> = {
  'Office365 AntiPhish Default': {
    IsDefault: true,
    ImpersonationProtectionState: 'Automatic',
    AuthenticationFailAction: 'Quarantine',
  },
  'Standard Preset Security Policy1770804298723': {
    ...preset,
    RecommendedPolicyType: 'Standard',
    PhishThresholdLevel: 3,
    MailboxIntelligenceProtectionAction: 'MoveToJmf',
  },
  'Strict Preset Security Policy1770804309912': {
    ...preset,
    RecommendedPolicyType: 'Strict',
    PhishThresholdLevel: 4,
    AuthenticationFailAction: 'Quarantine',
    SpoofQuarantineTag: notified,
    MailboxIntelligenceProtectionAction: 'Quarantine',
    MailboxIntelligenceQuarantineTag: notified,
  },
  'EU offices anti-phish': {
    PhishThresholdLevel: 2,
    EnableTargetedUserProtection: true,
    TargetedUsersToProtect: leaders.slice(0, 1),
    TargetedUserProtectionAction: 'Quarantine',
    DmarcRejectAction: 'Quarantine',
    SpoofQuarantineTag: 'Request release',
  },
};

export function antiPhishPolicies(changed: number): WireRow[] {
  return Object.entries(policies).map(([name, differences]) => ({
    ...untouched,
    ...differences,
    ...policyTail({ name, container: 'AntiPhish', schema: 'Hosted-Content-Filter-Config', changed }),
  }));
}
