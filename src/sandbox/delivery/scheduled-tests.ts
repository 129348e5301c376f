import { campaignSenders } from '../company/campaign-senders.ts';
import type { TestSend } from './test-sends.ts';

/**
 * What the comms people of the company test while the sandbox runs: the first is held as bulk and as spam, the second passes, the third
 * is taken for spoofing, the fourth is purged after delivery.
 */
export const scheduledTests: [TestSend, ...TestSend[]] = [
  {
    subject: 'The Finch Weekly #48: holiday pay dates',
    sender: campaignSenders.news.from,
    bcl: 7,
    text: 'When December’s pay arrives, and what else is new.',
  },
  {
    subject: 'Office closure on Friday',
    sender: campaignSenders.comms.from,
    text: 'All offices close on Friday at noon.',
  },
  {
    subject: 'Open enrollment ends Friday',
    sender: campaignSenders.people.from,
    bcl: 3,
    text: 'Two days are left to choose your plan.',
  },
  {
    subject: 'Volunteer day: the last places',
    sender: campaignSenders.news.from,
    bcl: 4,
    text: 'Four projects still have places.',
    laterFound: 'phish',
  },
];
