import { type QuarantineCountData, quarantineCountCard } from '../../../src/cards/quarantine-count/index.ts';
import {
  type CampaignRow,
  type QuarantineListData,
  quarantineListCard,
} from '../../../src/cards/quarantine-list/index.ts';
import { type QuarantineWhyData, quarantineWhyCard } from '../../../src/cards/quarantine-why/index.ts';
import { type RecipientsData, recipientsCard } from '../../../src/cards/recipients/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, hostileTexts, manyNotRead, notRead, reader } from './texts.ts';

const identity = 'c14401cf-aa9a-465b-cfd5-08d0f0ca37c5\\4c2ca98e-94ea-db3a-7eb8-3b63657d4db7';
const asOf = '2026-11-18T13:05:00Z';

const campaign: CampaignRow = {
  identity,
  subject: 'Town Hall recap: what we heard and what happens next',
  sender: 'internal.communications@northwind.example',
  ours: 'yes',
  path: 'email-delivery',
  messages: 412,
  recipients: 408,
  reasons: [
    { reason: 'Phish', text: 'Phish', messages: 400 },
    { reason: 'Bulk', text: 'Bulk', messages: 12 },
  ],
  releases: [
    { status: 'NotReleased', text: 'NOTRELEASED', messages: 409 },
    { status: 'Requested', text: 'REQUESTED', messages: 3 },
  ],
  firstAt: '2026-11-17T08:00:00Z',
  lastAt: '2026-11-17T08:09:00Z',
  expiresAt: '2026-12-17T08:00:00Z',
  cursorAfter: 'after-1',
};

const list: QuarantineListData = {
  ...reader,
  audience: 'personal',
  filters: 'sender internal.communications@northwind.example, since Monday',
  filterEntities: { sender: 'internal.communications@northwind.example', date_range: 'since monday' },
  totals: { messages: 431, campaigns: 9, complete: true },
  firstNumber: 1,
  campaigns: [
    campaign,
    {
      ...campaign,
      subject: 'CM Test - December newsletter',
      path: 'own-mailbox',
      messages: 1,
      recipients: 1,
      reasons: [{ reason: 'HighConfPhish', text: 'HighConfPhish', messages: 1 }],
      releases: [{ status: 'Released', text: 'RELEASED', messages: 1 }],
      lastAt: '2026-11-17T08:00:00Z',
      expiresAt: null,
    },
    {
      ...campaign,
      subject: 'Benefits: open enrolment ends Friday',
      path: 'unknown',
      ours: 'unknown',
      recipients: null,
      reasons: [{ reason: null, text: 'SomethingNew', messages: 18 }],
      releases: [{ status: null, text: 'HELDFORREVIEW', messages: 18 }],
    },
  ],
  more: true,
  couldNot: [notRead],
  asOf,
};

const hostileCampaigns: CampaignRow[] = Array.from({ length: 1000 }, (_, index) => ({
  ...campaign,
  subject: hostileText(index),
  sender: `"${hostileText(index + 3)}" <a${'b'.repeat(60)}${index}@evil.example>`,
  ours: 'no',
  messages: 1_000_000 + index,
  reasons: Array.from({ length: 9 }, () => ({ reason: null, text: hostileText(index + 1), messages: 5 })),
  cursorAfter: `cursor-${'x'.repeat(200)}-${index}`,
}));

const cause = {
  component: 'anti-phish',
  policy: 'Northwind anti-phishing',
  setting: 'AuthenticationFailAction',
  certainty: 'certain' as const,
  explanation:
    'The mail claims to come from northwind.example, but neither SPF nor DKIM proves it, so spoof intelligence treated it as a forgery.',
  evidence: [
    'X-Forefront-Antispam-Report: CAT:SPOOF',
    'Authentication-Results: compauth=fail reason=601',
    'Quarantine row: PolicyType AntiPhishPolicy, PolicyName Northwind anti-phishing',
  ],
};

const why: QuarantineWhyData = {
  ...reader,
  audience: 'personal',
  message: {
    identity,
    subject: campaign.subject,
    sender: campaign.sender,
    ours: 'yes',
    receivedAt: campaign.firstAt,
    expiresAt: campaign.expiresAt,
    reason: 'Phish',
    reasonText: 'Phish',
    releaseStatus: 'NotReleased',
    releaseStatusText: 'NOTRELEASED',
    recipients: 408,
  },
  path: {
    path: 'email-delivery',
    certainty: 'likely',
    evidence: ['Connecting IP 192.0.2.14 is your dedicated IP', 'DIR:INB, not a hop inside your tenant'],
  },
  causes: [
    cause,
    {
      ...cause,
      component: 'anti-spam',
      policy: 'Default',
      setting: 'BulkThreshold',
      certainty: 'likely',
      explanation: 'BCL 7 reaches the threshold of 7.',
    },
  ],
  canHelp: 'Sign the mail with DKIM for northwind.example, or add a spoof pair for the sending infrastructure.',
  cannotHelp: 'The anti-spam allow list does not help: it is not asked for spoofed mail of your own domain.',
  links: [{ title: 'Open in Defender', url: 'https://security.microsoft.com/quarantine?viewid=Email' }],
  couldNot: [notRead],
  asOf,
};

const count: QuarantineCountData = {
  ...reader,
  filters: 'ContactMonkey mail',
  filterEntities: { sender_service: 'ContactMonkey', date_range: 'this week' },
  period: { label: 'This week', from: '2026-11-15T23:00:00Z', to: asOf },
  total: 431,
  complete: true,
  previous: { label: 'last week', total: 120 },
  byReason: [
    { reason: 'Phish', text: 'Phish', count: 400 },
    { reason: 'Bulk', text: 'Bulk', count: 30 },
    { reason: 'HighConfPhish', text: 'HighConfPhish', count: 1 },
  ],
  byPolicy: [
    { policy: 'Northwind anti-phishing', count: 400 },
    { policy: 'Default', count: 30 },
    { policy: null, count: 1 },
  ],
  byDay: [
    { day: '2026-11-16', count: 0 },
    { day: '2026-11-17', count: 413 },
    { day: '2026-11-18', count: 18 },
  ],
  couldNot: [],
  asOf,
};

const recipients: RecipientsData = {
  ...reader,
  audience: 'personal',
  subject: campaign.subject,
  total: 5210,
  groups: [
    {
      outcome: 'In quarantine',
      tone: 'bad',
      total: 408,
      recipients: ['anna.berg@northwind.example', 'bo.lind@northwind.example'].map((address, index) => ({
        address,
        note: index === 0 ? 'asked for release' : '',
        cursorAfter: `q-${index}`,
      })),
    },
    {
      outcome: 'In the junk folder',
      tone: 'warning',
      total: 12,
      recipients: [{ address: 'cy.ode@northwind.example', note: '', cursorAfter: 'j-1' }],
    },
    { outcome: 'Delivered', tone: 'good', total: 4790, recipients: [] },
  ],
  more: true,
  entities: { message: identity },
  couldNot: [],
  asOf,
};

export const quarantineSamples: CardSample[] = [
  {
    name: 'quarantine-list-typical',
    build: () => quarantineListCard(list),
    shows: [
      'Town Hall recap',
      '431 messages in 9 campaigns',
      'High confidence phishing',
      'Why 2?',
      'Show more',
      'Could not check',
      '17 Nov 2026',
      'SomethingNew',
    ],
  },
  {
    name: 'quarantine-list-empty',
    build: () =>
      quarantineListCard({
        ...list,
        filters: '',
        totals: { messages: 0, campaigns: 0, complete: true },
        campaigns: [],
        more: false,
        couldNot: [],
      }),
    shows: ['Nothing in quarantine', 'No quarantined message matches.'],
  },
  {
    name: 'quarantine-list-blind',
    build: () =>
      quarantineListCard({
        ...list,
        totals: { messages: 0, campaigns: 0, complete: false },
        campaigns: [],
        more: false,
      }),
    shows: ['No quarantined message was found in what could be checked', 'Could not check'],
    hides: ['No quarantined message matches.', 'Nothing in quarantine'],
  },
  {
    name: 'quarantine-list-worst',
    build: () =>
      quarantineListCard({
        ...list,
        filters: hostileTexts.join(' '),
        campaigns: hostileCampaigns,
        couldNot: manyNotRead(30),
      }),
    shows: ['Why 1?', 'Show more', 'and 26 more that could not be checked'],
  },
  {
    name: 'quarantine-list-channel',
    build: () => quarantineListCard({ ...list, audience: 'channel' }),
    shows: ['Town Hall recap', 'Details in my chat', 'Other mail (subject shown in your own chat)'],
    hides: ['Benefits'],
  },
  {
    name: 'quarantine-count-typical',
    build: () => quarantineCountCard(count),
    shows: [
      '431 messages in quarantine',
      '311 more than before',
      'Northwind anti-phishing',
      'Tue 17 Nov',
      '██████████',
    ],
  },
  {
    name: 'quarantine-count-empty',
    build: () =>
      quarantineCountCard({ ...count, total: 0, previous: null, byReason: [], byPolicy: [], byDay: [], filters: '' }),
    shows: ['0 messages in quarantine'],
  },
  {
    name: 'quarantine-count-worst',
    build: () =>
      quarantineCountCard({
        ...count,
        filters: hostileTexts.join(' '),
        complete: false,
        byReason: Array.from({ length: 1000 }, (_, index) => ({
          reason: null,
          text: hostileText(index),
          count: 1_000_000,
        })),
        byPolicy: Array.from({ length: 1000 }, (_, index) => ({ policy: hostileText(index), count: index })),
        byDay: Array.from({ length: 1000 }, () => ({ day: '2026-11-17', count: 1 })),
        couldNot: manyNotRead(30),
      }),
    shows: ['At least 431', 'and 992 more with'],
  },
  {
    name: 'quarantine-why-typical',
    build: () => quarantineWhyCard(why),
    shows: [
      'Why it was held',
      'Anti-phishing policy',
      'Northwind anti-phishing',
      'AuthenticationFailAction',
      'Certain',
      'CAT:SPOOF',
      'Likely',
      'BCL 7',
      'What can help',
      'What cannot',
      'Who is affected?',
      'Open in Defender',
    ],
  },
  {
    name: 'quarantine-why-empty',
    build: () =>
      quarantineWhyCard({
        ...why,
        causes: [],
        canHelp: null,
        cannotHelp: null,
        links: [],
        path: { path: 'unknown', certainty: 'unknown', evidence: [] },
      }),
    shows: ['Unknown', 'Nothing that could be read says which policy held this message.'],
  },
  {
    name: 'quarantine-why-worst',
    build: () =>
      quarantineWhyCard({
        ...why,
        message: {
          ...why.message,
          subject: hostileText(8),
          sender: hostileText(2),
          reason: null,
          reasonText: hostileText(0),
        },
        path: { ...why.path, evidence: Array.from({ length: 1000 }, (_, index) => hostileText(index)) },
        causes: Array.from({ length: 1000 }, (_, index) => ({
          component: hostileText(index),
          policy: hostileText(index + 1),
          setting: hostileText(index + 2),
          certainty: 'unknown',
          explanation: hostileTexts.join(' '),
          evidence: Array.from({ length: 1000 }, (_, row) => hostileText(row)),
        })),
        canHelp: hostileTexts.join(' '),
        links: [
          { title: 'Bad', url: 'javascript:alert(1)' },
          { title: 'Also bad', url: 'https://user:pass@evil.example/' },
          { title: hostileText(0), url: 'https://security.microsoft.com/' },
        ],
        couldNot: manyNotRead(30),
      }),
    shows: ['and 994 more pieces of evidence'],
    hides: ['javascript:alert(1)"', 'user:pass'],
  },
  {
    name: 'quarantine-why-channel',
    build: () =>
      quarantineWhyCard({
        ...why,
        audience: 'channel',
        message: { ...why.message, ours: 'no' },
        path: { ...why.path, evidence: ['Return path is bounce+anna.berg=northwind.example@sendgrid.example'] },
        causes: [
          {
            ...cause,
            evidence: ['Blocked by the list of <anna.berg@northwind.example>'],
            explanation: 'Mail of x.y@evil.example.',
          },
        ],
        canHelp: 'Ask anna.berg@northwind.example.',
      }),
    shows: ['Other mail', 'Details in my chat', 'Recipients', '408', 'Ask (address).'],
    hides: ['Town Hall', 'internal.communications', 'Preview', 'anna.berg', 'x.y@'],
  },
  {
    name: 'recipients-typical',
    build: () => recipientsCard(recipients),
    shows: [
      '5,210 recipients',
      'In quarantine: 408',
      'anna.berg@northwind.example',
      'asked for release',
      'Delivered: 4,790',
      'Show more',
    ],
  },
  {
    name: 'recipients-empty',
    build: () => recipientsCard({ ...recipients, subject: null, total: 0, groups: [], more: false }),
    shows: ['No recipient was found.'],
  },
  {
    name: 'recipients-worst',
    build: () =>
      recipientsCard({
        ...recipients,
        subject: hostileText(1),
        groups: [
          {
            outcome: hostileText(0),
            tone: 'bad',
            total: 1000,
            recipients: Array.from({ length: 1000 }, (_, index) => ({
              address: `${'very.long.local.part.'.repeat(3)}${index}@${'sub.'.repeat(10)}northwind.example`,
              note: hostileText(index),
              cursorAfter: `c-${index}`,
            })),
          },
        ],
        couldNot: manyNotRead(30),
      }),
    shows: ['Show more'],
  },
  {
    name: 'recipients-channel',
    build: () => recipientsCard({ ...recipients, audience: 'channel' }),
    shows: ['In quarantine: 408', 'Delivered: 4,790', 'Names in my chat'],
    hides: ['anna.berg', 'bo.lind', 'asked for release', 'Town Hall'],
  },
];
