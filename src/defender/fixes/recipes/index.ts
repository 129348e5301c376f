import type { Recipe } from '../fix.ts';
import type { MechanismId } from '../mechanisms.ts';
import type { Situation } from '../situation.ts';
import { closeOpening, removeEntry } from './close.ts';
import {
  editRule,
  enhancedFiltering,
  partnerConnector,
  ruleForAuthenticatedSender,
  scopedOutbound,
} from './mail-flow.ts';
import {
  alignAuthentication,
  customTrackingDomain,
  envelopeSubdomain,
  notProposed,
  quarantineNotification,
  safeSender,
  sendLink,
  submitAsClean,
  tellTheUser,
  trusted,
  useEmailDelivery,
} from './other.ts';
import { leavePreset } from './preset.ts';
import { fileBySubmission, senderAllow, spoofPair, urlBySubmission, urlDirect } from './tenant-list.ts';
import { dynamicDelivery, scopedPolicy, setValue } from './values.ts';

/** How each mechanism is carried out and undone. */
export const recipes: Record<MechanismId, (situation: Situation) => Recipe> = {
  recommendedValue: setValue,
  presetByMicrosoft: leavePreset,
  removeEntry,
  alignAuthentication,
  submitAsClean,
  customTrackingDomain,
  editTransportRule: editRule,
  enhancedFiltering,
  envelopeSubdomain,
  sendLink,
  scopedOutboundPolicy: scopedOutbound,
  useEmailDelivery,
  quarantineNotification,
  tellTheUser,
  closeOpening,
  spoofPair,
  urlAllowBySubmission: urlBySubmission,
  urlAllowDirect: urlDirect,
  senderAllow,
  fileAllowBySubmission: fileBySubmission,
  trustedSender: trusted('ExcludedSenders'),
  trustedDomain: trusted('ExcludedDomains'),
  safeSender,
  ruleForAuthenticatedSender,
  scopedPolicy,
  dynamicDelivery,
  partnerConnector,
  ipAllow: notProposed,
  allowedSenderDomain: notProposed,
  ruleByDomainAlone: notProposed,
  skipHeader: notProposed,
  doNotRewrite: notProposed,
  advancedDelivery: notProposed,
};
