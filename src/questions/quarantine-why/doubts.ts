import type { ExplainedMessage } from '../../campaigns/message-evidence.ts';
import { isOwnAddress } from '../../campaigns/own-domains.ts';
import type { Recognition } from '../../campaigns/recognition.ts';
import type { SenderProfile } from '../../contactmonkey/sender-profile.ts';

const stranger =
  'The sender’s domain is not one of yours: this is not your newsletter, and it may be forged. Do not release it unless you know it.';
const lookAlike =
  'It uses the name of your campaign sender, but failed authentication and came from none of your dedicated addresses: it may be forged. Check the links before you release or allow anything.';

/** A warning that a message may not be what it seems; null when nothing speaks for that. */
export function doubtAbout(
  { message, evidence }: ExplainedMessage,
  recognition: Recognition,
  domains: ReadonlySet<string>,
  profile: SenderProfile,
): string | null {
  if (recognition.is !== 'yes') {
    return domains.size > 0 && !isOwnAddress(message.sender, domains) ? stranger : null;
  }
  const fields = evidence.headers?.fields;
  const isFromOutside = fields?.dir !== 'INT' && fields?.compauth?.result === 'fail';
  return isFromOutside && recognition.standing === 'claimed' && profile.sendingIps.length > 0 ? lookAlike : null;
}
