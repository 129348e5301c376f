import type { Predicate } from '../predicate.ts';
import { junkedByMailbox, movedByHand, probablyPurged, purged } from './after-delivery.ts';
import { bulk } from './bulk.ts';
import { letThrough } from './let-through.ts';
import {
  blockedByConnectionFilter,
  blockedByPolicyList,
  blockedByRegionOrLanguage,
  blockedByTenantList,
  blockedByUser,
  markedBeforeFiltering,
  refused,
  transportRule,
} from './overrides.ts';
import { spoofByAuthentication, spoofByDmarc } from './spoof.ts';
import { advancedSpamFilter, highConfidencePhish, insideTheOrganisation, oneOf, phish, verdict } from './verdicts.ts';

/** The evidence that rows of the attribution table refer to by name. */
export const predicates = {
  refused,
  purged,
  movedByHand,
  transportRule,
  blockedByUser,
  blockedByTenantList,
  blockedByConnectionFilter,
  blockedByRegionOrLanguage,
  blockedByPolicyList,
  advancedSpamFilter,
  dataLossPrevention: verdict('DLP', 'unknown', null),
  sharePointFile: verdict('SPO', 'safe-attachments', null),
  fileType: verdict('FTBP', 'anti-malware', 'FileTypeAction'),
  malware: verdict('MALW', 'anti-malware', null),
  safeAttachments: verdict('SAP', 'safe-attachments', 'Action'),
  highConfidencePhish,
  phish,
  spoofByDmarc,
  spoofByAuthentication,
  userImpersonation: verdict('UIMP', 'anti-phish', 'TargetedUserProtectionAction'),
  domainImpersonation: verdict('DIMP', 'anti-phish', 'TargetedDomainProtectionAction'),
  mailboxIntelligence: verdict('GIMP', 'anti-phish', 'MailboxIntelligenceProtectionAction'),
  markedBeforeFiltering,
  bulk,
  highConfidenceSpam: verdict('HSPM', 'anti-spam', 'HighConfidenceSpamAction'),
  spam: verdict('SPM', 'anti-spam', 'SpamAction'),
  insideTheOrganisation,
  outboundSpam: verdict('OSPM', 'outbound-spam', 'ActionWhenThresholdReached'),
  malwareOrAttachment: oneOf(['MALW', 'SAP', 'FTBP'], 'anti-malware', []),
  phishOfEitherConfidence: oneOf(['HPHSH', 'PHSH'], 'anti-spam', ['HighConfidencePhishAction', 'PhishSpamAction']),
  spoofOrImpersonation: oneOf(['SPOOF', 'UIMP', 'DIMP', 'GIMP'], 'anti-phish', [
    'AuthenticationFailAction',
    'TargetedUserProtectionAction',
    'TargetedDomainProtectionAction',
    'MailboxIntelligenceProtectionAction',
  ]),
  someKindOfPhish: oneOf(['PHSH', 'SPOOF', 'UIMP', 'DIMP', 'GIMP', 'SAP'], 'unknown', []),
  spamOfEitherConfidence: oneOf(['HSPM', 'SPM', 'BULK'], 'anti-spam', ['HighConfidenceSpamAction', 'SpamAction']),
  junkedByMailbox,
  probablyPurged,
  letThrough,
} as const satisfies Record<string, Predicate>;

export type PredicateName = keyof typeof predicates;
