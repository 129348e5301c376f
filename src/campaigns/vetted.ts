import { domainOf, isOwnAddress } from './own-domains.ts';
import type { Recognition } from './recognition.ts';

/**
 * Anyone can put a tracking link or a test marker into a mail. From a domain that is not the organisation's, and with nothing
 * that proves it, such mail may be forged or another customer's: it is not called ContactMonkey mail of this one.
 */
export function vetted(recognition: Recognition, sender: string, domains: ReadonlySet<string>): Recognition {
  const isClaim = recognition.is === 'yes' && recognition.standing === 'claimed';
  if (!isClaim || domains.size === 0 || isOwnAddress(sender, domains)) return recognition;
  const doubt = `but ${domainOf(sender)} is not a domain of this organisation, so it may be forged or another company’s`;
  return { ...recognition, is: 'unknown', evidence: [...recognition.evidence, doubt] };
}
