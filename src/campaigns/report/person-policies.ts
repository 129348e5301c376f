import type { SenderProfile, SendingPath } from '../../contactmonkey/sender-profile.ts';
import { coversTracker } from '../../defender/gaps/rules/do-not-rewrite.ts';
import { findPolicy, policiesOf } from '../../defender/policies/policy.ts';
import { type PolicyType, policyTypes } from '../../defender/policies/policy-types.ts';
import { flag, list, type Row } from '../../defender/policies/row.ts';
import { recipientOf } from '../../defender/precedence/match.ts';
import { createResolver } from '../../defender/precedence/resolver.ts';
import type { TenantSnapshot } from '../../defender/snapshot.ts';

/** What the tenant's settings say of one recipient. null is "not known". */
export interface PersonPolicies {
  /** The policy of each type that reaches them. */
  names: Readonly<Record<PolicyType, string | null>>;
  /** Whether Safe Links wraps the tracking links of mail that takes a path. */
  rewrites(path: SendingPath): boolean | null;
}

/** What the tenant's settings say of the recipients of a test. */
export interface RecipientSettings {
  of(address: string): PersonPolicies;
  /** Groups that a person is in, of those whose members are known. */
  groupsOf(address: string): string[];
  /** The name of the policy with that id, whatever its type. */
  nameOf(guid: string): string | null;
}

/** Reads the settings of people out of a snapshot; `groups` are those that mail is sent to. */
export function recipientSettings(
  snapshot: TenantSnapshot,
  groups: readonly string[],
  { trackingHosts }: Pick<SenderProfile, 'trackingHosts'>,
): RecipientSettings {
  const resolver = createResolver(snapshot);
  const { membership } = resolver;
  const all = new Map(policyTypes.map((type) => [type, policiesOf(snapshot, type) ?? []]));
  const known = [...new Set(groups.map((group) => group.trim().toLowerCase()))].filter((group) =>
    membership.knows(group),
  );
  const cache = new Map<string, PersonPolicies>();

  function find(address: string): PersonPolicies {
    const recipient = recipientOf(address);
    const winners = policyTypes.map((type) => [type, resolver.winner(type, recipient)] as const);
    const names = Object.fromEntries(winners.map(([type, { policy }]) => [type, policy])) as PersonPolicies['names'];
    const safeLinks = resolver.winner('safeLinks', recipient);
    const row = names.safeLinks === null ? null : findPolicy(all.get('safeLinks') ?? [], names.safeLinks)?.row;
    return {
      names,
      rewrites: (path) => (safeLinks.source === 'none' ? false : row ? wraps(row, path, trackingHosts) : null),
    };
  }

  return {
    of(address) {
      const key = address.toLowerCase();
      const person = cache.get(key) ?? find(key);
      cache.set(key, person);
      return person;
    },
    groupsOf: (address) => known.filter((group) => membership.isIn(group, address.toLowerCase())),
    nameOf(guid) {
      for (const policies of all.values()) {
        const named = policies.find((policy) => policy.guid?.toLowerCase() === guid.toLowerCase());
        if (named !== undefined) return named.name;
      }
      return null;
    },
  };
}

/** By EnableSafeLinksForEmail, DisableUrlRewrite, EnableForInternalSenders and DoNotRewriteUrls (Microsoft Learn, safe-links-about, 2026-05-22). */
function wraps(row: Row, path: SendingPath, trackingHosts: readonly string[]): boolean | null {
  if (flag(row, 'EnableSafeLinksForEmail') === false || flag(row, 'DisableUrlRewrite') === true) return false;
  const entries = list(row, 'DoNotRewriteUrls') ?? [];
  if (trackingHosts.length > 0 && trackingHosts.every((host) => entries.some((entry) => coversTracker(entry, host))))
    return false;
  const internal = flag(row, 'EnableForInternalSenders');
  if (path === 'own-mailbox') return internal;
  if (path === 'unknown' && internal !== true) return null;
  return flag(row, 'EnableSafeLinksForEmail') === null || flag(row, 'DisableUrlRewrite') === null ? null : true;
}
