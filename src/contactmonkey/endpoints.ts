import { regions as allRegions, regionFacts, trustedUrlsSource } from './regions.ts';
import type { Region, SenderProfile } from './sender-profile.ts';

export interface Endpoint {
  /** null when it is not published and the profile does not hold it. */
  value: string | null;
  kind: 'domain' | 'url' | 'ip' | 'dns record';
  purpose: string;
  /** In words; "Any region" for what is not bound to one. */
  region: string;
  regionCode: Region | null;
  source: string;
  /** ISO date on which the source said so; empty when undated. */
  date: string;
  certainty: 'published' | 'customer' | 'ask your CSM';
}

const anywhere = { region: 'Any region', regionCode: null } as const;
const ofTheProfile = { ...anywhere, source: 'your sender profile', date: '', certainty: 'customer' } as const;

/** Set up per customer or not public: what has to be asked for, and the part of the profile that answers it. */
const notPublished: readonly { kind: Endpoint['kind']; purpose: string; answers: keyof SenderProfile | null }[] = [
  { kind: 'ip', purpose: 'dedicated sending addresses of Email Delivery', answers: 'sendingIps' },
  { kind: 'domain', purpose: 'envelope (return-path) domain of Email Delivery', answers: 'mailFromDomains' },
  { kind: 'domain', purpose: 'DKIM signing domain of Email Delivery', answers: 'dkimDomains' },
  { kind: 'dns record', purpose: 'SPF include of Email Delivery', answers: null },
  { kind: 'domain', purpose: 'host of the pictures in campaigns', answers: null },
];
const asked = 'not published; ask your Customer Success Manager';

/**
 * What ContactMonkey uses in the given regions (none given: the profile's, or else all), each entry with source and date.
 * What is neither published nor in the profile is an entry without value that says to ask; nothing is made up.
 */
export function endpointsFor(regions: readonly Region[], profile: SenderProfile): Endpoint[] {
  const wanted = [regions, profile.regions, allRegions].find((list) => list.length > 0) ?? allRegions;
  return [...new Set(wanted)].flatMap(regionEndpoints).concat(customerEndpoints(profile), openEndpoints(profile));
}

function regionEndpoints(region: Region): Endpoint[] {
  const facts = regionFacts[region];
  const common = {
    region: facts.name,
    regionCode: region,
    source: facts.source,
    date: facts.date,
    certainty: 'published' as const,
  };
  const tracks: Endpoint[] = [
    { ...common, value: facts.trackingHost, kind: 'domain', purpose: 'tracking links and pixels in mails' },
  ];
  if (facts.appHost === facts.trackingHost) {
    tracks[0] = {
      ...common,
      value: facts.appHost,
      kind: 'domain',
      purpose: 'the application, and tracking links in mails',
    };
  } else {
    tracks.push({ ...common, value: facts.appHost, kind: 'domain', purpose: 'the application' });
  }
  const urls = facts.trackingUrls.map((value): Endpoint => {
    const link = value.endsWith('/tracker');
    const source = link ? {} : trustedUrlsSource;
    return { ...common, ...source, value, kind: 'url', purpose: link ? 'tracking links' : 'open tracking' };
  });
  return [...tracks, ...urls];
}

function customerEndpoints(profile: SenderProfile): Endpoint[] {
  const publishedHosts = new Set(allRegions.map((region) => regionFacts[region].trackingHost));
  const own =
    (kind: Endpoint['kind'], purpose: string) =>
    (value: string): Endpoint => ({ ...ofTheProfile, value, kind, purpose });
  return [
    ...profile.trackingHosts
      .filter((host) => !publishedHosts.has(host))
      .map(own('domain', 'your own host for tracking links (custom URL)')),
    ...profile.sendingIps.map(own('ip', 'dedicated sending address of Email Delivery')),
    ...profile.mailFromDomains.map(own('domain', 'envelope (return-path) domain of Email Delivery')),
    ...profile.dkimDomains.map(own('domain', 'DKIM signing domain of Email Delivery')),
    ...profile.endpoints.map(
      ({ value, kind, source, date }): Endpoint => ({
        ...anywhere,
        value,
        kind,
        purpose: 'named in your sender profile',
        source,
        date,
        certainty: 'customer',
      }),
    ),
  ];
}

function openEndpoints(profile: SenderProfile): Endpoint[] {
  return notPublished
    .filter(({ answers }) => answers === null || profile[answers].length === 0)
    .map(({ kind, purpose }) => ({
      ...anywhere,
      value: null,
      kind,
      purpose,
      source: asked,
      date: '',
      certainty: 'ask your CSM',
    }));
}
