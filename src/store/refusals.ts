import type { Database } from './database.ts';

/** Why somebody was told no. */
export type RefusalReason = 'noIdentity' | 'notServed' | 'rolesUnknown' | 'noRole' | 'wrongPlace';

/** Somebody tried something and was told no. */
export interface Refusal {
  at: Date;
  /** Entra object id and name; null where nobody said who it is. */
  by: { id: string; name: string } | null;
  /** Entra tenant of that person; absent means the tenant whose mail is read. */
  tenantId?: string;
  /** What was tried: the verb of a button or an intent such as `alert.acknowledge`, `ask` where the words were not looked at. */
  action: string;
  reason: RefusalReason;
  /** Ids and words, never mail. */
  details?: Record<string, unknown>;
}

/** The record of refusals. `keep` never rejects: whoever is refused stays refused when it cannot be written down. */
export interface Refusals {
  keep(refusal: Refusal): Promise<void>;
}

const longestAction = 100;
const longestName = 120;

/** Keeps refusals in the audit of the tenant of whoever tried, where nothing is ever changed or removed. */
export function createRefusals(options: {
  database: () => Promise<Database>;
  /** The tenant whose mail is read. */
  tenantId: string;
  onFault: (error: unknown, refusal: Refusal) => void;
}): Refusals {
  return {
    async keep(refusal) {
      const { at, by, action, reason, details = {} } = refusal;
      const tenantId = refusal.tenantId ?? options.tenantId;
      const entry = {
        at,
        by: { id: by?.id ?? 'unknown', name: (by?.name ?? '').slice(0, longestName) },
        action: action.slice(0, longestAction),
        outcome: 'refused' as const,
        details: { ...details, reason },
      };
      try {
        const { kysely } = await options.database();
        const [{ audit }, { inTenant }] = await Promise.all([import('./audit.ts'), import('./tenant-scope.ts')]);
        await inTenant(kysely, tenantId, (t) => audit(t, tenantId, entry));
      } catch (error) {
        options.onFault(error, refusal);
      }
    },
  };
}
