import { campaignSenders } from './campaign-senders.ts';
import type { causes } from './causes.ts';
import type { Cohort } from './people.ts';

type CauseKey = keyof typeof causes;

/** What became of the part of a campaign that went to one cohort: cause and number of messages at the usual size. */
export type Fate = readonly [cohort: Cohort, cause: CauseKey, messages: number];

/** What a campaign sends. */
export interface CampaignSend {
  subject: string;
  fromName: string;
  from: string;
  route: 'mailbox' | 'sendgrid';
  region: 'us' | 'eu';
  /** Address that it is sent from; the region's unless given. */
  ip?: string;
  /** Bulk complaint level that the campaign gets from outside; 3 unless given. */
  bcl?: number;
  /** Path on the intranet that its links lead to. */
  leadsTo: string;
  text: string;
  attachment?: string;
}

export interface Campaign extends CampaignSend {
  daysAgo: number;
  fates: Fate[];
}

const { comms, people, news, euRoom, euTeam, euNews, leader } = campaignSenders;

/** A month of ContactMonkey campaigns, most of them with a cause of their own. Tests are older than the two days that a watch looks back. */
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
    bcl: 7,
    leadsTo: 'weekly/47',
    fates: [
      ['stores', 'bulk7', 120],
      ['strict', 'bulk7', 30],
      ['default', 'junkBulk', 90],
      ['standard', 'junkBulk', 70],
    ],
    text: 'Holiday opening hours, two new stores and the best photos of the month.',
  },
  {
    ...news,
    subject: 'The Finch Weekly #46: meet the Denver team',
    daysAgo: 9.1,
    bcl: 7,
    leadsTo: 'weekly/46',
    fates: [
      ['stores', 'bulk7', 90],
      ['strict', 'bulk7', 20],
      ['default', 'junkBulk', 80],
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
      ['strict', 'ownSpam', 25],
      ['standard', 'ownHighSpam', 30],
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
    daysAgo: 2.4,
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
    subject: 'CM Test - The Finch Weekly #47: holiday hours, new stores, your photos',
    daysAgo: 2.6,
    bcl: 7,
    leadsTo: 'weekly/47',
    fates: [
      ['standard', 'junkBulk', 2],
      ['stores', 'bulk7', 2],
    ],
    text: 'Holiday opening hours, two new stores and the best photos of the month.',
  },
];
