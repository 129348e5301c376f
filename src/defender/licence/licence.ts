import { rows, type TenantSnapshot } from '../snapshot.ts';

/** What the tenant has for mail: EOP alone, or Defender for Office 365. Plan 1 and 2 differ in no policy setting. */
export type Plan = 'EOP' | 'P1' | 'P2' | 'unknown';

export interface Licence {
  plan: Plan;
  /** The evidence, in one sentence. */
  because: string;
}

const defenderCmdlets = ['Get-SafeLinksPolicy', 'Get-SafeAttachmentPolicy', 'Get-AtpPolicyForO365'];

/** Allow plus block entries of one list type that only Plan 2 takes (Microsoft Learn, tenant-allow-block-list-about, 2026-07-03). */
const entriesOfPlan1 = 2000;

/**
 * Detects the plan from what could be read. Defender cmdlets that answer with rows mean Plan 1 at least; more Tenant
 * Allow/Block List entries than Plan 1 takes mean Plan 2. Cmdlets refused as unlicensed, or empty throughout, mean EOP alone.
 */
export function detectLicence(snapshot: TenantSnapshot): Licence {
  const answers = defenderCmdlets.map((cmdlet) => ({ cmdlet, found: rows(snapshot, cmdlet) }));
  const filled = answers.find(({ found }) => found !== null && found.length > 0);
  if (filled) return plan1Or2(snapshot, filled.cmdlet);
  const refused = defenderCmdlets.find((cmdlet) => snapshot.notRead.get(cmdlet.toLowerCase())?.kind === 'notLicensed');
  if (refused !== undefined) {
    return { plan: 'EOP', because: `${refused} is refused because the tenant has no licence for it.` };
  }
  if (answers.every(({ found }) => found !== null)) {
    return {
      plan: 'EOP',
      because: 'The tenant has no Safe Links or Safe Attachments policy, not even the built-in one.',
    };
  }
  return { plan: 'unknown', because: 'No Defender for Office 365 cmdlet was read, so the plan is not known.' };
}

function plan1Or2(snapshot: TenantSnapshot, cmdlet: string): Licence {
  const perType = new Map<unknown, number>();
  for (const row of rows(snapshot, 'Get-TenantAllowBlockListItems') ?? []) {
    perType.set(row.ListType, (perType.get(row.ListType) ?? 0) + 1);
  }
  for (const count of perType.values()) {
    if (count > entriesOfPlan1) {
      return { plan: 'P2', because: `One allow/block list holds ${count} entries, more than Plan 1 takes.` };
    }
  }
  return { plan: 'P1', because: `${cmdlet} answers, so the tenant has Defender for Office 365, Plan 1 at least.` };
}
