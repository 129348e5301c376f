import type { SendingPath } from './finding.ts';

/** What is known of the sender. Everything is optional; empty or absent means unknown, never "none". */
export interface SenderFacts {
  senders?: readonly { address: string; path: SendingPath | null }[];
  sendingIps?: readonly string[];
  dkimDomains?: readonly string[];
  mailFromDomains?: readonly string[];
  trackingHosts?: readonly string[];
  testSubjectPrefix?: string;
  /** The bulk complaint level that Microsoft stamped on past campaigns. */
  observedBcl?: number;
  /** ISO 8601; when the next campaign goes out. */
  nextCampaignAt?: string;
}

/** The sender's facts with the lists filled in and in lower case. */
export interface Sender {
  addresses: readonly string[];
  domains: readonly string[];
  /** Addresses that may send by a path; an address of unknown path counts for both. */
  addressesOn(path: SendingPath): readonly string[];
  /** Paths in use as far as known; both when nobody said. */
  paths: readonly SendingPath[];
  pathsKnown: boolean;
  ips: readonly string[];
  dkimDomains: readonly string[];
  mailFromDomains: readonly string[];
  trackingHosts: readonly string[];
  testSubjectPrefix: string;
  observedBcl: number | null;
  nextCampaignAt: number | null;
}

/** Tracking hosts by region: help.contactmonkey.com 24237625531661 and 360053019911, read 2026-11-21. */
export const publicTrackingHosts = [
  'contactmonkey.com',
  'www.contactmonkey.com',
  'tk.cmnky.co',
  'tkca.cmnky.co',
  'tkau.cmnky.co',
] as const;

/** Domains of ContactMonkey and of the mail service behind Email Delivery (same source; HC43948275377165). */
export const vendorDomains = [
  'contactmonkey.com',
  'contactmonkeyeu.com',
  'contactmonkey.ca',
  'contactmonkey.au',
  'cmnky.co',
] as const;

export function senderOf(facts: SenderFacts): Sender {
  const senders = (facts.senders ?? []).map(({ address, path }) => ({ address: address.trim().toLowerCase(), path }));
  const addresses = senders.map(({ address }) => address);
  const paths = pathsOf(senders, facts.sendingIps ?? []);
  const nextCampaignAt = Date.parse(facts.nextCampaignAt ?? '');
  return {
    addresses,
    domains: [...new Set(addresses.map((address) => address.slice(address.lastIndexOf('@') + 1)))],
    addressesOn: (path) =>
      senders.filter((sender) => sender.path === null || sender.path === path).map((it) => it.address),
    paths: paths ?? bothPaths,
    pathsKnown: paths !== null,
    ips: facts.sendingIps ?? [],
    dkimDomains: lower(facts.dkimDomains),
    mailFromDomains: lower(facts.mailFromDomains),
    trackingHosts: facts.trackingHosts?.length ? lower(facts.trackingHosts) : publicTrackingHosts,
    testSubjectPrefix: facts.testSubjectPrefix ?? 'CM Test - ',
    observedBcl: facts.observedBcl ?? null,
    nextCampaignAt: Number.isNaN(nextCampaignAt) ? null : nextCampaignAt,
  };
}

const bothPaths: readonly SendingPath[] = ['own-mailbox', 'email-delivery'];

function pathsOf(senders: { path: SendingPath | null }[], ips: readonly string[]): readonly SendingPath[] | null {
  if (senders.length === 0 || senders.some(({ path }) => path === null)) return null;
  const used = new Set(senders.map(({ path }) => path as SendingPath));
  if (ips.length > 0) used.add('email-delivery');
  return bothPaths.filter((path) => used.has(path));
}

function lower(values: readonly string[] | undefined): string[] {
  return (values ?? []).map((value) => value.trim().toLowerCase());
}
