import {
  type CampaignMailFacts,
  type CampaignMailRecognition,
  recogniseCampaignMail,
} from '../contactmonkey/recognise.ts';
import type { SenderProfile } from '../contactmonkey/sender-profile.ts';
import type { QuarantinedMessage } from '../defender/quarantined-message.ts';
import type { KnownIds } from './known-ids.ts';

export type Recognition = CampaignMailRecognition;

export interface RecognisedMail {
  message: QuarantinedMessage;
  recognition: Recognition;
}

/** Whether a quarantined message is ContactMonkey's, by its row and by what is known of its id elsewhere. */
export function recognise(message: QuarantinedMessage, ids: KnownIds, profile: SenderProfile): Recognition {
  return recogniseCampaignMail(rowFacts(message, ids, profile), profile);
}

/** What the quarantine row, advanced hunting and the message trace say of a message. */
export function rowFacts(message: QuarantinedMessage, ids: KnownIds, profile: SenderProfile): CampaignMailFacts {
  const id = message.networkMessageId.toLowerCase();
  const hosts = ids.linking?.has(id) ? profile.trackingHosts.slice(0, 1) : [];
  return {
    senderAddress: message.sender,
    subject: message.subject,
    ...(ids.linking ? { urlHosts: hosts } : {}),
    ...(ids.fromDedicatedIps ? { sendingIp: ids.fromDedicatedIps.get(id) ?? null } : {}),
  };
}
