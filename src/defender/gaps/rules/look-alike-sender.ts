import { flag, list, type Row } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import { organisationOf } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** A campaign domain that resembles a protected domain is taken for an impersonation of it, unless it is trusted. */
export const lookAlikeSender: GapRule = {
  facts: {
    id: 'look-alike-sender',
    title: 'Sender that resembles a protected person or domain',
    area: 'anti-phishing',
    kind: 'stops',
    paths: ['email-delivery'],
    needs: ['Get-AntiPhishPolicy', 'Get-AcceptedDomain'],
    types: ['antiPhish'],
    licence: 'defender',
    severityBasis: 'It is likely, not certain: who has written to whom before counts too.',
    sources: ['antiPhish'],
  },
  check: (context) => context.inEffect('antiPhish').flatMap((effect) => judge(effect, context)),
};

function judge({ policy, cohorts }: InEffect, context: GapContext): Draft[] {
  if (policy === null) return [];
  const guarded = [
    ...(flag(policy.row, 'EnableOrganizationDomainsProtection') === true ? (context.ownDomains ?? []) : []),
    ...(flag(policy.row, 'EnableTargetedDomainsProtection') === true
      ? (list(policy.row, 'TargetedDomainsToProtect') ?? [])
      : []),
  ].map((domain) => domain.toLowerCase());
  const trusted = [...(list(policy.row, 'ExcludedSenders') ?? []), ...(list(policy.row, 'ExcludedDomains') ?? [])].map(
    (it) => it.toLowerCase(),
  );
  const drafts: Draft[] = [];
  for (const address of context.sender.addressesOn('email-delivery')) {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    if (trusted.includes(address) || trusted.includes(domain)) continue;
    const like = guarded.find((protectedDomain) => resembles(domain, protectedDomain));
    const person = like === undefined ? namesake(address, policy.row) : null;
    if (like === undefined && person === null) continue;
    drafts.push({
      status: 'gap',
      severity: 'medium',
      policy: { name: policy.name, key: policy.guid ?? policy.name },
      setting: like === undefined ? 'TargetedUserProtectionAction' : 'TargetedDomainProtectionAction',
      entry: address,
      actual: address,
      expected: `${address} among the trusted senders`,
      cohorts,
      effect:
        like === undefined
          ? `${address} has the name of ${person}, whom the policy protects, but another domain, so its mail may count as impersonation of a person.`
          : `${domain} resembles ${like}, which the policy protects, so its mail may count as domain impersonation.`,
      cause: {
        id: 'impersonation',
        situation: {
          ...situationOf(context.sender, context),
          sender: address,
          senderDomain: domain,
          policy: { type: 'antiPhish', name: policy.name, preset: policy.preset },
        },
      },
    });
  }
  return drafts;
}

/** A protected person (`Name;address`) whose name in the address is the sender's, at another domain; null when none. */
function namesake(address: string, row: Row): string | null {
  if (flag(row, 'EnableTargetedUserProtection') !== true) return null;
  const [local = '', domain = ''] = address.split('@');
  for (const entry of list(row, 'TargetedUsersToProtect') ?? []) {
    const [name = '', person = ''] = entry.split(';').map((part) => part.trim());
    const [theirs = '', home = ''] = person.toLowerCase().split('@');
    if (theirs !== '' && theirs === local && home !== domain) return name || person;
  }
  return null;
}

/** Another organisation's domain whose name holds the protected name or differs from it in two letters at most. */
export function resembles(domain: string, protectedDomain: string): boolean {
  if (organisationOf(domain) === organisationOf(protectedDomain)) return false;
  const name = organisationOf(domain).split('.')[0] ?? '';
  const known = organisationOf(protectedDomain).split('.')[0] ?? '';
  if (known.length < 4) return false;
  return name.includes(known) || distance(name, known) <= (known.length < 7 ? 1 : 2);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
