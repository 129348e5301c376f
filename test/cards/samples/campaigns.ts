import { buildReport } from '../../../src/campaigns/report/build-report.ts';
import type { Campaign } from '../../../src/campaigns/test-campaign/campaign.ts';
import { nothingSeen } from '../../../src/campaigns/test-campaign/copy-evidence.ts';
import type { Copy } from '../../../src/campaigns/test-campaign/recipient.ts';
import { campaignComparisonCard } from '../../../src/cards/campaign-comparison/index.ts';
import { campaignPlanCard } from '../../../src/cards/campaign-plan/index.ts';
import { campaignReportCard } from '../../../src/cards/campaign-report/index.ts';
import { campaignStatusCard } from '../../../src/cards/campaign-status/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, manyNotRead, notRead, reader } from './texts.ts';

const began = '2026-11-20T09:00:00.000Z';

function campaign(name: string): Campaign {
  return {
    id: '7b0f3a52-0000-4000-8000-000000000001',
    name,
    sender: 'news@contoso.example',
    subject: name,
    isTest: true,
    foundBy: 'marker',
    plan: null,
    firstSeenAt: began,
    createdAt: began,
    told: [],
    state: 'watching',
    transitions: [{ to: 'sent', at: began, because: 'the first copy was received by Exchange' }],
  };
}

function copy(index: number, name: string, recipient = `person${index}@contoso.example`): Copy {
  const bad = index % 3 === 0;
  const held = {
    identity: `x\\${index}`,
    reason: 'HighConfPhish',
    policy: name,
    policyType: 'HostedContentFilterPolicy',
    quarantinePolicy: 'AdminOnlyAccessPolicy',
    expiresAt: '2026-12-20T09:00:00.000Z',
    status: 'NotReleased' as const,
  };
  return {
    networkMessageId: `m${index}`,
    recipient,
    evidence: {
      ...nothingSeen,
      receivedAt: began,
      statuses: [bad ? 'quarantined' : 'delivered'],
      seenInMailboxAt: bad ? null : '2026-11-20T09:02:00.000Z',
      held: bad ? held : null,
    },
  };
}

function namesOf(antiSpam: string) {
  return { antiSpam, antiPhish: null, antiMalware: null, safeLinks: null, safeAttachments: null };
}

/** The first test held every third copy, the second `held` of them. */
function comparison(name: string, people: number, heldNow: (index: number) => boolean) {
  const then = Array.from({ length: people }, (_, index) => copy(index, name));
  const now = then.map((one, index) => (heldNow(index) ? one : copy(1, name, one.recipient)));
  const second = {
    ...campaign(name),
    id: '7b0f3a52-0000-4000-8000-000000000002',
    firstSeenAt: '2026-11-20T11:00:00.000Z',
  };
  const made = buildReport({
    campaign: second,
    expected: [],
    copies: now,
    now: new Date('2026-11-20T12:00:00Z'),
    before: { campaign: campaign(name), expected: [], copies: then },
  });
  if (made.comparison === null) throw new Error('The sample has no test before it.');
  return { comparison: made.comparison, toChange: made.toChange };
}

function report(name: string, people: number, policy = name) {
  const copies = Array.from({ length: people }, (_, index) => copy(index, policy));
  return buildReport({
    campaign: campaign(name),
    expected: [],
    copies,
    now: new Date('2026-11-20T10:00:00Z'),
    settings: {
      of: (address) => ({
        names: namesOf(address.includes('1') ? 'Strict Preset Security Policy' : policy),
        rewrites: () => true,
      }),
      groupsOf: (address) => (address.includes('2') ? [policy] : ['all-staff@contoso.example']),
      nameOf: () => null,
    },
    trackingHosts: ['contactmonkey.com'],
    before: { campaign: campaign(name), expected: [], copies },
  });
}

const row = {
  id: 'c1',
  sender: 'news@contoso.example',
  state: 'arriving',
  at: began,
  planned: false,
  counts: { delivered: 4, quarantined: 1 },
  because: 'the fate of the first copy is known',
  canCancel: true,
};

const plan = {
  senders: ['news@contoso.example', 'people@contoso.example'],
  sender: 'news@contoso.example',
  recipients: 'seeds' as const,
  people: '',
  day: '2026-11-21',
  time: '10:30',
  timeZone: 'Europe/Berlin',
  regions: [
    { id: 'us', name: 'United States', chosen: true },
    { id: 'eu', name: 'Europe', chosen: false },
  ],
  marker: 'CM Test - ',
};

/** Cards of test campaigns. */
export const campaignSamples: CardSample[] = [
  {
    name: 'campaign-status-typical',
    build: () =>
      campaignStatusCard({
        ...reader,
        audience: 'personal',
        title: 'Test campaigns',
        campaigns: [{ ...row, name: 'CM Test - Town Hall' }],
        more: 0,
        couldNot: [notRead],
        asOf: began,
      }),
    shows: ['CM Test - Town Hall', 'In quarantine', 'Delivered', 'Report 1', 'Cancel 1'],
  },
  {
    name: 'campaign-status-worst',
    build: () =>
      campaignStatusCard({
        ...reader,
        audience: 'channel',
        title: 'Test campaigns',
        campaigns: Array.from({ length: 60 }, (_, index) => ({
          ...row,
          name: hostileText(index),
          sender: hostileText(index + 1),
          because: hostileText(index + 2),
        })),
        more: 12,
        couldNot: manyNotRead(9),
        asOf: null,
      }),
    shows: ['older ones are not shown', 'Details in my chat'],
  },
  {
    name: 'campaign-report-typical',
    build: () =>
      campaignReportCard({
        ...reader,
        audience: 'personal',
        report: report('CM Test - Town Hall', 6, 'Board'),
        couldNot: [],
        page: 'https://bot.example/reports/1',
      }),
    shows: [
      'Not passed',
      'What to change',
      'High confidence phishing',
      'Nothing became better',
      'person0@contoso.example',
      'Full report',
    ],
    hides: ['person1@contoso.example'],
  },
  {
    name: 'campaign-report-worst',
    build: () =>
      campaignReportCard({
        ...reader,
        audience: 'channel',
        report: report(hostileText(2), 900),
        couldNot: manyNotRead(9),
        page: null,
      }),
    shows: ['Not passed', 'Details in my chat'],
    hides: ['person0@contoso.example'],
  },
  {
    name: 'campaign-report-of-a-person',
    build: () =>
      campaignReportCard({
        ...reader,
        audience: 'personal',
        report: report('CM Test - Town Hall', 6, 'Board'),
        couldNot: [],
        page: 'https://bot.example/reports/1',
        about: ['person0@contoso.example'],
      }),
    shows: ['person0@contoso.example', 'wrapped by Safe Links', 'Authentication', 'In quarantine'],
  },
  {
    name: 'campaign-comparison-typical',
    build: () =>
      campaignComparisonCard({
        ...reader,
        audience: 'personal',
        ...comparison('CM Test - Town Hall', 9, () => false),
        changed: ['“Default” (anti-spam policy): BulkThreshold is 7, was 4.'],
        isSettled: true,
        couldNot: [],
        page: 'https://bot.example/reports/2',
      }),
    shows: ['The fix worked', '9 got both tests', 'BulkThreshold is 7', 'person0@contoso.example', 'Report then'],
  },
  {
    name: 'campaign-comparison-worst',
    build: () =>
      campaignComparisonCard({
        ...reader,
        audience: 'channel',
        ...comparison(hostileText(2), 900, (index) => index % 2 === 0),
        changed: Array.from({ length: 30 }, (_, index) => hostileText(index)),
        isSettled: false,
        couldNot: manyNotRead(9),
        page: null,
      }),
    shows: ['still arriving', 'Details in my chat'],
    hides: ['person0@contoso.example'],
  },
  {
    name: 'campaign-plan-typical',
    build: () =>
      campaignPlanCard({
        ...plan,
        name: 'December newsletter',
        seeds: [
          { address: 'ada@contoso.example', because: 'first to get anti-spam policy “Strict”; stands for 12 people' },
        ],
        seedNote: '',
        attachments: '',
        complaint: '',
      }),
    shows: ['The seed list (1)', 'stands for 12 people', 'Watch this test'],
  },
  {
    name: 'campaign-plan-worst',
    build: () =>
      campaignPlanCard({
        ...plan,
        name: hostileText(0),
        seeds: Array.from({ length: 40 }, (_, index) => ({
          address: hostileText(index),
          because: hostileText(index + 1),
        })),
        seedNote: hostileText(1),
        people: hostileText(2),
        attachments: hostileText(3),
        complaint: hostileText(4),
      }),
    shows: ['and 32 more', 'Watch this test'],
  },
];
