import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proposeSeedList } from '../../../src/campaigns/seed-list/propose-seed-list.ts';
import { policyTypes } from '../../../src/defender/policies/policy-types.ts';
import { listedAudience, tenantAudience } from '../../../src/defender/precedence/audience.ts';
import type { Cohort } from '../../../src/defender/precedence/cohort.ts';
import { recipientOf } from '../../../src/defender/precedence/match.ts';
import { createResolver, type Winner } from '../../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';

const snapshot = parseSnapshot({
  ...untouchedTenant('Default'),
  groups: { 'board@contoso.com': ['ann@contoso.com', 'bo@contoso.com'] },
  'Get-HostedContentFilterRule': [
    {
      Name: 'Board rule',
      HostedContentFilterPolicy: 'Board',
      State: 'Enabled',
      Priority: 0,
      SentToMemberOf: ['board@contoso.com'],
    },
  ],
});
const people = ['ann', 'bo', 'cy', 'dee', 'eve'].map((name) => `${name}@contoso.com`);

function winners(names: readonly string[]): Cohort['winners'] {
  const entries = policyTypes.map((type, index): [string, Winner] => [
    type,
    { policy: names[index] ?? 'Default', source: 'custom', step: 0 },
  ]);
  return Object.fromEntries(entries) as Cohort['winners'];
}

const anyCohorts: fc.Arbitrary<Cohort[]> = fc
  .uniqueArray(fc.array(fc.constantFrom('A', 'B', 'C'), { minLength: 5, maxLength: 5 }), {
    selector: (names) => names.join(),
    maxLength: 12,
  })
  .chain((combinations) =>
    fc.tuple(
      ...combinations.map((names, index) =>
        fc.integer({ min: 1, max: 30 }).map((size): Cohort => {
          const recipients = Array.from({ length: size }, (_, place) => recipientOf(`p${place}@c${index}.example`));
          return { winners: winners(names), recipients };
        }),
      ),
    ),
  );

describe('A seed list', () => {
  it('has one person for each combination of policies, with the reason and how many it stands for', () => {
    const resolver = createResolver(snapshot);
    const { seeds, combinations, leftOut } = proposeSeedList(listedAudience(resolver, people).cohorts);
    assert.equal(combinations, 2);
    assert.equal(leftOut, 0);
    assert.deepEqual(
      seeds.map(({ address, standsFor }) => [address, standsFor]),
      [
        ['cy@contoso.com', 3],
        ['ann@contoso.com', 2],
      ],
    );
    assert.match(seeds[1]?.because ?? '', /anti-spam policy “Board”; stands for 2 people/);
  });

  it('takes people who agreed to it where they stand for others', () => {
    const { cohorts } = listedAudience(createResolver(snapshot), people);
    const { seeds } = proposeSeedList(cohorts, { preferred: new Set(['eve@contoso.com', 'bo@contoso.com']) });
    assert.deepEqual(
      seeds.map(({ address }) => address),
      ['eve@contoso.com', 'bo@contoso.com'],
    );
  });

  it('names the places that nobody stands for', () => {
    const resolver = createResolver(snapshot);
    const { uncovered } = proposeSeedList(tenantAudience(resolver, snapshot).cohorts);
    assert.ok(uncovered.length > 0);
  });

  it('covers every combination once, each by one of its own people', () => {
    fc.assert(
      fc.property(anyCohorts, (cohorts) => {
        const { seeds } = proposeSeedList(cohorts);
        const chosen = new Set(seeds.map(({ address }) => address));
        assert.equal(seeds.length, cohorts.length);
        assert.ok(
          cohorts.every(({ recipients }) => recipients.filter(({ address }) => chosen.has(address ?? '')).length === 1),
        );
      }),
    );
  });

  it('covers every single policy with its first entries, before any combination that brings no new one', () => {
    fc.assert(
      fc.property(anyCohorts, (cohorts) => {
        const { seeds } = proposeSeedList(cohorts);
        const policiesOf = (address: string) => {
          const cohort = cohorts.find(({ recipients }) => recipients.some((one) => one.address === address));
          return policyTypes.map((type) => `${type} ${cohort?.winners[type].policy}`);
        };
        const covered = new Set<string>();
        const fresh = seeds.map(({ address }) => {
          const added = policiesOf(address).filter((policy) => !covered.has(policy));
          for (const policy of added) covered.add(policy);
          return added.length;
        });
        const firstEmpty = fresh.indexOf(0);
        assert.ok(firstEmpty < 0 || fresh.slice(firstEmpty).every((count) => count === 0));
      }),
    );
  });

  it('says how many combinations a bound leaves out', () => {
    fc.assert(
      fc.property(anyCohorts, fc.integer({ min: 0, max: 12 }), (cohorts, most) => {
        const { seeds, leftOut, combinations } = proposeSeedList(cohorts, { most });
        assert.equal(seeds.length + leftOut, combinations);
        assert.ok(seeds.length <= most);
      }),
    );
  });
});
