import { type AffectedRecipientsData, affectedRecipientsCard } from '../../../src/cards/affected-recipients/index.ts';
import { askAudienceCard } from '../../../src/cards/ask-audience/index.ts';
import { type ChangesSinceData, changesSinceCard } from '../../../src/cards/changes-since/index.ts';
import { type FindingData, findingCard } from '../../../src/cards/finding/index.ts';
import type { AffectedPeople } from '../../../src/cards/finding-words.ts';
import { type FixPowerShellData, fixPowerShellCard } from '../../../src/cards/fix-powershell/index.ts';
import { type GapsSummaryData, gapsSummaryCard } from '../../../src/cards/gaps-summary/index.ts';
import { waiveFormCard } from '../../../src/cards/waive-form/index.ts';
import { waivedCard } from '../../../src/cards/waived/index.ts';
import { type WhyThisPolicyData, whyThisPolicyCard } from '../../../src/cards/why-this-policy/index.ts';
import type { CardSample } from './sample.ts';
import { hostileText, hostileTexts, manyNotRead, notRead, reader } from './texts.ts';

const asOf = '2026-11-18T13:05:00Z';

const affects: AffectedPeople = {
  count: 412,
  of: 5210,
  examples: ['anna.berg@northwind.example', 'bo.lind@northwind.example'],
  groups: [
    { group: 'Finance', count: 380, of: 400 },
    { group: 'Legal', count: 32, of: 41 },
    { group: 'Sales', count: 0, of: 900 },
  ],
  others: [],
};
const hostileAffects: AffectedPeople = {
  count: 1_000_000,
  of: 1_000_000,
  examples: hostileTexts,
  groups: Array.from({ length: 1000 }, (_, index) => ({
    group: `${index} ${hostileText(index)}`,
    count: index,
    of: 1000,
  })),
  others: hostileTexts,
};

const summary: GapsSummaryData = {
  ...reader,
  audience: 'personal',
  score: 68,
  scoreExplained: 'From 100, each gap takes points by its severity and the share of recipients it touches.',
  counts: { gap: 5, ok: 41, info: 3, unknown: 2, notLicensed: 1 },
  waived: 1,
  licence: 'Defender for Office 365 Plan 1 or 2 (Get-SafeLinksPolicy answers)',
  people: '5,210 people who got campaigns in the last 30 days',
  worst: [
    {
      key: 'spoof-action|Finance',
      title: 'Spoofed mail of your own domain is quarantined',
      severity: 'high',
      policy: 'Strict Preset Security Policy',
      affects,
      effect: 'Campaigns by Email Delivery are held, because DKIM does not sign for northwind.example.',
    },
    {
      key: 'bulk',
      title: 'The bulk threshold is below the level of your campaigns',
      severity: 'medium',
      policy: 'Default',
      affects: { ...affects, groups: [] },
      effect: 'BCL 7 reaches the threshold.',
    },
    {
      key: 'ip-allow',
      title: 'The IP Allow List holds a shared address',
      severity: 'low',
      policy: 'Default connection filter',
      affects: { ...affects, others: ['fabrikam.example'] },
      effect: 'Anybody who sends from it is not filtered.',
    },
    { key: 'x4', title: 'Fourth', severity: 'low', policy: null, affects, effect: 'Small.' },
  ],
  changed: { since: '2026-11-16T06:00:00Z', closed: 2, opened: 1 },
  links: [{ title: 'Full report', url: 'https://bot.northwind.example/reports/1' }],
  couldNot: [notRead],
  asOf,
};

const fix = {
  title: 'Allow the spoofed sender from the ContactMonkey infrastructure',
  cost: 2,
  overrides: 'spoof intelligence for this pair',
  cannotOverride: 'high-confidence phishing and malware',
  securityCost: 'Who controls that infrastructure can send as this one address.',
  expiry: null,
  steps: [
    'Open https://security.microsoft.com/tenantAllowBlockList?viewid=SpoofItem',
    'Choose Spoofed senders, then Add',
    'Enter the pair and save',
  ],
  link: 'https://security.microsoft.com/tenantAllowBlockList?viewid=SpoofItem',
  powershell:
    "New-TenantAllowBlockListSpoofItems -Action Allow -SpoofedUser 'comms@northwind.example' `\n  -SendingInfrastructure 'contactmonkey.example' -SpoofType Internal",
  rollback: "Remove-TenantAllowBlockListSpoofItems -Ids 'abc'",
  verify: { how: 'Send a test; the header says compauth=pass reason=703.', afterMinutes: 60 },
  warning: 'Wait until DKIM has been tried.',
};

const finding: FindingData = {
  ...reader,
  audience: 'personal',
  finding: {
    key: 'spoof-action|Finance',
    title: 'Spoofed mail of your own domain is quarantined',
    status: 'gap',
    severity: 'high',
    severityBasis: 'stops the campaign for part of the audience',
    policy: 'Strict Preset Security Policy',
    setting: 'AuthenticationFailAction',
    actual: 'Quarantine',
    expected: 'MoveToJmf, or mail that authenticates',
    effect: 'Campaigns by Email Delivery are held, because DKIM does not sign for northwind.example.',
    paths: ['email-delivery'],
    affects,
    conflict: {
      guideSays: 'Add ContactMonkey’s domains to the anti-spam policies.',
      microsoftSays: 'Leave the list empty: it skips authentication.',
      faultedBy: ['ORCA-118_1', 'CISA MS.EXO.14.3'],
      ourChoice: 'Align DKIM, then a spoof pair.',
    },
    fixes: [{ ...fix, title: 'Sign with DKIM for northwind.example', cost: 0, warning: null, expiry: null }, fix],
    never: [{ title: 'Allowed domains', why: 'They do not count for people in a preset.' }],
    sources: [{ title: 'Microsoft: anti-phishing policies', date: '2026-08-20' }],
  },
  waiver: { reason: 'Finance gets it on paper until March', by: 'Anna Berg', until: '2027-03-01' },
  couldNot: [],
  asOf,
};

const powershell: FixPowerShellData = { findingKey: 'spoof', findingTitle: finding.finding.title, fixes: [fix] };

const affected: AffectedRecipientsData = {
  ...reader,
  audience: 'personal',
  findingKey: 'spoof',
  findingTitle: finding.finding.title,
  count: 412,
  of: 5210,
  groups: affects.groups,
  others: ['fabrikam.example'],
  recipients: affects.examples.map((address, index) => ({ address, cursorAfter: `c-${index}` })),
  more: true,
  couldNot: [],
  asOf,
};

const whyThis: WhyThisPolicyData = {
  ...reader,
  recipient: 'anna.berg@northwind.example',
  policies: [
    {
      label: 'Anti-spam',
      policy: 'Strict Preset Security Policy',
      source: 'strict',
      because: ['Member of the group Executives, which the Strict preset names.'],
      candidates: [
        { policy: 'Strict Preset Security Policy', source: 'strict', outcome: 'applies', why: '' },
        {
          policy: 'Standard Preset Security Policy',
          source: 'standard',
          outcome: 'outranked',
          why: 'Strict comes first.',
        },
        { policy: 'Newsletters', source: 'custom', outcome: 'disabled', why: 'Rule “Newsletters” is turned off.' },
        { policy: 'Default', source: 'default', outcome: 'outranked', why: '' },
      ],
    },
    {
      label: 'Safe Links',
      policy: null,
      source: 'unknown',
      because: ['The rules could not be read.'],
      candidates: [{ policy: null, source: 'custom', outcome: 'notKnown', why: 'Not read: permission is missing.' }],
    },
    { label: 'Safe Attachments', policy: null, source: 'none', because: [], candidates: [] },
  ],
  couldNot: [notRead],
  asOf,
};

const changes: ChangesSinceData = {
  ...reader,
  audience: 'personal',
  from: '2026-11-16T06:00:00Z',
  to: asOf,
  changes: [
    {
      kind: 'changed',
      what: 'Anti-spam policy',
      name: 'Default',
      setting: 'BulkThreshold',
      before: 7,
      after: 6,
      affects,
      effect: { sentence: 'Campaigns with BCL 6 go to junk now.', better: false },
    },
    {
      kind: 'added',
      what: 'Tenant Allow/Block List',
      name: 'tk.cmnky.co',
      setting: null,
      before: null,
      after: null,
      affects: null,
      effect: { sentence: 'Links to the tracker are allowed.', better: true },
    },
    {
      kind: 'changed',
      what: 'Safe Links policy',
      name: 'All staff',
      setting: 'DoNotRewriteUrls',
      before: [],
      after: ['a.example', 'b.example', 'c.example', 'd.example', 'e.example', 'f.example'],
      affects,
      effect: null,
    },
    {
      kind: 'removed',
      what: 'Transport rule',
      name: 'Banner',
      setting: null,
      before: null,
      after: null,
      affects,
      effect: null,
    },
  ],
  couldNot: [],
};

export const policySamples: CardSample[] = [
  {
    name: 'gaps-summary-typical',
    build: () => gapsSummaryCard(summary),
    shows: [
      '68 of 100',
      'Gap 5',
      'Could not check 2',
      'Waived 1',
      '1. Spoofed mail of your own domain',
      'High',
      '412 of 5,210 recipients, e.g. Finance, Legal',
      'anna.berg@northwind.example',
      'and 1 more gap',
      '1 new gap, 2 closed',
      'Details 3',
      'What changed?',
      'Full report',
    ],
  },
  {
    name: 'gaps-summary-channel',
    build: () => gapsSummaryCard({ ...summary, audience: 'channel' }),
    shows: ['412 of 5,210 recipients, e.g. Finance'],
    hides: ['anna.berg'],
  },
  {
    name: 'gaps-summary-empty',
    build: () =>
      gapsSummaryCard({
        ...summary,
        score: null,
        scoreExplained: '',
        counts: { gap: 0, ok: 0, info: 0, unknown: 0, notLicensed: 0 },
        waived: 0,
        worst: [],
        changed: null,
        links: [],
      }),
    shows: ['No score', 'nothing could be checked'],
  },
  {
    name: 'gaps-summary-worst',
    build: () =>
      gapsSummaryCard({
        ...summary,
        scoreExplained: hostileTexts.join(' '),
        licence: hostileText(0),
        people: hostileTexts.join(' '),
        worst: Array.from({ length: 1000 }, (_, index) => ({
          key: `k${index}`,
          title: hostileText(index),
          severity: 'critical' as const,
          policy: hostileText(index + 1),
          affects: hostileAffects,
          effect: hostileTexts.join(' '),
        })),
        couldNot: manyNotRead(30),
      }),
    shows: ['and 997 more gaps', 'All gaps'],
  },
  {
    name: 'finding-typical',
    build: () => findingCard(finding),
    shows: [
      'Gap',
      'High',
      'AuthenticationFailAction',
      'Quarantine',
      'MoveToJmf',
      'e.g. Finance',
      'ContactMonkey’s guide',
      'ORCA-118_1',
      'Fix 1, least risk: Sign with DKIM',
      'does not expire',
      'Cannot override',
      'reason=703',
      'Does not help',
      'Waived',
      'Show PowerShell',
      'Who is affected?',
    ],
  },
  {
    name: 'finding-channel',
    build: () =>
      findingCard({
        ...finding,
        audience: 'channel',
        finding: { ...finding.finding, affects: { ...affects, groups: [] } },
      }),
    shows: ['412 of 5,210 recipients', 'Who, in my chat'],
    hides: ['anna.berg', 'Anna Berg'],
  },
  {
    name: 'finding-empty',
    build: () =>
      findingCard({
        ...finding,
        waiver: null,
        finding: {
          ...finding.finding,
          status: 'unknown',
          severity: 'none',
          policy: null,
          setting: null,
          actual: null,
          conflict: null,
          fixes: [],
          never: [],
          sources: [],
          severityBasis: '',
          effect: '',
          affects: { count: 0, of: 0, examples: [], groups: [], others: [] },
        },
        couldNot: [notRead],
      }),
    shows: ['Could not check', 'not known', '0 of 0 recipients'],
    hides: ['Show PowerShell', 'Waive'],
  },
  {
    name: 'finding-worst',
    build: () =>
      findingCard({
        ...finding,
        finding: {
          ...finding.finding,
          title: hostileTexts.join(' '),
          policy: hostileText(0),
          setting: hostileText(1),
          actual: hostileTexts,
          expected: { nested: hostileTexts },
          effect: hostileTexts.join(' '),
          affects: hostileAffects,
          conflict: {
            guideSays: hostileTexts.join(' '),
            microsoftSays: hostileTexts.join(' '),
            faultedBy: hostileTexts,
            ourChoice: hostileTexts.join(' '),
          },
          fixes: Array.from({ length: 1000 }, () => ({
            ...fix,
            title: hostileText(8),
            steps: hostileTexts,
            securityCost: hostileTexts.join(' '),
            link: 'javascript:alert(1)',
          })),
          never: hostileTexts.map((title) => ({ title, why: hostileTexts.join(' ') })),
        },
        waiver: { reason: hostileTexts.join(' '), by: hostileText(0), until: 'never' },
        couldNot: manyNotRead(30),
      }),
    shows: ['costlier ways'],
    hides: ['javascript:alert(1)"'],
  },
  {
    name: 'fix-powershell-typical',
    build: () => fixPowerShellCard(powershell),
    shows: [
      'New-TenantAllowBlockListSpoofItems',
      'Undo fix 1',
      'I run nothing',
      'Wait until DKIM',
      'Back to the finding',
    ],
  },
  {
    name: 'fix-powershell-empty',
    build: () => fixPowerShellCard({ ...powershell, fixes: [] }),
    shows: ['There is no command for this finding.'],
  },
  {
    name: 'fix-powershell-worst',
    build: () =>
      fixPowerShellCard({
        ...powershell,
        findingTitle: hostileText(0),
        fixes: Array.from({ length: 1000 }, () => ({ ...fix, powershell: `${fix.powershell}\n`.repeat(40) })),
      }),
    shows: ['Too long for a card and left out'],
  },
  {
    name: 'affected-recipients-typical',
    build: () => affectedRecipientsCard(affected),
    shows: [
      '412 of 5,210 recipients, and everyone else at fabrikam.example',
      'Finance (of 400)',
      '380',
      'anna.berg@northwind.example',
      'Show more',
    ],
  },
  {
    name: 'affected-recipients-empty',
    build: () => affectedRecipientsCard({ ...affected, count: 0, groups: [], others: [], recipients: [], more: false }),
    shows: ['0 of 5,210 recipients.'],
  },
  {
    name: 'affected-recipients-channel',
    build: () => affectedRecipientsCard({ ...affected, audience: 'channel' }),
    shows: ['Finance', 'Names in my chat'],
    hides: ['anna.berg', 'bo.lind'],
  },
  {
    name: 'affected-recipients-worst',
    build: () =>
      affectedRecipientsCard({
        ...affected,
        groups: hostileAffects.groups,
        others: hostileTexts,
        recipients: Array.from({ length: 1000 }, (_, index) => ({
          address: `${'very.long.'.repeat(9)}${index}@northwind.example`,
          cursorAfter: `c-${index}`,
        })),
      }),
    shows: ['Show more', 'and 990 more with'],
  },
  {
    name: 'waive-form-typical',
    build: () =>
      waiveFormCard({
        findingKey: 'spoof',
        findingTitle: finding.finding.title,
        earliest: '2026-11-19',
        latest: '2027-11-18',
        reason: '',
        until: '2027-02-18',
      }),
    shows: ['Waive this finding', 'Reason', 'Until', 'Cancel'],
  },
  {
    name: 'waive-form-worst',
    build: () =>
      waiveFormCard({
        findingKey: hostileText(8),
        findingTitle: hostileText(0),
        earliest: '2026-11-19',
        latest: '2027-11-18',
        reason: hostileTexts.join(' '),
        until: '2027-02-18',
      }),
    shows: ['Waive until then'],
  },
  {
    name: 'waived-typical',
    build: () =>
      waivedCard({
        ...reader,
        findingKey: 'spoof',
        findingTitle: finding.finding.title,
        reason: 'Finance gets it on paper',
        by: 'Anna Berg',
        at: asOf,
        until: '2027-03-01',
        carry: { audience: 'all-staff@northwind.example' },
      }),
    shows: ['Withdraw it', 'Waived', 'Finance gets it on paper', 'Anna Berg, 18 Nov 2026', '1 Mar 2027'],
  },
  {
    name: 'waived-worst',
    build: () =>
      waivedCard({
        locale: 'xx-invalid-locale-tag',
        timeZone: 'Nowhere/Land',
        findingKey: 'k',
        findingTitle: hostileText(0),
        reason: hostileTexts.join(' '),
        by: hostileText(0),
        at: 'yesterday',
        until: 'some day',
      }),
    shows: ['unknown time', 'unknown day'],
  },
  {
    name: 'why-this-policy-typical',
    build: () => whyThisPolicyCard(whyThis),
    shows: [
      'anna.berg@northwind.example',
      'Strict Preset Security Policy',
      'Member of the group Executives',
      'comes later in the order',
      'turned off',
      'Not known',
      'No policy applies',
    ],
  },
  {
    name: 'why-this-policy-empty',
    build: () => whyThisPolicyCard({ ...whyThis, policies: [] }),
    shows: ['Could not check'],
  },
  {
    name: 'why-this-policy-worst',
    build: () =>
      whyThisPolicyCard({
        ...whyThis,
        recipient: hostileText(0),
        policies: Array.from({ length: 1000 }, (_, index) => ({
          label: hostileText(index),
          policy: hostileText(index + 1),
          source: hostileText(index),
          because: hostileTexts,
          candidates: Array.from({ length: 1000 }, (_, row) => ({
            policy: hostileText(row),
            source: 'custom',
            outcome: 'notInScope' as const,
            why: hostileTexts.join(' '),
          })),
        })),
        couldNot: manyNotRead(30),
      }),
    shows: ['and 996 more that do not apply'],
  },
  {
    name: 'changes-since-typical',
    build: () => changesSinceCard(changes),
    shows: [
      '4 changes',
      'Changed: Anti-spam policy Default',
      '7 → 6',
      'e.g. Finance',
      'New: Tenant Allow/Block List tk.cmnky.co',
      'e.example',
      'and 1 more',
      'Removed: Transport rule Banner',
      'not known',
    ],
  },
  {
    name: 'changes-since-empty',
    build: () => changesSinceCard({ ...changes, changes: [] }),
    shows: ['Nothing changed'],
  },
  {
    name: 'changes-since-blind',
    build: () => changesSinceCard({ ...changes, changes: [], couldNot: [notRead] }),
    shows: ['No change in what could be compared'],
    hides: ['Nothing changed'],
  },
  {
    name: 'changes-since-channel',
    build: () =>
      changesSinceCard({
        ...changes,
        audience: 'channel',
        changes: changes.changes.map((change) => ({ ...change, affects: { ...affects, groups: [] } })),
      }),
    shows: ['412 of 5,210 recipients'],
    hides: ['anna.berg'],
  },
  {
    name: 'changes-since-worst',
    build: () =>
      changesSinceCard({
        ...changes,
        changes: Array.from({ length: 1000 }, (_, index) => ({
          kind: 'changed' as const,
          what: hostileText(index),
          name: hostileText(index + 1),
          setting: hostileText(index + 2),
          before: hostileTexts,
          after: hostileTexts,
          affects: hostileAffects,
          effect: { sentence: hostileTexts.join(' '), better: null },
        })),
        couldNot: manyNotRead(30),
      }),
    shows: ['more changes, felt by fewer people'],
  },
  {
    name: 'ask-audience-typical',
    build: () => askAudienceCard({ people: '5,210 people who got campaigns', findingKey: 'spoof' }),
    shows: ['For whom shall I judge', '5,210 people', 'Check for them'],
  },
  {
    name: 'ask-audience-worst',
    build: () => askAudienceCard({ people: hostileTexts.join(' '), findingKey: null }),
    shows: ['For whom shall I judge'],
  },
];
