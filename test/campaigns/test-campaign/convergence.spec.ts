import assert from 'node:assert/strict';
import fc from 'fast-check';
import { joined, nothingSeen } from '../../../src/campaigns/test-campaign/copy-evidence.ts';
import {
  advance,
  campaignStates,
  cancel,
  type Lifecycle,
  newLifecycle,
} from '../../../src/campaigns/test-campaign/lifecycle.ts';
import type { Observation } from '../../../src/campaigns/test-campaign/observe.ts';
import { hasOutcome, outcomeOf } from '../../../src/campaigns/test-campaign/outcome.ts';
import { type Copy, fatesOf, standOf, tallyOf } from '../../../src/campaigns/test-campaign/recipient.ts';
import { anyRows, at } from './arbitrary-rows.ts';

const expectedLists = [
  [],
  [{ address: 'ada@contoso.example', because: null }],
  [
    { address: 'ada@contoso.example', because: null },
    { address: 'bob@contoso.example', because: null },
  ],
];

function gather(copies: Map<string, Copy>, rows: readonly Observation[]): void {
  for (const { networkMessageId, recipient, evidence } of rows) {
    const key = `${networkMessageId} ${recipient}`;
    const before = copies.get(key)?.evidence ?? nothingSeen;
    copies.set(key, { networkMessageId, recipient, evidence: joined(before, evidence) });
  }
}

/** Polls bring the rows part by part; after each the campaign moves on. */
function run(
  parts: readonly (readonly Observation[])[],
  minutes: readonly number[],
  expected: (typeof expectedLists)[number],
) {
  const copies = new Map<string, Copy>();
  let life: Lifecycle = newLifecycle(at(-5), 'planned');
  const states: string[] = [];
  for (const [index, part] of parts.entries()) {
    gather(copies, part);
    const stands = [...copies.values()].map(standOf);
    life = advance(life, at(0), tallyOf(expected, stands), new Date(at(minutes[index] ?? 0)));
    states.push(life.state);
  }
  const all = [...copies.values()];
  const sorted = new Map(all.map((copy) => [`${copy.networkMessageId} ${copy.recipient}`, copy.evidence]));
  const outcomes = [...sorted]
    .map(([key, evidence]) => [key, outcomeOf(evidence)])
    .sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  return {
    state: life.state,
    transitions: life.transitions,
    outcomes,
    fates: fatesOf(expected, all.map(standOf)),
    states,
  };
}

describe('A test campaign, by rows that come late, twice, changed and in any order', () => {
  const shuffled = fc.tuple(anyRows, fc.constantFrom(...expectedLists)).chain(([rows, expected]) =>
    fc.record({
      rows: fc.constant(rows),
      expected: fc.constant(expected),
      order: fc.shuffledSubarray(rows, { minLength: rows.length }),
      again: fc.subarray(rows),
      cuts: fc.array(fc.integer({ min: 0, max: rows.length }), { maxLength: 4 }),
      end: fc.constantFrom(1, 12, 40, 90, 3_200),
    }),
  );

  it('ends in the same state with the same fates', () => {
    fc.assert(
      fc.property(shuffled, ({ rows, expected, order, again, cuts, end }) => {
        const straight = run([rows], [end], expected);
        const all = [...order, ...again];
        const places = [0, ...cuts.toSorted((a, b) => a - b), all.length];
        const parts = places.slice(1).map((place, index) => all.slice(places[index], place));
        const minutes = parts.map((_, index) => (index === parts.length - 1 ? end : Math.min(end, index * 5)));
        const other = run(parts, minutes, expected);
        assert.deepEqual(other.outcomes, straight.outcomes);
        assert.deepEqual(other.fates, straight.fates);
        assert.equal(other.state, straight.state);
      }),
      { numRuns: 500 },
    );
  });

  it('never goes back, and dates every step with its reason', () => {
    fc.assert(
      fc.property(shuffled, ({ order, expected, cuts }) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), order.length];
        const parts = places.slice(1).map((place, index) => order.slice(places[index], place));
        const { transitions, states } = run(
          parts,
          parts.map((_, index) => index * 30),
          expected,
        );
        const ranks = states.map((state) => (campaignStates as readonly string[]).indexOf(state));
        assert.deepEqual(
          ranks,
          ranks.toSorted((a, b) => a - b),
        );
        for (const { at: time, because } of transitions) {
          assert.ok(!Number.isNaN(Date.parse(time)));
          assert.ok(because.length > 0);
        }
        assert.equal(new Set(transitions.map(({ to }) => to)).size, transitions.length);
      }),
      { numRuns: 300 },
    );
  });

  it('never forgets a fate that was known', () => {
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        const copies = new Map<string, Copy>();
        gather(copies, first);
        const known = [...copies].filter(([, { evidence }]) => hasOutcome(evidence)).map(([key]) => key);
        gather(copies, second);
        assert.ok(known.every((key) => hasOutcome(copies.get(key)?.evidence ?? nothingSeen)));
      }),
    );
  });

  it('stays cancelled, and a campaign that is over cannot be cancelled', () => {
    const life = cancel(newLifecycle(at(0), 'planned'), 'Robin', at(1));
    assert.ok(life);
    const tally = { firstSeenAt: at(1), firstOutcomeAt: at(1), seen: 1, expected: 1, missing: 0, reachedMailbox: true };
    assert.equal(advance(life, at(0), tally, new Date(at(9_000))).state, 'cancelled');
    assert.equal(cancel(life, 'Robin', at(2)), null);
  });

  it('is overdue half an hour after its time, and sent all the same when it comes later', () => {
    const none = { firstSeenAt: null, firstOutcomeAt: null, seen: 0, expected: 2, missing: 2, reachedMailbox: false };
    const waiting = newLifecycle(at(-10), 'planned');
    assert.equal(advance(waiting, at(0), none, new Date(at(29))).state, 'planned');
    const late = advance(waiting, at(0), none, new Date(at(31)));
    assert.equal(late.state, 'overdue');
    assert.equal(advance(late, at(0), { ...none, firstSeenAt: at(40) }, new Date(at(41))).state, 'sent');
    assert.equal(advance(late, at(0), none, new Date(at(60 * 49))).state, 'closed');
  });
});
