import type { Button } from '../../../src/cards/buttons.ts';
import { codeCard } from '../../../src/cards/code/index.ts';
import { type EndpointEntry, endpointsCard } from '../../../src/cards/endpoints/index.ts';
import { errorCard } from '../../../src/cards/error/index.ts';
import { type HeadersData, headersCard } from '../../../src/cards/headers/index.ts';
import { helpCard } from '../../../src/cards/help/index.ts';
import { messageCard } from '../../../src/cards/message/index.ts';
import { refusalCard } from '../../../src/cards/refusal/index.ts';
import { welcomeCard } from '../../../src/cards/welcome/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, hostileTexts, manyNotRead, notRead } from './texts.ts';

const examples: Button[] = [
  { title: 'What is in quarantine?', verb: 'quarantine.list', data: {} },
  { title: 'How many this week?', verb: 'quarantine.count', data: { date_range: 'this week' } },
  { title: 'What should we allow?', verb: 'allowlist.endpoints', data: {} },
];

const headers: HeadersData = {
  untrusted: false,
  subject: 'Town Hall recap',
  from: 'Internal Comms <comms@northwind.example>',
  path: { path: 'email-delivery', certainty: 'certain', evidence: ['CIP 192.0.2.14 is your dedicated IP'] },
  verdict: [
    { name: 'SCL', value: '5', meaning: 'Spam' },
    { name: 'SFV', value: 'SPM', meaning: 'Marked as spam by the filter' },
    { name: 'CAT', value: 'SPOOF', meaning: 'Spoofing' },
    { name: 'BCL', value: '7', meaning: 'Mixed number of complaints' },
  ],
  authentication: [
    {
      name: 'SPF',
      value: 'pass (bounces.sendgrid.example)',
      meaning: 'The connecting IP may send for the return path',
    },
    { name: 'DKIM', value: 'none', meaning: 'Not signed' },
    { name: 'DMARC', value: 'fail action=oreject', meaning: 'The domain asks to reject; the policy overrode it' },
    { name: 'compauth', value: 'fail reason=601', meaning: 'Failed, and the domain is one of your own' },
  ],
  causes: [
    {
      component: 'anti-phish',
      policy: null,
      setting: 'AuthenticationFailAction',
      certainty: 'likely',
      explanation: 'Composite authentication failed for one of your own domains.',
      evidence: ['CAT:SPOOF', 'compauth=fail reason=601'],
    },
  ],
  unknown: [{ name: 'SFS', value: '(13230040)(4076899003)', meaning: null }],
  couldNot: [],
};

const endpoint: EndpointEntry = {
  value: 'tk.cmnky.co',
  kind: 'domain',
  purpose: 'tracking links in mails',
  region: 'European Union',
  source: 'ContactMonkey help centre, article 24237625531661',
  date: '2026-11-21',
  certainty: 'published',
};

export const answerSamples: CardSample[] = [
  {
    name: 'welcome-typical',
    build: () =>
      welcomeCard({
        name: 'Anna Berg',
        examples,
        sayings: ['What is in quarantine?', 'Why the second one?', 'How many last week?'],
      }),
    shows: ['Hello Anna Berg', '“What is in quarantine?”', 'How many this week?'],
  },
  { name: 'welcome-empty', build: () => welcomeCard({ name: '', examples: [], sayings: [] }), shows: ['Hello.'] },
  {
    name: 'welcome-worst',
    build: () =>
      welcomeCard({
        name: hostileText(0),
        examples: Array.from({ length: 1000 }, (_, index) => ({ title: hostileText(index % 2), verb: 'a', data: {} })),
        sayings: hostileTexts,
      }),
    shows: ['Just ask'],
  },
  {
    name: 'help-typical',
    build: () =>
      helpCard({
        groups: [
          {
            heading: 'Quarantine',
            lines: [
              { say: 'what is in quarantine since Monday', what: 'campaigns, newest first' },
              { say: 'why the second one?', what: 'the policy and setting that held it' },
            ],
          },
          { heading: 'Headers', lines: [{ say: '(paste message headers)', what: '' }] },
        ],
        buttons: examples,
      }),
    shows: ['What you can ask', '“why the second one?”', 'campaigns, newest first'],
  },
  { name: 'help-empty', build: () => helpCard({ groups: [], buttons: [] }), shows: ['What you can ask'] },
  {
    name: 'help-worst',
    build: () =>
      helpCard({
        groups: Array.from({ length: 40 }, (_, index) => ({
          heading: hostileText(index),
          lines: Array.from({ length: 25 }, (_, row) => ({
            say: hostileText(row).padEnd(120, 'ß'),
            what: '🎉'.repeat(200),
          })),
        })),
        buttons: examples,
      }),
    shows: ['more questions'],
  },
  {
    name: 'refusal-typical',
    build: () =>
      refusalCard({
        because: 'Questions about quarantine are for members of the reader groups.',
        contacts: ['Exchange administrators (it-help@northwind.example)'],
      }),
    shows: ['You are not allowed', 'it-help@northwind.example', 'Nothing was read or changed.'],
  },
  {
    name: 'refusal-empty',
    build: () => refusalCard({ because: 'You have no role here.', contacts: [] }),
    shows: ['The administrator who set up this app'],
  },
  {
    name: 'refusal-worst',
    build: () =>
      refusalCard({ because: hostileTexts.join(' '), contacts: Array(1000).fill(hostileText(0)), buttons: examples }),
    shows: ['Whom to ask'],
  },
  {
    name: 'error-typical',
    build: () =>
      errorCard({
        referenceId: '7F3A-92C1',
        whatHappened: 'Exchange Online did not answer in time.',
        whatToDo: 'Try again in a minute.',
        buttons: [{ title: 'Try again', verb: 'quarantine.list', data: {} }],
      }),
    shows: ['7F3A-92C1', 'did not answer in time', 'Try again'],
  },
  {
    name: 'error-worst',
    build: () =>
      errorCard({
        referenceId: hostileText(0),
        whatHappened: hostileTexts.join(' '),
        whatToDo: hostileTexts.join(' '),
        couldNot: manyNotRead(1000),
      }),
    shows: ['That did not work'],
  },
  {
    name: 'headers-typical',
    build: () => headersCard(headers),
    shows: [
      'AuthenticationFailAction',
      'reason=601',
      'not documented',
      'ContactMonkey Email Delivery',
      'Internal Comms',
    ],
  },
  {
    name: 'headers-empty',
    build: () =>
      headersCard({
        ...headers,
        untrusted: true,
        subject: null,
        from: null,
        verdict: [],
        authentication: [],
        causes: [],
        unknown: [],
        path: { path: 'unknown', certainty: 'unknown', evidence: [] },
      }),
    shows: ['stamped by another organisation'],
  },
  {
    name: 'headers-worst',
    build: () =>
      headersCard({
        ...headers,
        subject: hostileText(2),
        from: hostileText(0),
        verdict: Array.from({ length: 1000 }, (_, index) => ({
          name: hostileText(index),
          value: hostileText(index + 1),
          meaning: hostileTexts.join(' '),
        })),
        causes: Array(1000).fill({ ...headers.causes[0], explanation: hostileTexts.join(' '), evidence: hostileTexts }),
        couldNot: manyNotRead(30),
      }),
    shows: ['more header values are not shown'],
  },
  {
    name: 'endpoints-typical',
    build: () =>
      endpointsCard({
        entries: [
          endpoint,
          { ...endpoint, value: 'contactmonkeyeu.com', purpose: 'the application' },
          {
            ...endpoint,
            value: '192.0.2.14',
            kind: 'IP address',
            purpose: 'your dedicated sending IP',
            region: 'Yours',
            source: 'sender profile',
            date: '',
            certainty: 'customer',
          },
          {
            ...endpoint,
            value: null,
            kind: 'domain',
            purpose: 'return path of Email Delivery',
            certainty: 'ask your CSM',
          },
        ],
        couldNot: [],
      }),
    shows: [
      'tk.cmnky.co',
      'Ask your CSM',
      'return path of Email Delivery',
      'article 24237625531661',
      'From your own profile',
      '3 known, 1 to ask for',
    ],
  },
  {
    name: 'endpoints-empty',
    build: () => endpointsCard({ entries: [], couldNot: [notRead] }),
    shows: ['0 known', 'Could not check'],
  },
  {
    name: 'endpoints-worst',
    build: () =>
      endpointsCard({
        entries: Array.from({ length: 1000 }, (_, index) => ({
          ...endpoint,
          value: `${'a'.repeat(60)}${index}.example`,
          region: hostileText(index),
          source: 'https://help.contactmonkey.com/hc/en-us/articles/24237625531661 '.repeat(9),
        })),
        couldNot: manyNotRead(30),
      }),
    shows: ['more entries did not fit'],
  },
  {
    name: 'message-typical',
    build: () =>
      messageCard({
        title: 'Releasing is done in the Defender portal',
        tone: 'info',
        paragraphs: ['I do not release mail. You can, if your role allows it.'],
        sections: [
          {
            heading: 'Before you do',
            lines: [
              { text: 'A released message arrives as new mail.', mark: 'bullet' },
              { label: 'Role', text: 'Quarantine Administrator' },
              { text: 'High confidence phishing needs an administrator.', mark: 'warning' },
            ],
          },
        ],
        links: [{ title: 'Open quarantine', url: 'https://security.microsoft.com/quarantine' }],
        sources: ['Microsoft Learn, quarantine-admin-manage-messages-files, 2024-12-20'],
        couldNot: [notRead],
      }),
    shows: [
      'Releasing is done',
      'arrives as new mail',
      'Quarantine Administrator',
      'Source: Microsoft Learn',
      'Open quarantine',
    ],
  },
  { name: 'message-empty', build: () => messageCard({ title: '', paragraphs: [] }), shows: ['Answer'] },
  {
    name: 'message-worst',
    build: () =>
      messageCard({
        title: hostileTexts.join(' '),
        tone: 'bad',
        paragraphs: Array(1000).fill(hostileTexts.join(' ')),
        sections: Array.from({ length: 1000 }, (_, index) => ({
          heading: hostileText(index),
          lines: [{ label: hostileText(index), text: '🎉'.repeat(500), mark: 'bullet' as const }],
        })),
        buttons: Array.from({ length: 1000 }, () => ({
          title: hostileText(0),
          verb: 'x',
          data: { subject: hostileText(1) },
        })),
        sources: Array(1000).fill('https://learn.microsoft.com/defender-office-365/quarantine-about'),
        couldNot: manyNotRead(30),
      }),
    shows: ['more lines did not fit'],
  },
  {
    name: 'code-typical',
    build: () =>
      codeCard({
        title: 'PowerShell for this fix',
        intro: 'Run it in Exchange Online PowerShell as an administrator.',
        warning: 'It lets one sender pass spoof protection.',
        blocks: [
          {
            heading: 'Change',
            code: "New-TenantAllowBlockListSpoofItems -Action Allow `\n  -SpoofedUser 'comms@northwind.example' `\n  -SendingInfrastructure 'sendgrid.net' -SpoofType Internal",
            note: 'Takes up to an hour.',
          },
          {
            heading: 'Undo',
            code: "Get-TenantAllowBlockListSpoofItems | Where-Object SpoofedUser -eq 'comms@northwind.example'",
          },
        ],
        refused: [{ title: 'IP Allow List', why: 'It lets everybody else on that address in.' }],
      }),
    shows: ['New-TenantAllowBlockListSpoofItems', 'Undo', 'Takes up to an hour.', 'Not this', 'IP Allow List: It lets'],
  },
  {
    name: 'code-worst',
    build: () =>
      codeCard({
        title: hostileText(0),
        intro: '',
        warning: hostileText(1),
        blocks: Array.from({ length: 1000 }, (_, index) => ({
          heading: `Step ${index}`,
          code: `Set-Thing -Value '${hostileText(index % 7)}' ${'x'.repeat(400)}`,
          note: hostileText(index),
        })),
        refused: hostileTexts.map((text) => ({ title: text, why: text })),
      }),
    shows: ['Too long for a card and left out', 'Step 0'],
  },
];
