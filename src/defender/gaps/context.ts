import { detectLicence, type Licence } from '../licence/licence.ts';
import { acceptedDomains } from '../policies/accepted-domains.ts';
import { findPolicy, type Policy, policiesOf } from '../policies/policy.ts';
import { type PolicyType, policyTypes } from '../policies/policy-types.ts';
import type { Row } from '../policies/row.ts';
import type { Audience } from '../precedence/audience.ts';
import { crowdOf, numberCohorts } from '../precedence/audience.ts';
import type { Cohort } from '../precedence/cohort.ts';
import type { Crowd } from '../precedence/crowd.ts';
import type { Resolver, Winner } from '../precedence/resolver.ts';
import { rows, type TenantSnapshot } from '../snapshot.ts';
import type { Sender } from './sender.ts';

/** A policy that some of the audience gets, and who. `policy` is null when its row was not read. */
export interface InEffect {
  name: string;
  source: Winner['source'];
  policy: Policy | null;
  cohorts: Cohort[];
}

/** Everything a rule may look at. */
export interface GapContext {
  snapshot: TenantSnapshot;
  resolver: Resolver;
  audience: Audience;
  /** The audience by number, and the number of each one’s cohort. */
  crowd: Crowd;
  cohortNumbers(): Int32Array;
  sender: Sender;
  licence: Licence;
  /** Milliseconds since 1970. */
  now: number;
  /** The tenant's own domains; null when not read. */
  ownDomains: ReadonlySet<string> | null;
  /** Policies of a type that reach somebody of the audience. */
  inEffect(type: PolicyType): readonly InEffect[];
  /** People for whom the policy of a type cannot be told, with the reason of the first. */
  undecided(type: PolicyType): readonly Cohort[];
  /** People for whom no policy of a type applies at all. */
  uncovered(type: PolicyType): readonly Cohort[];
  policies(type: PolicyType): readonly Policy[] | null;
  rows(cmdlet: string): readonly Row[];
}

export function createContext(
  snapshot: TenantSnapshot,
  resolver: Resolver,
  audience: Audience,
  sender: Sender,
  now: number,
): GapContext {
  const policies = new Map(policyTypes.map((type) => [type, policiesOf(snapshot, type)]));
  const effects = new Map(policyTypes.map((type) => [type, effectsOf(audience, policies.get(type) ?? null, type)]));
  const by = (type: PolicyType, source: Winner['source']) =>
    audience.cohorts.filter((cohort) => cohort.winners[type].source === source);
  const crowd = crowdOf(audience, resolver.membership);
  let numbers: Int32Array | null = null;
  return {
    snapshot,
    resolver,
    audience,
    crowd,
    cohortNumbers: () => {
      numbers ??= numberCohorts(audience, crowd);
      return numbers;
    },
    sender,
    licence: detectLicence(snapshot),
    now,
    ownDomains: acceptedDomains(snapshot),
    inEffect: (type) => effects.get(type) ?? [],
    undecided: (type) => by(type, 'unknown'),
    uncovered: (type) => by(type, 'none'),
    policies: (type) => policies.get(type) ?? null,
    rows: (cmdlet) => rows(snapshot, cmdlet) ?? [],
  };
}

function effectsOf(audience: Audience, policies: readonly Policy[] | null, type: PolicyType): InEffect[] {
  const effects = new Map<string, InEffect>();
  for (const cohort of audience.cohorts) {
    const { policy: name, source } = cohort.winners[type];
    if (name === null) continue;
    const known = effects.get(name);
    if (known) known.cohorts.push(cohort);
    else
      effects.set(name, {
        name,
        source,
        policy: policies === null ? null : findPolicy(policies, name),
        cohorts: [cohort],
      });
  }
  return [...effects.values()];
}
