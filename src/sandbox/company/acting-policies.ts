import type { WireRow } from '../tenant-data.ts';
import type { Cause } from './causes.ts';
import type { Cohort } from './people.ts';
import { holdRule } from './transport-rules.ts';

const presetNames = {
  antiSpam: ['Strict Preset Security Policy1770804311207', 'Standard Preset Security Policy1770804300483'],
  antiPhish: ['Strict Preset Security Policy1770804309912', 'Standard Preset Security Policy1770804298723'],
  antiMalware: ['Strict Preset Security Policy1770804312844', 'Standard Preset Security Policy1770804302315'],
  safeAttachments: ['Strict Preset Security Policy1770804314150', 'Standard Preset Security Policy1770804303781'],
} as const;

/** Which policy of each kind a cohort meets outside the presets, following the company's rules. */
const ownNames: Record<keyof typeof presetNames, Record<'eu' | 'stores' | 'default', string>> = {
  antiSpam: { eu: 'EU offices anti-spam', stores: 'Retail stores anti-spam', default: 'Default' },
  antiPhish: {
    eu: 'EU offices anti-phish',
    stores: 'Office365 AntiPhish Default',
    default: 'Office365 AntiPhish Default',
  },
  antiMalware: {
    eu: 'Company attachment rules',
    stores: 'Company attachment rules',
    default: 'Company attachment rules',
  },
  safeAttachments: {
    eu: 'Built-In Protection Policy',
    stores: 'Built-In Protection Policy',
    default: 'Built-In Protection Policy',
  },
};

const cmdletOf: Partial<Record<Cause['policy'], string>> = {
  antiSpam: 'Get-HostedContentFilterPolicy',
  antiPhish: 'Get-AntiPhishPolicy',
  antiMalware: 'Get-MalwareFilterPolicy',
  safeAttachments: 'Get-SafeAttachmentPolicy',
  transportRule: 'Get-TransportRule',
};

export interface ActingPolicy {
  name: string;
  guid: string;
  /** Quarantine policy that governs the item. */
  tag: string;
  retentionDays: number;
}

/** Finds, in the company's own configuration, what acted on a cohort's mail. */
export function actingPolicies(cmdlets: Record<string, WireRow[]>): (cause: Cause, cohort: Cohort) => ActingPolicy {
  const known = new Map<string, ActingPolicy>();
  return (cause, cohort) => {
    const key = `${cause.policy} ${cause.tag} ${cohort}`;
    const found = known.get(key) ?? acting(cmdlets, cause, cohort);
    known.set(key, found);
    return found;
  };
}

function acting(cmdlets: Record<string, WireRow[]>, cause: Cause, cohort: Cohort): ActingPolicy {
  const name = policyName(cause.policy, cohort);
  const row = (cmdlets[cmdletOf[cause.policy] ?? ''] ?? []).find((one) => one.Name === name);
  const antiSpam = cmdlets['Get-HostedContentFilterPolicy']?.find((one) => one.Name === policyName('antiSpam', cohort));
  const fixed = !['antiSpam', 'antiPhish'].includes(cause.policy);
  return {
    name,
    guid: String(row?.Guid ?? ''),
    tag: String((cause.tag && row?.[cause.tag]) ?? 'AdminOnlyAccessPolicy'),
    retentionDays: fixed ? 30 : Number(antiSpam?.QuarantineRetentionPeriod ?? 30),
  };
}

function policyName(kind: Cause['policy'], cohort: Cohort): string {
  if (kind === 'none') return '';
  if (kind === 'dlp') return 'Customer card numbers leaving the company';
  if (kind === 'transportRule') return holdRule;
  if (cohort === 'strict') return presetNames[kind][0];
  if (cohort === 'standard') return presetNames[kind][1];
  return ownNames[kind][cohort];
}
