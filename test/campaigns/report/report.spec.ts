import assert from 'node:assert/strict';
import { buildReport, type ReportInput } from '../../../src/campaigns/report/build-report.ts';
import { arrivalCurve, arrivalSteps } from '../../../src/campaigns/report/curve.ts';
import { reportPage } from '../../../src/campaigns/report/report-page.ts';
import { comparisonWords, verdictWords } from '../../../src/campaigns/report/report-words.ts';
import type { Campaign } from '../../../src/campaigns/test-campaign/campaign.ts';
import { type CopyEvidence, nothingSeen } from '../../../src/campaigns/test-campaign/copy-evidence.ts';
import type { Copy } from '../../../src/campaigns/test-campaign/recipient.ts';
import type { Finding } from '../../../src/defender/gaps/finding.ts';
import { hostileTexts } from '../../cards/samples/texts.ts';
import { at } from '../test-campaign/arbitrary-rows.ts';

const localised = { locale: 'en-GB', timeZone: 'UTC' };

function campaign(minutes = 0, subject = 'CM Test - Town Hall'): Campaign {
  const transitions = [{ to: 'sent' as const, at: at(minutes), because: 'the first copy was received by Exchange' }];
  return {
    id: `c${minutes}`,
    name: subject,
    sender: 'news@contoso.example',
    subject,
    isTest: true,
    foundBy: 'marker',
    plan: null,
    firstSeenAt: at(minutes),
    createdAt: at(minutes),
    told: [],
    state: 'settled',
    transitions,
  };
}

function copy(name: string, evidence: Partial<CopyEvidence>): Copy {
  return {
    networkMessageId: 'm1',
    recipient: `${name}@contoso.example`,
    evidence: { ...nothingSeen, receivedAt: at(0), ...evidence },
  };
}

function delivered(name: string, minutes = 1): Copy {
  return copy(name, { statuses: ['delivered'], steps: [{ at: at(minutes), event: 'Deliver', detail: '' }] });
}

function held(name: string, policy: string): Copy {
  const rest = { policyType: null, quarantinePolicy: null, expiresAt: at(9_000), status: 'NotReleased' as const };
  return copy(name, { statuses: ['quarantined'], held: { identity: 'i', reason: 'Spam', policy, ...rest } });
}

function settings(
  antiSpam: (address: string) => string | null,
  groups: Record<string, string[]> = {},
): NonNullable<ReportInput['settings']> {
  return {
    of: (address) => ({
      names: {
        antiSpam: antiSpam(address),
        antiPhish: null,
        antiMalware: null,
        safeLinks: null,
        safeAttachments: null,
      },
      rewrites: () => null,
    }),
    groupsOf: (address) => Object.keys(groups).filter((group) => groups[group]?.includes(address)),
    nameOf: (guid) => (guid === 'guid-of-strict' ? 'Strict' : null),
  };
}

function report(copies: Copy[], more: Partial<ReportInput> = {}) {
  return buildReport({ campaign: campaign(), expected: [], copies, now: new Date(at(60)), ...more });
}

describe('The report of a test', () => {
  it('counts outcomes by the policy that acted, by the policy that reaches people and by recipient group', () => {
    const { counts, stoppedBy, byPolicy, byGroup, passed } = report(
      [delivered('ada'), held('bob', 'Strict'), held('cy', 'Strict')],
      {
        settings: settings((address) => (address.startsWith('ada') ? 'Default' : 'Strict'), {
          'board@contoso.example': ['ada@contoso.example', 'bob@contoso.example'],
        }),
      },
    );
    assert.deepEqual(counts, { delivered: 1, quarantined: 2 });
    assert.deepEqual(stoppedBy, [{ label: 'Strict', counts: { quarantined: 2 } }]);
    assert.deepEqual(byPolicy, [
      { label: 'Strict', counts: { quarantined: 2 } },
      { label: 'Default', counts: { delivered: 1 } },
    ]);
    assert.deepEqual(byGroup, [
      { label: 'board@contoso.example', counts: { delivered: 1, quarantined: 1 } },
      { label: 'in none of them', counts: { quarantined: 1 } },
    ]);
    assert.equal(passed, false);
  });

  it('passes only when everybody who was to get it got it', () => {
    const expected = [
      { address: 'ada@contoso.example', because: null },
      { address: 'bob@contoso.example', because: null },
    ];
    assert.equal(report([delivered('ada')], { expected }).passed, null);
    assert.equal(report([delivered('ada'), delivered('bob')], { expected }).passed, true);
    assert.equal(report([]).passed, null);
    assert.match(verdictWords(report([])), /Nothing was seen/);
  });

  it('does not pass when a link was blocked, though all arrived', () => {
    const clicks = [{ at: at(5), host: 'contactmonkey.com', action: 'ClickBlocked' }];
    const { passed, toChange } = report([copy('ada', { statuses: ['delivered'], clicks })]);
    assert.equal(passed, false);
    assert.match(toChange[0]?.title ?? '', /contactmonkey\.com/);
  });

  it('leads to the finding of the policy that stopped copies, and names the policy where there is none', () => {
    const finding = {
      key: 'k1',
      status: 'gap',
      kind: 'stops',
      policy: 'strict',
      area: 'anti-spam',
      title: 'Bulk threshold is 4',
    } as Finding;
    const { toChange } = report([held('bob', 'Strict'), held('cy', 'Other')], { findings: [finding] });
    assert.deepEqual(
      toChange.map(({ title, findingKey }) => [title, findingKey]),
      [
        ['Bulk threshold is 4', 'k1'],
        ['Look into “Other” (Spam)', null],
      ],
    );
  });

  it('says whether the fix worked, by those who got both tests', () => {
    const before = (copies: Copy[]) => ({ campaign: campaign(-60), expected: [], copies });
    const verdict = (earlier: Copy[], later: Copy[]) => report(later, { before: before(earlier) }).comparison?.verdict;
    assert.equal(verdict([held('ada', 'P'), delivered('bob')], [delivered('ada'), delivered('bob')]), 'fixed');
    assert.equal(verdict([held('ada', 'P'), held('bob', 'P')], [delivered('ada'), held('bob', 'P')]), 'partly');
    assert.equal(verdict([held('ada', 'P')], [held('ada', 'P')]), 'same');
    assert.equal(verdict([delivered('ada')], [held('ada', 'P')]), 'worse');
    assert.equal(verdict([delivered('ada')], [delivered('ada')]), 'good');
    assert.equal(verdict([delivered('ada')], [delivered('bob')]), 'notComparable');
    assert.equal(verdict([held('ada', 'P'), held('bob', 'P')], [delivered('ada')]), 'partly');
    assert.equal(verdict([delivered('ada'), held('bob', 'P')], [delivered('ada')]), 'same');
    assert.equal(verdict([delivered('ada')], [delivered('ada'), held('bob', 'P')]), 'othersBad');
    assert.equal(verdict([held('ada', 'P')], [delivered('ada'), held('bob', 'P')]), 'partly');
    const { comparison } = report([delivered('ada')], { before: before([held('ada', 'P')]) });
    assert.ok(comparison);
    assert.match(comparisonWords(comparison, localised), /The fix worked.*1 got both: 1 better/);
  });

  it('does not call a test passed while it arrives and nobody knows who is to get it', () => {
    const arriving = { ...campaign(-1), state: 'arriving' as const };
    const early = report([delivered('ada')], { campaign: arriving });
    assert.equal(early.passed, null);
    assert.match(verdictWords(early), /^So far all 1 who were seen got it/);
    assert.equal(early.steps.find(({ id }) => id === 'arrival')?.result, 'open');
    const expected = [{ address: 'ada@contoso.example', because: null }];
    assert.equal(report([delivered('ada')], { campaign: arriving, expected }).passed, true);
    assert.equal(report([held('ada', 'P')], { campaign: arriving }).passed, false);
  });

  it('draws the share of people who had it, up to those who never got it', () => {
    const times = [1, 1, 4].map((minutes) => ({ seconds: minutes * 60, precision: 'exact' as const }));
    assert.deepEqual(arrivalSteps(times, 4), [
      { seconds: 60, share: 0.5 },
      { seconds: 240, share: 0.75 },
    ]);
    assert.match(arrivalCurve(times, 4), /3 of 4 recipients had it after 4 min; half of those after 60 s/);
    assert.equal(arrivalCurve([], 4), '');
  });

  it('is a page on which hostile text stays text', () => {
    for (const text of hostileTexts) {
      const data = report([held(text.slice(0, 20) || 'x', text), delivered('ada')], { campaign: campaign(0, text) });
      const page = reportPage({ report: data, couldNot: [], people: true, ...localised });
      assert.doesNotMatch(page, /<script|<img|onerror=alert\(1\)>/);
      assert.match(page, /<svg role="img" aria-label=/);
    }
  });

  it('names nobody where people are not to be named', () => {
    const data = report([held('bob', 'Strict'), delivered('ada')]);
    assert.doesNotMatch(
      reportPage({ report: data, couldNot: [], people: false, ...localised }),
      /@contoso\.example<|bob@/,
    );
  });
});
