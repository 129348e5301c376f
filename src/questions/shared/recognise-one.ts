import type { ExplainedMessage } from '../../campaigns/message-evidence.ts';
import type { Recognition } from '../../campaigns/recognition.ts';
import { vetted } from '../../campaigns/vetted.ts';
import { recogniseCampaignMail } from '../../contactmonkey/recognise.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';

/** Whether a message is ContactMonkey mail of this organisation, by all that was read about it. */
export function recogniseOne(
  { message, evidence }: ExplainedMessage,
  profile: SenderProfile,
  domains: ReadonlySet<string>,
): Recognition {
  const { headers, events } = evidence;
  const signed = (headers?.fields.dkim ?? []).filter(({ result, domain }) => result === 'pass' && domain !== null);
  const recognition = recogniseCampaignMail(
    {
      senderAddress: message.sender,
      subject: message.subject,
      sendingIp: headers?.fields.cip ?? events?.find((event) => event.senderIp)?.senderIp,
      mailFromDomain: headers?.fields.mailFromDomain ?? events?.[0]?.senderMailFromDomain,
      ...(headers ? { dkimDomains: signed.map(({ domain }) => domain ?? '') } : {}),
    },
    profile,
  );
  return vetted(recognition, message.sender, domains);
}
