import ipaddr from 'ipaddr.js';
import { getPublicSuffix, parse as parseHost } from 'tldts';
import { regions as allRegions, regionFacts, testSubjectPrefix } from './regions.ts';
import type { Region, SenderProfile } from './sender-profile.ts';

type Problems = string[];
type Json = Record<string, unknown>;

const keys = [
  ...['regions', 'senders', 'sendingIps', 'dkimDomains', 'mailFromDomains', 'trackingHosts', 'testSubjectPrefix'],
  ...['audienceGroups', 'endpoints'],
];

/** Hosts and domains that many of a mailing service's customers share: recognising mail by them would take in strangers. */
const sharedDomains = ['sendgrid.net', 'sendgrid.com', 'outlook.com', 'onmicrosoft.com', 'gmail.com', 'amazonses.com'];

/** The profile of a customer who has told nothing: all regions' tracking hosts and the published test marker. */
export function defaultSenderProfile(): SenderProfile {
  return parseSenderProfile({}).profile;
}

/**
 * Reads the sender profile (parsed JSON). What is wrong is left out and told as a sentence in `problems`; the rest is
 * used. Never throws. Addresses, domains and hosts come out in lower case.
 */
export function parseSenderProfile(json: unknown): { profile: SenderProfile; problems: string[] } {
  const problems: Problems = [];
  const source = isObject(json) ? json : {};
  if (!isObject(json)) problems.push('The sender profile must be a JSON object.');
  for (const key of Object.keys(source)) {
    if (!keys.includes(key))
      problems.push(`"${clip(key)}" is not a key of the sender profile. Its keys are ${keys.join(', ')}.`);
  }
  const regions = readRegions(source, problems);
  const regionHosts = (regions.length > 0 ? regions : allRegions).map((region) => regionFacts[region].trackingHost);
  const ownHosts = texts(source, 'trackingHosts', problems).flatMap((text) =>
    hostName(text, 'trackingHosts', problems),
  );
  const profile: SenderProfile = {
    regions,
    senders: readSenders(source, problems),
    sendingIps: texts(source, 'sendingIps', problems).flatMap((text) => ipOrRange(text, problems)),
    dkimDomains: texts(source, 'dkimDomains', problems).flatMap((text) => ownDomain(text, 'dkimDomains', problems)),
    mailFromDomains: texts(source, 'mailFromDomains', problems).flatMap((text) =>
      ownDomain(text, 'mailFromDomains', problems),
    ),
    trackingHosts: [...new Set([...regionHosts, ...ownHosts])],
    testSubjectPrefix: readPrefix(source, problems),
    audienceGroups: texts(source, 'audienceGroups', problems),
    endpoints: readEndpoints(source, problems),
  };
  return { profile, problems };
}

function readRegions(source: Json, problems: Problems): Region[] {
  const found: Region[] = [];
  for (const text of texts(source, 'regions', problems)) {
    const region = allRegions.find((known) => known === text.toLowerCase());
    if (region && !found.includes(region)) found.push(region);
    if (!region) problems.push(`regions: "${clip(text)}" is not a region. Regions are ${allRegions.join(', ')}.`);
  }
  return found;
}

function readSenders(source: Json, problems: Problems): SenderProfile['senders'] {
  const found = new Map<string, SenderProfile['senders'][number]>();
  for (const entry of list(source, 'senders', problems)) {
    const address = isObject(entry) && typeof entry.address === 'string' ? entry.address.trim().toLowerCase() : '';
    if (!isObject(entry) || !/^[^\s@<>"]{1,200}@[^\s@<>"]{1,253}$/.test(address)) {
      problems.push('senders: each entry needs an "address" such as news@contoso.com, and may have a "path".');
      continue;
    }
    const path = entry.path ?? null;
    const known = path === 'own-mailbox' || path === 'email-delivery' ? path : null;
    if (path !== null && known === null) {
      problems.push(`senders: the path of ${clip(address)} must be "own-mailbox" or "email-delivery".`);
    }
    found.set(address, { address, path: known });
  }
  return [...found.values()];
}

function readEndpoints(source: Json, problems: Problems): SenderProfile['endpoints'] {
  return list(source, 'endpoints', problems).flatMap((entry) => {
    const { value, kind, source: from, date } = isObject(entry) ? entry : {};
    const known = (['domain', 'url', 'ip'] as const).find((each) => each === kind);
    if (typeof value !== 'string' || value.trim() === '' || !known) {
      problems.push('endpoints: each entry needs a "value" and a "kind" of domain, url or ip.');
      return [];
    }
    const said = typeof from === 'string' && from.trim() !== '' ? from.trim() : 'your sender profile';
    return [{ value: value.trim(), kind: known, source: said, date: typeof date === 'string' ? date.trim() : '' }];
  });
}

function readPrefix(source: Json, problems: Problems): string {
  const prefix = source.testSubjectPrefix;
  if (prefix === undefined) return testSubjectPrefix;
  if (typeof prefix === 'string' && prefix.trim().length >= 3) return prefix;
  problems.push(`testSubjectPrefix must be a text of at least three characters; "${testSubjectPrefix}" is used.`);
  return testSubjectPrefix;
}

function ipOrRange(text: string, problems: Problems): string[] {
  const widest = { ipv4: 24, ipv6: 64 };
  try {
    if (!text.includes('/')) {
      if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !ipaddr.IPv6.isValid(text)) throw new Error('no address');
      return [ipaddr.process(text).toString()];
    }
    const [range, bits] = ipaddr.parseCIDR(text);
    if (bits >= widest[range.kind()]) return [`${range.toString()}/${bits}`];
    problems.push(
      `sendingIps: ${clip(text)} is wider than a dedicated address can be; give single addresses or at most a /24.`,
    );
  } catch {
    problems.push(`sendingIps: "${clip(text)}" is not an IP address or CIDR range.`);
  }
  return [];
}

function hostName(text: string, key: string, problems: Problems): string[] {
  const name = text.toLowerCase().replace(/\.$/, '');
  const { isIp, hostname, publicSuffix } = parseHost(name);
  if (hostname === name && !isIp && name.includes('.') && name !== publicSuffix && /^[^\s/:@*]{1,253}$/.test(name))
    return [name];
  problems.push(`${key}: "${clip(text)}" is not a host name such as links.contoso.com.`);
  return [];
}

function ownDomain(text: string, key: string, problems: Problems): string[] {
  const names = hostName(text, key, problems);
  return names.filter((name) => {
    const shared = sharedDomains.includes(name) || getPublicSuffix(name, { allowPrivateDomains: true }) === name;
    if (shared)
      problems.push(`${key}: ${name} is shared by many senders, so mail cannot be recognised by it; it is left out.`);
    return !shared;
  });
}

function texts(source: Json, key: string, problems: Problems): string[] {
  const found: string[] = [];
  for (const item of list(source, key, problems)) {
    const text = typeof item === 'string' ? item.trim() : '';
    if (text === '') problems.push(`${key}: every entry must be a text.`);
    else if (!found.includes(text)) found.push(text);
  }
  return found;
}

function list(source: Json, key: string, problems: Problems): unknown[] {
  const value = source[key] ?? [];
  if (Array.isArray(value)) return value;
  problems.push(`${key} must be a list.`);
  return [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
