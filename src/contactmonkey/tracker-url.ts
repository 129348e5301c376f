import { trackerPath } from './regions.ts';
import type { SenderProfile } from './sender-profile.ts';

type Hosts = Pick<SenderProfile, 'trackingHosts'>;

/** Whether a URL, wrapped by Safe Links or not, is one of ContactMonkey's tracking links or open pixels. */
export function isTrackerUrl(url: string, profile: Hosts): boolean {
  const target = unwrapped(url);
  return target !== null && trackingHost(target.hostname, profile) !== null && trackerPath.test(target.pathname);
}

/** The tracking host of the profile that a host name is, `www.` in front or not; null for any other, look-alikes too. */
export function trackingHost(host: string, profile: Hosts): string | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  return (
    profile.trackingHosts.find((known) => name === known.toLowerCase() || name === `www.${known.toLowerCase()}`) ?? null
  );
}

/** The host that a link leads to, lower case, whether Safe Links wrapped it or not; null when it is no web address. */
export function linkHost(url: string): string | null {
  return unwrapped(url)?.hostname ?? null;
}

function unwrapped(text: string): URL | null {
  const url = parse(text);
  if (url && /(^|\.)safelinks\.protection\.outlook\.(com|us|de|cn)$/.test(url.hostname)) {
    return parse(url.searchParams.get('url') ?? '');
  }
  return url;
}

function parse(text: string): URL | null {
  const url = URL.parse(text.trim());
  return url && /^https?:$/.test(url.protocol) ? url : null;
}
