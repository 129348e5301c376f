import { domainOf } from '../company/mail.ts';
import type { TenantData, WireRow } from '../tenant-data.ts';
import { groupsByPerson } from './membership.ts';

export const policyKinds = ['antiSpam', 'antiPhish', 'antiMalware', 'safeAttachments', 'safeLinks'] as const;
export type PolicyKind = (typeof policyKinds)[number];

interface Cmdlets {
  policy: string;
  rule: string;
  preset: string;
  /** The column of rules that names the policy. */
  column: string;
}

const cmdletsOf: Record<PolicyKind, Cmdlets> = {
  antiSpam: cmdletsFor('HostedContentFilter', 'EOP'),
  antiPhish: cmdletsFor('AntiPhish', 'EOP'),
  antiMalware: cmdletsFor('MalwareFilter', 'EOP'),
  safeAttachments: cmdletsFor('SafeAttachment', 'ATP'),
  safeLinks: cmdletsFor('SafeLinks', 'ATP'),
};

function cmdletsFor(noun: string, preset: 'EOP' | 'ATP'): Cmdlets {
  return {
    policy: `Get-${noun}Policy`,
    rule: `Get-${noun}Rule`,
    preset: `Get-${preset}ProtectionPolicyRule`,
    column: `${noun}Policy`,
  };
}

/** The row of the policy that mail to `recipient` meets; null where the tenant has none of that kind. */
export type PolicyInForce = (kind: PolicyKind, recipient: string) => WireRow | null;

/**
 * Strict, then Standard, then custom rules by priority, then the default or built-in policy: the first whose rule is on and names the
 * recipient (Microsoft Learn, how-policies-and-protections-are-combined, 2025-09-12). Reads `data` afresh at each call.
 */
export function policyInForce(data: TenantData): PolicyInForce {
  const groupsOf = groupsByPerson(data);
  const scopes = new WeakMap<WireRow, Scope>();
  const sorted = new WeakMap<WireRow[], WireRow[]>();

  // Rows and lists are replaced, never changed, when an administrator writes: what was made of them can be kept.
  function scopeOf(rule: WireRow): Scope {
    const scope = scopes.get(rule) ?? parsedScope(rule);
    scopes.set(rule, scope);
    return scope;
  }

  function byPriority(rules: WireRow[] = []): WireRow[] {
    const inOrder = sorted.get(rules) ?? rules.toSorted((one, other) => Number(one.Priority) - Number(other.Priority));
    sorted.set(rules, inOrder);
    return inOrder;
  }

  return (kind, recipient) => {
    const { policy, rule, preset, column } = cmdletsOf[kind];
    const policies = data.cmdlets[policy] ?? [];
    const address = recipient.toLowerCase();
    const person = { SentTo: [address], SentToMemberOf: groupsOf(address), RecipientDomainIs: [domainOf(address)] };
    const applies = (row: WireRow) => row.State === 'Enabled' && row[column] && names(scopeOf(row), person);
    const winner =
      byPriority(data.cmdlets[preset]).find(applies) ?? byPriority(data.cmdlets[rule]).find(applies) ?? null;
    const named = winner && policies.find((row) => row.Name === winner[column]);
    return named ?? policies.find((row) => row.IsDefault === true || row.IsBuiltInProtection === true) ?? null;
  };
}

const columns = ['SentTo', 'SentToMemberOf', 'RecipientDomainIs'] as const;
type Person = Record<(typeof columns)[number], Iterable<string>>;
/** Values of each condition and of each exception, lower case; conditions without values are left out. */
interface Scope {
  conditions: [keyof Person, Set<string>][];
  exceptions: [keyof Person, Set<string>][];
}

function parsedScope(rule: WireRow): Scope {
  const parsed = (prefix: string) =>
    columns
      .map((column): [keyof Person, Set<string>] => [column, new Set(textsOf(rule[`${prefix}${column}`]))])
      .filter(([, values]) => values.size > 0);
  return { conditions: parsed(''), exceptions: parsed('ExceptIf') };
}

/** Values of one condition are joined by or, conditions by and; any exception takes the recipient out. */
function names({ conditions, exceptions }: Scope, person: Person): boolean {
  const meets = ([column, values]: [keyof Person, Set<string>]) => [...person[column]].some((one) => values.has(one));
  return conditions.every(meets) && !exceptions.some(meets);
}

/** A list of a row in lower case; one value counts as a list of one. */
export function textsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  return [value].flat().map((one) => String(one).toLowerCase());
}
