import { rows, type TenantSnapshot } from '../snapshot.ts';
import { type PolicyType, policyTypeFacts } from './policy-types.ts';
import { flag, type Row, text } from './row.ts';

/** One policy object of a type. `preset` is set when it belongs to the Standard or Strict preset security policy. */
export interface Policy {
  type: PolicyType;
  name: string;
  guid: string | null;
  preset: 'standard' | 'strict' | null;
  isDefault: boolean;
  isBuiltIn: boolean;
  row: Row;
}

/** All policy objects of a type; null when the cmdlet was not read. */
export function policiesOf(snapshot: TenantSnapshot, type: PolicyType): Policy[] | null {
  const facts = policyTypeFacts[type];
  const found = rows(snapshot, facts.policyCmdlet);
  if (found === null) return null;
  const policies: Policy[] = [];
  for (const row of found) {
    const name = text(row, 'Name') ?? text(row, 'Identity');
    if (name === null) continue;
    policies.push({
      type,
      name,
      guid: text(row, 'Guid') ?? text(row, 'ExchangeObjectId'),
      preset: presetOf(row),
      isDefault: facts.fallback.source === 'default' && (flag(row, 'IsDefault') ?? false),
      isBuiltIn:
        flag(row, 'IsBuiltInProtection') ?? (facts.fallback.source === 'builtIn' && name === facts.fallback.name),
      row,
    });
  }
  return policies;
}

/** The policy a rule names, by name or identity whatever its case. */
export function findPolicy(policies: readonly Policy[], name: string): Policy | null {
  const wanted = name.toLowerCase();
  return (
    policies.find((policy) => policy.name.toLowerCase() === wanted) ??
    policies.find(
      (policy) => policy.guid?.toLowerCase() === wanted || text(policy.row, 'Identity')?.toLowerCase() === wanted,
    ) ??
    null
  );
}

function presetOf(row: Row): 'standard' | 'strict' | null {
  const recommended = text(row, 'RecommendedPolicyType')?.toLowerCase();
  return recommended === 'standard' || recommended === 'strict' ? recommended : null;
}
