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
  return (kind, recipient) => {
    const { policy, rule, preset, column } = cmdletsOf[kind];
    const policies = data.cmdlets[policy] ?? [];
    const rules = [...byPriority(data.cmdlets[preset]), ...byPriority(data.cmdlets[rule])];
    const winner = rules.find((row) => row.State === 'Enabled' && row[column] && names(row, recipient, groupsOf));
    const named = winner && policies.find((row) => row.Name === winner[column]);
    return named ?? policies.find((row) => row.IsDefault === true || row.IsBuiltInProtection === true) ?? null;
  };
}

function byPriority(rules: WireRow[] = []): WireRow[] {
  return rules.toSorted((one, other) => Number(one.Priority) - Number(other.Priority));
}

/** Values of one condition are joined by or, conditions by and; any exception takes the recipient out. */
function names(rule: WireRow, recipient: string, groupsOf: (mail: string) => ReadonlySet<string>): boolean {
  const address = recipient.toLowerCase();
  const groups = groupsOf(address);
  const tests: Record<string, (value: string) => boolean> = {
    SentTo: (value) => value === address,
    SentToMemberOf: (value) => groups.has(value),
    RecipientDomainIs: (value) => value === domainOf(address),
  };
  const entries = Object.entries(tests);
  const meets = (column: string, test: (value: string) => boolean) => textsOf(rule[column]).some(test);
  return (
    entries.every(([column, test]) => textsOf(rule[column]).length === 0 || meets(column, test)) &&
    !entries.some(([column, test]) => meets(`ExceptIf${column}`, test))
  );
}

/** A list of a row in lower case; one value counts as a list of one. */
export function textsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === '') return [];
  return [value].flat().map((one) => String(one).toLowerCase());
}
