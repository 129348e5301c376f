import ipaddr from 'ipaddr.js';
import { isTestSubject } from './campaign-key.ts';
import type { SenderProfile, SendingPath } from './sender-profile.ts';
import { isTrackerUrl, trackingHost } from './tracker-url.ts';

/** What is known of one message. A key that is left out or undefined was not looked at; an empty list means there is none. */
export interface CampaignMailFacts {
  senderAddress?: string | undefined;
  subject?: string | undefined;
  /** URLs of the body, with their paths. */
  urls?: readonly string[] | undefined;
  /** Host names of the body's URLs, where the paths are not known. */
  urlHosts?: readonly string[] | undefined;
  sendingIp?: string | null | undefined;
  /** Domains whose DKIM signature on the message verifies. */
  dkimDomains?: readonly string[] | undefined;
  mailFromDomain?: string | null | undefined;
}

export interface CampaignMailRecognition {
  is: 'yes' | 'no' | 'unknown';
  isTest: boolean;
  /** The way of sending, as far as these facts show it. */
  path: SendingPath;
  /**
   * `proven` by what an outsider cannot write (dedicated address, verified signature); `claimed` by what anyone can write
   * into a mail (sender, subject, links); null when it is not recognised.
   */
  standing: 'proven' | 'claimed' | null;
  evidence: string[];
  notLookedAt: string[];
}

/**
 * Tells ContactMonkey mail of this customer by campaign senders, test marker, tracking links, dedicated addresses, signing
 * and envelope domains. The From domain alone never counts: it is the customer's own. `no` only when sender and links were
 * looked at and the profile knows the campaign senders.
 */
export function recogniseCampaignMail(facts: CampaignMailFacts, profile: SenderProfile): CampaignMailRecognition {
  const proof = proofs(facts, profile);
  const claim = claims(facts, profile);
  const notLookedAt = unseen(facts, profile);
  const sender = profile.senders.find(({ address }) => same(address, facts.senderAddress));
  const evidence = [...proof, ...claim];
  const standing = proof.length > 0 ? 'proven' : claim.length > 0 ? 'claimed' : null;
  const sawEnough = facts.senderAddress !== undefined && profile.senders.length > 0 && sawLinks(facts);
  return {
    is: standing ? 'yes' : sawEnough ? 'no' : 'unknown',
    isTest: facts.subject !== undefined && isTestSubject(facts.subject, profile.testSubjectPrefix),
    path: proof.length > 0 ? 'email-delivery' : (sender?.path ?? 'unknown'),
    standing,
    evidence,
    notLookedAt,
  };
}

function proofs(facts: CampaignMailFacts, profile: SenderProfile): string[] {
  const found: string[] = [];
  if (facts.sendingIp && profile.sendingIps.some((entry) => covers(entry, facts.sendingIp ?? ''))) {
    found.push(`sent from the dedicated address ${facts.sendingIp}`);
  }
  const signed = facts.dkimDomains?.find(
    (domain) => isWithin(domain, profile.dkimDomains) && !isFromDomain(domain, facts),
  );
  if (signed) found.push(`signed by ${signed}`);
  return found;
}

function claims(facts: CampaignMailFacts, profile: SenderProfile): string[] {
  const found: string[] = [];
  if (profile.senders.some(({ address }) => same(address, facts.senderAddress))) {
    found.push(`campaign sender ${facts.senderAddress?.trim().toLowerCase()}`);
  }
  const { mailFromDomain } = facts;
  if (mailFromDomain && isWithin(mailFromDomain, profile.mailFromDomains) && !isFromDomain(mailFromDomain, facts)) {
    found.push(`envelope domain ${mailFromDomain.toLowerCase()}`);
  }
  if (facts.subject !== undefined && isTestSubject(facts.subject, profile.testSubjectPrefix)) {
    found.push(`test marker "${profile.testSubjectPrefix.trim()}" in the subject`);
  }
  if (facts.urls?.some((url) => isTrackerUrl(url, profile))) found.push('tracking link in the body');
  const host = facts.urlHosts?.map((name) => trackingHost(name, profile)).find((name) => name !== null);
  if (host) found.push(`link to ${host}`);
  return found;
}

function unseen(facts: CampaignMailFacts, profile: SenderProfile): string[] {
  const missing: string[] = [];
  if (facts.senderAddress === undefined) missing.push('the sender address');
  else if (profile.senders.length === 0) missing.push('the sender address (the profile names no campaign senders)');
  if (facts.subject === undefined) missing.push('the subject');
  if (!sawLinks(facts)) missing.push('the links in the body');
  if (facts.sendingIp == null) missing.push('the sending address');
  else if (profile.sendingIps.length === 0) missing.push('the sending address (the profile names no dedicated ones)');
  if (facts.dkimDomains === undefined && profile.dkimDomains.length > 0) missing.push('the DKIM signatures');
  return missing;
}

/** The From domain is the customer's own: all its other mail is signed and sent under it too. */
function isFromDomain(domain: string, { senderAddress }: CampaignMailFacts): boolean {
  return senderAddress?.trim().toLowerCase().endsWith(`@${domain.toLowerCase()}`) ?? false;
}

function sawLinks(facts: CampaignMailFacts): boolean {
  return facts.urls !== undefined || facts.urlHosts !== undefined;
}

function same(address: string, other: string | undefined): boolean {
  return other !== undefined && address.trim().toLowerCase() === other.trim().toLowerCase();
}

function isWithin(domain: string, known: readonly string[]): boolean {
  const name = domain.toLowerCase();
  return known.some((each) => name === each.toLowerCase() || name.endsWith(`.${each.toLowerCase()}`));
}

function covers(entry: string, ip: string): boolean {
  try {
    const address = ipaddr.process(ip.trim());
    if (!entry.includes('/')) return ipaddr.process(entry).toString() === address.toString();
    const [range, bits] = ipaddr.parseCIDR(entry);
    return range.kind() === address.kind() && address.match(range, bits);
  } catch {
    return false;
  }
}
