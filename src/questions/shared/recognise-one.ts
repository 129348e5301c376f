import type { ExplainedMessage } from '../../campaigns/message-evidence.ts';
import { recogniseCampaignMail } from '../../contactmonkey/recognise.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';

/** Whether a message is ContactMonkey's, by all that was read about it. */
export function recogniseOne(
  { message, evidence }: ExplainedMessage,
  profile: SenderProfile,
): 'yes' | 'no' | 'unknown' {
  const { headers, events } = evidence;
  const signed = (headers?.fields.dkim ?? []).filter(({ result, domain }) => result === 'pass' && domain !== null);
  return recogniseCampaignMail(
    {
      senderAddress: message.sender,
      subject: message.subject,
      sendingIp: headers?.fields.cip ?? events?.find((event) => event.senderIp)?.senderIp,
      mailFromDomain: headers?.fields.mailFromDomain ?? events?.[0]?.senderMailFromDomain,
      ...(headers ? { dkimDomains: signed.map(({ domain }) => domain ?? '') } : {}),
    },
    profile,
  ).is;
}
