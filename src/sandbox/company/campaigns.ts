import type { causes } from './causes.ts';
import type { Cohort } from './people.ts';

type CauseKey = keyof typeof causes;

/** What became of the part of a campaign that went to one cohort: cause and number of messages at the usual size. */
export type Fate = readonly [cohort: Cohort, cause: CauseKey, messages: number];

export interface Campaign {
  subject: string;
  fromName: string;
  from: string;
  route: 'mailbox' | 'sendgrid';
  region: 'us' | 'eu';
  daysAgo: number;
  fates: Fate[];
  /** Path on the intranet that its links lead to. */
  leadsTo: string;
  text: string;
  attachment?: string;
}

const comms = {
  fromName: 'Alder & Finch Communications',
  from: 'internal.comms@alderfinch.example',
  route: 'mailbox',
  region: 'us',
} as const;
const people = {
  fromName: 'People News',
  from: 'people.news@alderfinch.example',
  route: 'sendgrid',
  region: 'us',
} as const;
const news = {
  fromName: 'The Finch Weekly',
  from: 'weekly@news.alderfinch.example',
  route: 'sendgrid',
  region: 'us',
} as const;
const euRoom = {
  fromName: 'EU Newsroom',
  from: 'newsroom@alderfinch-eu.example',
  route: 'sendgrid',
  region: 'eu',
} as const;
const euTeam = {
  fromName: 'Kommunikation Europa',
  from: 'komm@alderfinch-eu.example',
  route: 'mailbox',
  region: 'eu',
} as const;
const euNews = {
  fromName: 'Finch Europe',
  from: 'europe@news.alderfinch.example',
  route: 'sendgrid',
  region: 'eu',
} as const;
const leader = {
  fromName: 'Mirela Okafor',
  from: 'mirela.okafor@alderfinch-news.example',
  route: 'sendgrid',
  region: 'us',
} as const;

/** A month of ContactMonkey campaigns, most of them with a cause of their own. */
export const campaigns: Campaign[] = [
  {
    ...people,
    subject: 'Open enrollment starts Monday: what changes for you',
    daysAgo: 1.2,
    leadsTo: 'benefits/enrollment',
    fates: [
      ['stores', 'spoofOwnDomain', 110],
      ['default', 'spoofOwnDomain', 70],
      ['standard', 'junkSpoof', 60],
      ['strict', 'spoofOwnDomain', 25],
    ],
    text: 'Open enrollment runs for two weeks. Compare the plans and pick yours.',
  },
  {
    ...news,
    subject: 'The Finch Weekly #47: holiday hours, new stores, your photos',
    daysAgo: 2.1,
    leadsTo: 'weekly/47',
    fates: [
      ['stores', 'bulk7', 120],
      ['strict', 'bulk7', 30],
      ['default', 'delivered', 90],
      ['standard', 'junkBulk', 70],
    ],
    text: 'Holiday opening hours, two new stores and the best photos of the month.',
  },
  {
    ...news,
    subject: 'The Finch Weekly #46: meet the Denver team',
    daysAgo: 9.1,
    leadsTo: 'weekly/46',
    fates: [
      ['stores', 'bulk7', 90],
      ['strict', 'bulk8', 20],
      ['default', 'delivered', 80],
    ],
    text: 'This week we visit the Denver team.',
  },
  {
    ...euNews,
    subject: 'Finch Europe: Umfrage zum Büro der Zukunft',
    daysAgo: 3.3,
    leadsTo: 'eu/umfrage',
    fates: [['eu', 'webBug', 95]],
    text: 'Sagen Sie uns, wie das Büro der Zukunft aussehen soll. Die Umfrage dauert drei Minuten.',
  },
  {
    ...euNews,
    subject: 'Finch Europe: l’essentiel du mois d’octobre',
    daysAgo: 17,
    leadsTo: 'eu/octobre',
    fates: [['eu', 'webBug', 60]],
    text: 'Les nouvelles du mois, en bref.',
  },
  {
    ...euRoom,
    subject: 'Townhall Europa am Donnerstag, 15 Uhr',
    daysAgo: 5.4,
    leadsTo: 'eu/townhall',
    fates: [['eu', 'spoofDmarc', 85]],
    text: 'Am Donnerstag um 15 Uhr sprechen wir über das Jahr 2027.',
  },
  {
    ...euTeam,
    subject: 'Neue Reiserichtlinie ab Januar',
    daysAgo: 6.2,
    leadsTo: 'eu/reisen',
    fates: [['eu', 'blockedUrl', 60]],
    text: 'Ab Januar gilt eine neue Reiserichtlinie.',
  },
  {
    ...comms,
    subject: 'Security awareness month: take the five-minute quiz',
    daysAgo: 4.5,
    leadsTo: 'security/quiz',
    fates: [
      ['standard', 'urlReputationInside', 55],
      ['default', 'urlReputationInside', 40],
      ['stores', 'deliveredInside', 120],
    ],
    text: 'Five minutes, ten questions, one prize.',
  },
  {
    ...comms,
    subject: 'Quarterly results and what they mean for your bonus',
    daysAgo: 8.2,
    leadsTo: 'finance/q3',
    fates: [
      ['strict', 'deliveredInside', 60],
      ['standard', 'deliveredInside', 90],
      ['default', 'deliveredInside', 90],
    ],
    text: 'The third quarter in four charts.',
  },
  {
    ...people,
    subject: 'Action needed: confirm your direct deposit details',
    daysAgo: 11.6,
    leadsTo: 'payroll/confirm',
    fates: [
      ['standard', 'phish', 45],
      ['strict', 'phish', 30],
      ['stores', 'phish', 40],
    ],
    text: 'Payroll moves to a new provider. Confirm your details by Friday.',
  },
  {
    ...news,
    subject: 'Mandatory: all staff code of conduct training',
    daysAgo: 12.3,
    leadsTo: 'training/conduct',
    fates: [
      ['default', 'heldByRule', 65],
      ['stores', 'heldByRule', 45],
    ],
    text: 'This training is mandatory for all staff and takes twenty minutes.',
  },
  {
    ...news,
    subject: 'Your store calendar for December (add to Outlook)',
    daysAgo: 13.8,
    leadsTo: 'stores/calendar',
    attachment: 'december-store-calendar.ics',
    fates: [['stores', 'fileType', 75]],
    text: 'Open the attached calendar to see the shifts of December.',
  },
  {
    ...news,
    subject: 'Benefits guide 2027 (attached)',
    daysAgo: 15.5,
    leadsTo: 'benefits/guide',
    attachment: 'Benefits Guide 2027.pdf',
    fates: [
      ['standard', 'safeAttachments', 40],
      ['default', 'delivered', 60],
    ],
    text: 'The guide to all benefits of the coming year is attached.',
  },
  {
    ...leader,
    subject: 'A personal note from Mirela',
    daysAgo: 16.4,
    leadsTo: 'leadership/note',
    fates: [
      ['standard', 'userImpersonation', 50],
      ['strict', 'userImpersonation', 30],
      ['eu', 'userImpersonation', 20],
    ],
    text: 'Thank you for an extraordinary year.',
  },
  {
    ...news,
    subject: 'Volunteer day: pick your project',
    daysAgo: 19.2,
    leadsTo: 'community/volunteer',
    fates: [
      ['standard', 'zapped', 55],
      ['strict', 'zapped', 15],
      ['default', 'delivered', 70],
    ],
    text: 'Twelve projects, one day. Choose yours.',
  },
  {
    ...news,
    subject: 'Refer a friend, earn $500',
    daysAgo: 22.7,
    leadsTo: 'jobs/refer',
    fates: [
      ['strict', 'spam', 25],
      ['standard', 'highSpam', 30],
      ['default', 'delivered', 50],
    ],
    text: 'Know somebody who would like it here?',
  },
  {
    ...comms,
    subject: 'IT maintenance this weekend',
    daysAgo: 24.1,
    leadsTo: 'it/maintenance',
    fates: [
      ['standard', 'deliveredInside', 120],
      ['stores', 'deliveredInside', 120],
    ],
    text: 'Mail and files will be slow on Saturday night.',
  },
  {
    ...people,
    subject: 'CM Test - Open enrollment starts Monday: what changes for you',
    daysAgo: 1.4,
    leadsTo: 'benefits/enrollment',
    fates: [
      ['standard', 'junkSpoof', 2],
      ['default', 'spoofOwnDomain', 3],
    ],
    text: 'Open enrollment runs for two weeks. Compare the plans and pick yours.',
  },
  {
    ...comms,
    subject: 'CM Test - Security awareness month: take the five-minute quiz',
    daysAgo: 4.8,
    leadsTo: 'security/quiz',
    fates: [['standard', 'urlReputationInside', 3]],
    text: 'Five minutes, ten questions, one prize.',
  },
  {
    ...news,
    subject: 'CM Test - The Finch Weekly #48',
    daysAgo: 0.15,
    leadsTo: 'weekly/48',
    fates: [
      ['standard', 'delivered', 2],
      ['stores', 'bulk7', 2],
    ],
    text: 'A first look at next week’s issue.',
  },
];

/** Where each region's links and pictures point. */
export const trackers: Record<Campaign['region'], string> = {
  us: 'https://contactmonkey.com/api/v1/tracker',
  eu: 'https://tk.cmnky.co/api/v1/tracker',
};

export const sendingIps: Record<Campaign['region'], { ip: string; country: string }> = {
  us: { ip: '198.51.100.24', country: 'US' },
  eu: { ip: '203.0.113.77', country: 'IE' },
};

/** What Alder & Finch knows of its ContactMonkey set-up, as a sender profile file holds it. */
export const senderProfile = {
  regions: ['us', 'eu'],
  senders: [comms, people, news, euRoom, euTeam, euNews, leader].map(({ from, route }) => ({
    address: from,
    path: route === 'mailbox' ? 'own-mailbox' : 'email-delivery',
  })),
  sendingIps: Object.values(sendingIps).map(({ ip }) => ip),
  dkimDomains: ['news.alderfinch.example', 'alderfinch-news.example'],
  mailFromDomains: ['em7121.news.alderfinch.example', 'sendgrid.net'],
  trackingHosts: [],
  testSubjectPrefix: 'CM Test - ',
  audienceGroups: ['all-staff@alderfinch.example', 'eu-offices@alderfinch-eu.example'],
  endpoints: [
    { value: 'contactmonkey.com', kind: 'domain', source: 'ContactMonkey CSM, mail of 2026-09-14', date: '2026-09-14' },
    { value: 'tk.cmnky.co', kind: 'domain', source: 'ContactMonkey CSM, mail of 2026-09-14', date: '2026-09-14' },
    { value: '198.51.100.24', kind: 'ip', source: 'Email Delivery hand-over sheet', date: '2026-05-02' },
    { value: '203.0.113.77', kind: 'ip', source: 'Email Delivery hand-over sheet', date: '2026-05-02' },
  ],
};
