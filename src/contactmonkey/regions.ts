import type { Region } from './sender-profile.ts';

export interface RegionFacts {
  name: string;
  appHost: string;
  trackingHost: string;
  /** Paths of tracking links and open pixels that ContactMonkey names for this region. */
  trackingUrls: readonly string[];
  source: string;
  date: string;
}

const published = {
  source: 'ContactMonkey help centre, articles 24237625531661 and 360053019911',
  date: '2026-11-21',
} as const;

/** What ContactMonkey publishes of its four regions. */
export const regionFacts: Readonly<Record<Region, RegionFacts>> = {
  us: {
    ...published,
    name: 'United States',
    appHost: 'contactmonkey.com',
    trackingHost: 'contactmonkey.com',
    trackingUrls: [
      'https://contactmonkey.com/api/v1/tracker',
      'https://contactmonkey.com/api/v1/read',
      'https://contactmonkey.com/api/v1/reads_val',
      'http://daer.contactmonkey.org',
    ],
  },
  eu: {
    ...published,
    name: 'Europe',
    appHost: 'contactmonkeyeu.com',
    trackingHost: 'tk.cmnky.co',
    trackingUrls: ['https://tk.cmnky.co/api/v1/tracker'],
  },
  ca: {
    ...published,
    name: 'Canada',
    appHost: 'contactmonkey.ca',
    trackingHost: 'tkca.cmnky.co',
    trackingUrls: ['https://tkca.cmnky.co/api/v1/tracker'],
  },
  au: {
    ...published,
    name: 'Australia',
    appHost: 'contactmonkey.au',
    trackingHost: 'tkau.cmnky.co',
    trackingUrls: ['https://tkau.cmnky.co/api/v1/tracker'],
  },
};

/** Group Policy article that lists the US addresses beyond the tracker itself. */
export const trustedUrlsSource = { source: 'ContactMonkey help centre, article 17388645066893', date: '2026-11-21' };

export const regions = Object.keys(regionFacts) as Region[];

/** `CM Test - `: put before the subject of a test send. Source: ContactMonkey help centre, article 4411568283789, 2026-11-21. */
export const testSubjectPrefix = 'CM Test - ';

/** Paths of tracking links and open pixels, the same on a customer's own host. */
export const trackerPath = /^\/api\/v1\/(?:tracker|read|reads_val)(?:\/|$)/i;
