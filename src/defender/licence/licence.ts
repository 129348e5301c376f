import { rows, type TenantSnapshot } from '../snapshot.ts';

/** What the tenant has for mail: EOP alone, or Defender for Office 365. Plan 1 and 2 differ in no policy setting. */
export type Plan = 'EOP' | 'P1' | 'P2' | 'unknown';

export interface Licence {
  plan: Plan;
  /** The evidence, in one sentence. */
  because: string;
}

const policies = ['Get-SafeLinksPolicy', 'Get-SafeAttachmentPolicy', 'Get-AtpPolicyForO365'];
/** Every tenant with Defender for Office 365 has exactly one row of it (Microsoft Learn, Get-ATPBuiltInProtectionRule, 2026-08). */
const builtInRule = 'Get-ATPBuiltInProtectionRule';
/** Cmdlets that only a tenant with Defender for Office 365 answers with rows. */
const defenderCmdlets = [...policies, builtInRule, 'Get-ATPProtectionPolicyRule', 'Get-SafeLinksRule'];
/** What every tenant has: whether the reader may read policies at all. */
const everyTenantHas = ['Get-HostedContentFilterPolicy', 'Get-AntiPhishPolicy', 'Get-MalwareFilterPolicy'];

/**
 * Allow plus block entries of one list type that a plan takes at most: 500 and 500 without Defender, 1,000 and 1,000 with Plan 1
 * (Microsoft Learn, tenant-allow-block-list-about, 2026-07-03).
 */
const entriesOfEop = 1000;
const entriesOfPlan1 = 2000;

/**
 * Detects the plan from what could be read. Defender cmdlets that answer with rows, or more Tenant Allow/Block List entries than
 * EOP takes, mean Plan 1 at least; more entries than Plan 1 takes mean Plan 2. Cmdlets refused as unlicensed, or empty where
 * every Defender tenant has rows, mean EOP alone. A plain refusal settles nothing: a missing role reads the same.
 */
export function detectLicence(snapshot: TenantSnapshot): Licence {
  const entries = longestList(snapshot);
  if (entries > entriesOfPlan1) {
    return { plan: 'P2', because: `One allow/block list holds ${entries} entries, more than Plan 1 takes.` };
  }
  const answers = defenderCmdlets.map((cmdlet) => ({ cmdlet, found: rows(snapshot, cmdlet) }));
  const filled = answers.find(({ found }) => found !== null && found.length > 0);
  if (filled) {
    return {
      plan: 'P1',
      because: `${filled.cmdlet} answers, so the tenant has Defender for Office 365, Plan 1 at least.`,
    };
  }
  if (entries > entriesOfEop) {
    return {
      plan: 'P1',
      because: `One allow/block list holds ${entries} entries, more than a tenant without Defender for Office 365 takes.`,
    };
  }
  const refused = defenderCmdlets.find((cmdlet) => snapshot.notRead.get(cmdlet.toLowerCase())?.kind === 'notLicensed');
  if (refused !== undefined) {
    return { plan: 'EOP', because: `${refused} is refused because the tenant has no licence for it.` };
  }
  if (policies.every((cmdlet) => rows(snapshot, cmdlet) !== null)) {
    return {
      plan: 'EOP',
      because: 'The tenant has no Safe Links or Safe Attachments policy, not even the built-in one.',
    };
  }
  if (rows(snapshot, builtInRule) !== null) {
    return {
      plan: 'EOP',
      because: 'The tenant has no built-in protection rule, which comes with every Defender plan.',
    };
  }
  return { plan: 'unknown', because: whyUnknown(snapshot) };
}

function longestList(snapshot: TenantSnapshot): number {
  const perType = new Map<unknown, number>();
  for (const row of rows(snapshot, 'Get-TenantAllowBlockListItems') ?? []) {
    perType.set(row.ListType, (perType.get(row.ListType) ?? 0) + 1);
  }
  return Math.max(0, ...perType.values());
}

function whyUnknown(snapshot: TenantSnapshot): string {
  const asked = policies.filter((cmdlet) => snapshot.notRead.has(cmdlet.toLowerCase()));
  const forbidden = asked.filter((cmdlet) => snapshot.notRead.get(cmdlet.toLowerCase())?.kind === 'noPermission');
  const othersAnswer = everyTenantHas.some((cmdlet) => rows(snapshot, cmdlet) !== null);
  if (forbidden.length > 0 && forbidden.length === asked.length && othersAnswer) {
    return 'Exchange refuses every Defender for Office 365 cmdlet while it answers the others: either the tenant has no Defender for Office 365, or the role of this app lacks these cmdlets. Exchange answers both in the same way.';
  }
  return 'No Defender for Office 365 cmdlet was read, so the plan is not known.';
}
