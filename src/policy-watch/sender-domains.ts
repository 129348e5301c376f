import type { SenderProfile } from '../contactmonkey/sender-profile.ts';

/** Domains whose DNS says whether campaign mail passes authentication: From, DKIM and MAIL FROM. Lower case, each once. */
export function senderDomains(profile: Pick<SenderProfile, 'senders' | 'dkimDomains' | 'mailFromDomains'>): string[] {
  const from = profile.senders.map(({ address }) => address.slice(address.lastIndexOf('@') + 1));
  const all = [...from, ...profile.dkimDomains, ...profile.mailFromDomains];
  return [...new Set(all.map((domain) => domain.trim().toLowerCase()))].filter((domain) => domain.includes('.'));
}
