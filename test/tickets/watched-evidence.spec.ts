import assert from 'node:assert/strict';
import type { Alert, HistoryEntry } from '../../src/alerts/alert.ts';
import { buildReport } from '../../src/campaigns/report/build-report.ts';
import type { Campaign } from '../../src/campaigns/test-campaign/campaign.ts';
import { newLifecycle } from '../../src/campaigns/test-campaign/lifecycle.ts';
import { alertEvidence } from '../../src/tickets/evidence/alert-evidence.ts';
import { campaignEvidence } from '../../src/tickets/evidence/campaign-evidence.ts';
import { findingEvidence } from '../../src/tickets/evidence/finding-evidence.ts';
import type { Evidence } from '../../src/tickets/evidence/part.ts';
import { unaskedEvidence } from '../../src/tickets/evidence/unasked-evidence.ts';
import { now } from '../support/questions.ts';
import { evidence as messageEvidence } from '../support/tickets.ts';

const at = '2026-11-20T09:00:00.000Z';
const robin = { id: 'robin-id', name: 'Robin Oakes' };

const alert: Alert = {
  id: 'a-1',
  caseKey: 'k',
  reason: 'quarantined',
  severity: 'high',
  campaign: { id: 'c-1', name: 'CM Test - Zebra plans' },
  policy: 'Strict Preset Security Policy',
  detail: 'HighConfPhish',
  example: null,
  notes: ['Held for yusuf.marlow@contoso.example.'],
  expiresAt: null,
  state: 'acknowledged',
  revision: 3,
  affected: { count: 12, cleared: 2, addresses: ['yusuf.marlow@contoso.example'], clearedAddresses: [] },
  openedAt: at,
  changedAt: at,
  lastTroubleAt: at,
  troubleRevision: 1,
  acknowledged: { by: robin, at, revision: 2 },
  assigned: null,
  resolved: null,
  snoozedUntil: null,
  step: 0,
  nextStepAt: null,
};
const history: HistoryEntry[] = [
  { revision: 2, at, by: robin, what: 'acknowledged', words: 'Robin Oakes acknowledged it: CM Test - Zebra plans.' },
];

const alone = { message: null, campaign: null, open: [] };

function unticked({ title, parts }: Evidence): string {
  return JSON.stringify([title, parts.filter(({ personal }) => !personal)]);
}

describe('The evidence of an alert', () => {
  it('holds the case, its numbers, its history and a message of it, and names nobody unless ticked', () => {
    const evidence = alertEvidence(alert, history, { ...alone, message: messageEvidence });
    const shared = unticked(evidence);
    for (const fact of ['HighConfPhish', 'Strict Preset', '12', 'acknowledged', 'Email Delivery'])
      assert.ok(shared.includes(fact), fact);
    for (const word of ['Robin', 'Oakes', 'Zebra', 'marlow', '@']) assert.ok(!shared.includes(word), word);
    assert.ok(JSON.stringify(evidence.parts).includes('yusuf.marlow@contoso.example'));
  });
});

describe('The evidence of an alert of whose mail nothing was read yet', () => {
  const campaign: Campaign = {
    id: 'c-1',
    name: 'Zebra plans',
    sender: 'news@contoso.example',
    subject: 'Zebra plans for all',
    isTest: true,
    foundBy: 'marker',
    plan: null,
    firstSeenAt: at,
    createdAt: at,
    told: [],
    ...newLifecycle(at, 'found'),
  };
  const expected = [{ address: 'yusuf.marlow@contoso.example', because: null }];
  const fared = campaignEvidence(buildReport({ campaign, expected, copies: [], now }), []);
  const open: [string, string][] = [['A message of the case', 'None was read so far.']];
  const unread = { ...alert, policy: null, detail: null };

  it('holds how its campaign fared, and says what is not known yet', () => {
    const evidence = alertEvidence(unread, history, { message: null, campaign: fared, open });
    const ids = evidence.parts.map(({ id }) => id);
    for (const id of ['alert', 'affected', 'campaigncounts', 'ids', 'open']) assert.ok(ids.includes(id), id);
    assert.equal(new Set(ids).size, ids.length);
    const shared = unticked(evidence);
    for (const words of ['"Detail","text":"not known yet"', 'None was read so far', '"Recipients","text":"1"'])
      assert.ok(shared.includes(words), words);
    for (const word of ['Zebra', 'marlow', '@', 'Robin']) assert.ok(!shared.includes(word), word);
  });

  it('holds each thing once, and what was read of a message before what its campaign says of it', () => {
    const { parts } = alertEvidence(alert, history, { message: messageEvidence, campaign: fared, open });
    const ids = parts.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(parts.find(({ id }) => id === 'ids')?.lines[0]?.text, 'n-1');
    assert.ok(ids.includes('campaigncounts'));
  });

  it('tells what people did without their names, at times that people read', () => {
    const { parts } = alertEvidence(alert, history, alone);
    const done = parts.find(({ id }) => id === 'history');
    assert.deepEqual(done?.lines, [
      { label: '2026-11-20 09:00 UTC', text: 'An administrator acknowledged it: (left out).' },
    ]);
  });
});

describe('The evidence of an alert with several causes', () => {
  const cause = (policy: string | null, detail: string, count: number, notes: string[] = []) => ({
    ...{ key: `${policy}`, policy, detail, example: null, notes, expiresAt: null },
    affected: { count, cleared: 1, addresses: [], clearedAddresses: [] },
  });
  const causes = [
    cause('Strict Preset Security Policy', 'Bulk', 5, ['Held for yusuf.marlow@contoso.example.']),
    cause('For yusuf.marlow@contoso.example', 'Spam', 4),
    cause('Retail of Zebra', 'Bulk', 3),
  ];

  it('holds each of them with its people, and names nobody unless ticked', () => {
    const shared = unticked(alertEvidence({ ...alert, causes }, history, alone));
    assert.match(shared, /Strict Preset Security Policy, Bulk: 5 affected, 1 reached after all/);
    assert.match(shared, /Spam: 4 affected/);
    assert.match(shared, /Bulk: 3 affected/);
    for (const word of ['marlow', '@']) assert.ok(!shared.includes(word), word);
    const many = Array.from({ length: 30 }, (_, index) => cause(`Policy ${index}`, 'Bulk', 1));
    assert.match(unticked(alertEvidence({ ...alert, causes: many }, history, alone)), /22 more/);
  });

  it('holds the reasons with their people and nothing that anybody wrote, where it leaves without a form', () => {
    const shared = JSON.stringify(unaskedEvidence({ ...alert, causes }));
    assert.match(shared, /"Held as","text":"Bulk: 8"/);
    assert.match(shared, /"Held as","text":"Spam: 4"/);
    assert.doesNotMatch(shared, /Strict|Retail|Zebra|@/);
    const odd = JSON.stringify(unaskedEvidence({ ...alert, causes: [cause(null, 'zebra.example', 2), ...causes] }));
    assert.match(odd, /another or no known reason: 2/);
    assert.doesNotMatch(odd, /zebra\.example/);
  });
});

describe('The evidence of a test campaign', () => {
  it('holds numbers and ids, and names nobody unless ticked', () => {
    const campaign: Campaign = {
      id: 'c-1',
      name: 'Zebra plans',
      sender: 'news@contoso.example',
      subject: 'Zebra plans for all',
      isTest: true,
      foundBy: 'marker',
      plan: null,
      firstSeenAt: at,
      createdAt: at,
      told: [],
      ...newLifecycle(at, 'found'),
    };
    const expected = [{ address: 'yusuf.marlow@contoso.example', because: null }];
    const evidence = campaignEvidence(buildReport({ campaign, expected, copies: [], now }), []);
    const shared = unticked(evidence);
    assert.match(shared, /"label":"Recipients","text":"1"/);
    for (const word of ['Zebra', 'marlow', '@']) assert.ok(!shared.includes(word), word);
    assert.ok(JSON.stringify(evidence.parts).includes('Zebra plans for all'));
  });
});

describe('The evidence of a finding', () => {
  it('holds policy, setting, values and ways to fix it, and names nobody unless ticked', () => {
    const finding = {
      key: 'k',
      rule: 'bulk',
      title: 'Bulk threshold of kim@contoso.example is low',
      area: 'anti-spam',
      kind: 'stops',
      status: 'gap',
      severity: 'high',
      severityBasis: 'It reaches everybody.',
      policy: 'Default',
      setting: 'BulkThreshold',
      actual: 4,
      expected: 7,
      effect: 'Newsletters are held.',
      paths: ['email-delivery'],
      affects: {
        count: 5,
        of: 9,
        examples: ['bo@contoso.example'],
        groups: [{ group: 'Board', count: 1, of: 2 }],
        others: [],
      },
      conflict: null,
      fixes: [],
      never: [],
      sources: [],
    } satisfies Parameters<typeof findingEvidence>[0];
    const evidence = findingEvidence(finding, at);
    const shared = unticked(evidence);
    for (const fact of ['BulkThreshold', '"4"', '"7"', '5 of 9']) assert.ok(shared.includes(fact), fact);
    for (const word of ['@', 'Board']) assert.ok(!shared.includes(word), word);
    assert.ok(JSON.stringify(evidence.parts).includes('bo@contoso.example'));
    const actual = ['Anna Smith;anna@contoso.example', 'José van Dijk; jose@contoso.example'];
    const protectedPeople = unticked(findingEvidence({ ...finding, setting: 'TargetedUsersToProtect', actual }, at));
    assert.doesNotMatch(protectedPeople, /Anna|Smith|José|Dijk|jose/);
  });
});
