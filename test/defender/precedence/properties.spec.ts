import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listedAudience, tenantAudience } from '../../../src/defender/precedence/audience.ts';
import { effectivePolicy } from '../../../src/defender/precedence/explain.ts';
import { recipientOf } from '../../../src/defender/precedence/match.ts';
import { createResolver } from '../../../src/defender/precedence/resolver.ts';
import { parseSnapshot } from '../../../src/defender/snapshot.ts';
import { aRule, aSnapshot } from '../../support/tenant-snapshots.ts';
import { naiveWinner, type PlainRule } from './naive.ts';

const domains = ['contoso.com', 'eu.contoso.com', 'lab.eu.contoso.com', 'fabrikam.com'];
const people = domains.flatMap((domain) => ['anna', 'bert', 'cleo'].map((name) => `${name}@${domain}`));
const groupNames = ['g0@contoso.com', 'g1@contoso.com', 'g2@contoso.com', 'g3@contoso.com'];
const some = (values: string[], most: number) => fc.subarray(values, { maxLength: most });

const aPlainRule: fc.Arbitrary<Omit<PlainRule, 'policy' | 'priority' | 'level'>> = fc.record({
  enabled: fc.boolean(),
  to: some(people, 3),
  groups: some([...groupNames, 'unread@contoso.com'], 2),
  domains: some(domains, 2),
  notTo: some(people, 2),
  notGroups: some([...groupNames, 'unread@contoso.com'], 2),
  notDomains: some(domains, 1),
});
const aTenant = fc.record({
  custom: fc.array(aPlainRule, { maxLength: 6 }),
  strict: fc.option(aPlainRule, { nil: null }),
  standard: fc.option(aPlainRule, { nil: null }),
  groups: fc.array(some([...people, ...groupNames], 6), { minLength: 4, maxLength: 4 }),
  shuffle: fc.infiniteStream(fc.nat({ max: 1000 })),
});

function wireRule(rule: PlainRule) {
  return {
    ...aRule('HostedContentFilterPolicy', rule.policy),
    State: rule.enabled ? 'Enabled' : 'Disabled',
    Priority: rule.priority,
    SentTo: rule.to.length ? rule.to.map((to) => to.toUpperCase()) : null,
    SentToMemberOf: rule.groups,
    RecipientDomainIs: rule.domains,
    ExceptIfSentTo: rule.notTo,
    ExceptIfSentToMemberOf: rule.notGroups,
    ExceptIfRecipientDomainIs: rule.notDomains,
  };
}

describe('Precedence', () => {
  it('agrees with a plain second reading for any rules, groups, priorities and exceptions', () => {
    fc.assert(
      fc.property(aTenant, ({ custom, strict, standard, groups, shuffle }) => {
        const order = custom.map((_, place) => ({ place, key: shuffle.next().value as number }));
        const priorities = [...order].sort((a, b) => a.key - b.key).map(({ place }) => place);
        const rules: PlainRule[] = custom.map((rule, place) => ({
          ...rule,
          level: 'custom',
          policy: `Custom ${place}`,
          priority: priorities.indexOf(place),
        }));
        if (strict) rules.push({ ...strict, level: 'strict', policy: 'Strict Preset Security Policy1', priority: 0 });
        if (standard)
          rules.push({ ...standard, level: 'standard', policy: 'Standard Preset Security Policy1', priority: 1 });
        const members = Object.fromEntries(groupNames.map((name, place) => [name, groups[place] ?? []]));
        const resolver = createResolver(
          parseSnapshot(
            aSnapshot({
              groups: members,
              'Get-HostedContentFilterRule': rules.filter(({ level }) => level === 'custom').map(wireRule),
              'Get-EOPProtectionPolicyRule': rules.filter(({ level }) => level !== 'custom').map(wireRule),
            }),
          ),
        );
        for (const address of people) {
          const { source, policy } = resolver.winner('antiSpam', recipientOf(address));
          assert.deepEqual({ source, policy }, naiveWinner(rules, members, address), address);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('explains the same winner that it decides, and names one candidate as applying when there is one', () => {
    fc.assert(
      fc.property(fc.array(aPlainRule, { maxLength: 5 }), (custom) => {
        const rules = custom.map(
          (rule, place): PlainRule => ({ ...rule, level: 'custom', policy: `C${place}`, priority: place }),
        );
        const document = aSnapshot({
          groups: Object.fromEntries(groupNames.map((name) => [name, [people[0]]])),
          'Get-HostedContentFilterRule': rules.map(wireRule),
        });
        const resolver = createResolver(parseSnapshot(document));
        for (const address of people) {
          const explained = effectivePolicy(resolver, 'antiSpam', recipientOf(address));
          const applying = explained.candidates.filter(({ outcome }) => outcome === 'applies');
          assert.equal(applying.length, explained.source === 'unknown' ? 0 : 1);
          assert.ok(explained.because.length > 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('puts every recipient into exactly one cohort, with the outcome they have alone', () => {
    const document = aSnapshot({
      groups: { 'g0@contoso.com': ['anna@contoso.com', 'bert@fabrikam.com'] },
      'Get-HostedContentFilterRule': [
        aRule('HostedContentFilterPolicy', 'G', { SentToMemberOf: ['g0@contoso.com'] }),
        aRule('HostedContentFilterPolicy', 'D', { Priority: 1, RecipientDomainIs: ['contoso.com'] }),
      ],
    });
    const resolver = createResolver(parseSnapshot(document));
    const audience = listedAudience(resolver, [...people, 'ANNA@contoso.com', 'not an address']);
    assert.equal(audience.size, people.length);
    const seen = audience.cohorts.flatMap((cohort) => cohort.recipients.map((recipient) => ({ cohort, recipient })));
    assert.equal(seen.length, people.length);
    for (const { cohort, recipient } of seen) {
      assert.deepEqual(cohort.winners.antiSpam, resolver.winner('antiSpam', recipient));
    }
  });
});

describe('Precedence for many people at once', () => {
  it('says the same as for each of them alone, whatever the rules, also for those who are not named anywhere', () => {
    fc.assert(
      fc.property(aTenant, fc.boolean(), ({ custom, strict, standard, groups }, presetsRead) => {
        const rules: PlainRule[] = custom.map((rule, place) => ({
          ...rule,
          level: 'custom',
          policy: `C${place}`,
          priority: place,
        }));
        const presets: PlainRule[] = [];
        if (strict) presets.push({ ...strict, level: 'strict', policy: 'Strict Preset Security Policy1', priority: 0 });
        if (standard)
          presets.push({ ...standard, level: 'standard', policy: 'Standard Preset Security Policy1', priority: 1 });
        const document = aSnapshot({
          groups: Object.fromEntries(groupNames.map((name, place) => [name, groups[place] ?? []])),
          'Get-HostedContentFilterRule': rules.map(wireRule),
          'Get-EOPProtectionPolicyRule': presetsRead ? presets.map(wireRule) : null,
          'Get-AcceptedDomain': domains.map((DomainName) => ({ DomainName })),
        });
        const snapshot = parseSnapshot(document);
        const resolver = createResolver(snapshot);
        for (const audience of [listedAudience(resolver, people), tenantAudience(resolver, snapshot)]) {
          for (const { winners, recipients } of audience.cohorts) {
            for (const recipient of recipients) {
              assert.deepEqual(
                winners.antiSpam,
                resolver.winner('antiSpam', recipient),
                `${recipient.address} ${recipient.domain}`,
              );
            }
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
