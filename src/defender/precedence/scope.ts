import { flag, list, number, type Row, text } from '../policies/row.ts';

export type Source = 'strict' | 'standard' | 'evaluation' | 'custom' | 'builtIn' | 'default';

/** Who a rule covers, all values in lower case. Values of one kind are alternatives, the kinds must all match. */
export interface Scope {
  source: Source;
  /** The rule's name; null for the policy that needs no rule (default). */
  rule: string | null;
  policy: string;
  priority: number | null;
  enabled: boolean;
  users: ReadonlySet<string>;
  groups: readonly string[];
  domains: readonly string[];
  exceptUsers: ReadonlySet<string>;
  exceptGroups: readonly string[];
  exceptDomains: readonly string[];
}

/** Reads the scope of any rule of the filtering policies. `policy` is the name of the policy that the rule hands out. */
export function scopeOf(row: Row, source: Source, policy: string): Scope {
  return {
    source,
    rule: text(row, 'Name') ?? text(row, 'Identity'),
    policy,
    priority: number(row, 'Priority'),
    enabled: isEnabled(row),
    users: new Set(lower(row, 'SentTo')),
    groups: lower(row, 'SentToMemberOf'),
    domains: lower(row, 'RecipientDomainIs'),
    exceptUsers: new Set(lower(row, 'ExceptIfSentTo')),
    exceptGroups: lower(row, 'ExceptIfSentToMemberOf'),
    exceptDomains: lower(row, 'ExceptIfRecipientDomainIs'),
  };
}

/** The scope of the default policy, which covers everyone and cannot be narrowed. */
export function everyone(source: Source, policy: string): Scope {
  const nobody: string[] = [];
  return {
    source,
    rule: null,
    policy,
    priority: null,
    enabled: true,
    users: new Set(),
    groups: nobody,
    domains: nobody,
    exceptUsers: new Set(),
    exceptGroups: nobody,
    exceptDomains: nobody,
  };
}

function isEnabled(row: Row): boolean {
  const state = text(row, 'State');
  if (state !== null) return state.toLowerCase() === 'enabled';
  return flag(row, 'Enabled') ?? true;
}

function lower(row: Row, property: string): string[] {
  return (list(row, property) ?? []).map((value) => value.toLowerCase());
}
