import { mailText, plainText } from './escape.ts';
import { formatNumber, type Localised } from './format.ts';
import type { Badge } from './words.ts';

export type FindingStatus = 'gap' | 'ok' | 'info' | 'unknown' | 'notLicensed';
export type FindingSeverity = 'critical' | 'high' | 'medium' | 'low' | 'none';

const statuses: Record<FindingStatus, Badge> = {
  gap: { icon: '\u26A0', color: 'Warning', word: 'Gap' },
  ok: { icon: '\u2713', color: 'Good', word: 'In order' },
  info: { icon: '\u2139', color: 'Accent', word: 'For information' },
  unknown: { icon: '?', color: 'Default', word: 'Could not check' },
  notLicensed: { icon: '\u2013', color: 'Default', word: 'Not licensed' },
};

const severities: Record<FindingSeverity, Badge> = {
  critical: { icon: '\u25A0', color: 'Attention', word: 'Critical' },
  high: { icon: '\u25B2', color: 'Attention', word: 'High' },
  medium: { icon: '\u25C6', color: 'Warning', word: 'Medium' },
  low: { icon: '\u25CF', color: 'Accent', word: 'Low' },
  none: { icon: '\u25CB', color: 'Default', word: 'No effect' },
};

/** Cost in security from 0 to 5, as words. */
const costs = ['none', 'hardly any', 'small', 'felt', 'large', 'the largest there is'];

export function statusBadge(status: FindingStatus): Badge {
  return statuses[status];
}

export function severityBadge(severity: FindingSeverity): Badge {
  return severities[severity];
}

export function costWords(cost: number): string {
  return costs[cost] ?? 'not rated';
}

/** People a finding touches. `others` are domains whose unnamed people are touched as well. */
export interface AffectedPeople {
  count: number;
  of: number;
  examples: string[];
  groups: { group: string; count: number; of: number }[];
  others: string[];
}

/** e.g. "412 of 5,210 recipients, e.g. Finance". Addresses only where `people` may be named. */
export function affectsWords(affects: AffectedPeople, people: boolean, reader: Localised): string {
  const total = `${formatNumber(affects.count, reader)} of ${formatNumber(affects.of, reader)} recipients`;
  const groups = telling(affects).map((group) => plainText(group.group, 60));
  const everybody = affects.count === affects.of && affects.of > 1;
  const named =
    groups.length > 0 ? groups : people && !everybody ? affects.examples.map((one) => mailText(one, 80)) : [];
  const example = named.length === 0 || affects.count === 0 ? '' : `, e.g. ${named.slice(0, 3).join(', ')}`;
  const others = affects.others.slice(0, 3).map((domain) => mailText(domain, 60));
  return `${total}${example}${others.length === 0 ? '' : `; also everyone else at ${others.join(', ')}`}`;
}

/** Groups that stand out: a finding that touches everybody is not about a group, nor about one that everybody is in. */
function telling({ count, of, groups }: AffectedPeople): AffectedPeople['groups'] {
  if (count === of) return [];
  const touched = groups.filter((group) => group.count > 0 && group.of < of);
  const mostly = touched.filter((group) => group.count * 2 > group.of);
  return mostly.length > 0 ? mostly : touched;
}

/** Cost in security with its reason: "small. A forged copy …"; where there is none the reason says so already. */
export function costSentence({ cost, securityCost }: { cost: number; securityCost: string }): string {
  if (/^none\b/i.test(securityCost)) return securityCost.charAt(0).toLowerCase() + securityCost.slice(1);
  return `${costWords(cost)}. ${securityCost}`;
}

/** The value of a setting as an administrator knows it: True, False, a list, or the word itself. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return 'not set';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) {
    if (value.length === 0) return '(empty)';
    const shown = value.slice(0, 5).map((one) => valueWords(one));
    return `${shown.join(', ')}${value.length > 5 ? ` and ${value.length - 5} more` : ''}`;
  }
  const words = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return mailText(words, 120) || '(empty)';
}
