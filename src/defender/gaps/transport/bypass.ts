import type { RuleCondition } from '../../fixes/situation.ts';
import { list, type Row, text } from '../../policies/row.ts';
import { addressesIn } from '../entries.ts';
import type { Severity } from '../finding.ts';
import { domainKind } from '../known-domains.ts';
import { usedPredicates } from './conditions.ts';

/** How well the conditions of a rule that skips spam filtering prove who sends. */
export interface Proof {
  severity: Exclude<Severity, 'none'> | null;
  sentence: string;
  /** What the rule needs to be in order; absent where no condition makes it so. */
  lacks?: readonly RuleCondition[];
}

/** Microsoft accepts domain with dmarc=pass, or domain with IP (Microsoft Learn, create-safe-sender-lists-in-office-365, 2026-07-24). */
export function proofOf(row: Row, own: ReadonlySet<string> | null): Proof {
  const domains = namedDomains(row);
  const identity = domains.length > 0;
  const authenticated = authentication(row);
  const ranges = list(row, 'SenderIpRanges') ?? [];
  const kinds = domains.map((domain) => domainKind(domain, own));
  const open = kinds.find((kind) => kind === 'own' || kind === 'popular' || kind === 'shared');
  if (authenticated === 'failed') {
    return {
      severity: 'high',
      sentence: 'It lets mail pass because authentication failed: the opposite of what is meant.',
      lacks: identity ? ['authentication'] : ['domain', 'authentication'],
    };
  }
  if (authenticated === 'passed') {
    if (!identity)
      return {
        severity: 'high',
        sentence: 'It asks for authentication but not for whose: any domain that passes DMARC skips the filter.',
        lacks: ['domain'],
      };
    if (open === 'popular')
      return { severity: 'high', sentence: 'It names a domain in which anybody can have an address.' };
    return { severity: null, sentence: 'Domain and authentication: the form that Microsoft accepts.' };
  }
  if (ranges.length > 0) {
    const wide = ranges.some((range) => addressesIn(range) > 256);
    if (!identity)
      return {
        severity: 'high',
        sentence: 'It trusts an address alone: any From address from there skips the filter.',
        lacks: wide ? ['domain', 'authentication'] : ['domain'],
      };
    if (wide)
      return {
        severity: 'medium',
        sentence: 'Domain and address range, but the range is wider than 256 addresses.',
        lacks: ['authentication'],
      };
    return { severity: null, sentence: 'Domain and IP address: accepted by Microsoft; it breaks behind a gateway.' };
  }
  if (identity) {
    const word =
      open === 'own' ? 'one of your own domains' : open ? 'a domain that anybody can send from' : 'the domain';
    const unaligned =
      authenticated === 'unaligned'
        ? ' SPF or DKIM may pass for a domain of the forger’s own: only dmarc=pass is about the From address.'
        : '';
    return {
      severity: open ? 'critical' : 'high',
      sentence: `It trusts ${word} by name alone, so whoever forges it skips the filter.${unaligned}`,
      lacks: open === 'popular' ? undefined : ['authentication'],
    };
  }
  return { lacks: ['domain', 'authentication'], ...unproved(row) };
}

function unproved(row: Row): Proof {
  const used = usedPredicates(row);
  if (text(row, 'FromScope')?.toLowerCase() === 'inorganization') {
    return {
      severity: 'medium',
      sentence: 'Mail between own mailboxes skips the filter, so a taken-over mailbox is not noticed.',
    };
  }
  if (used.includes('HeaderContainsMessageHeader') || used.includes('HeaderMatchesMessageHeader')) {
    return { severity: 'high', sentence: 'It trusts a header that any sender can write.' };
  }
  if (used.length === 0)
    return { severity: 'critical', sentence: 'It has no condition: all mail skips the spam filter.' };
  if (used.every((predicate) => predicate === 'FromScope')) {
    return { severity: 'critical', sentence: 'All mail from outside skips the spam filter.' };
  }
  return { severity: 'medium', sentence: `Nothing in it proves who sends (it looks at ${used.join(', ')}).` };
}

/** Domains that the rule asks for, by domain, address or plain pattern. */
export function namedDomains(row: Row): string[] {
  const values = [
    ...(list(row, 'SenderDomainIs') ?? []),
    ...(list(row, 'From') ?? []),
    ...(list(row, 'FromAddressContainsWords') ?? []),
    ...(list(row, 'FromAddressMatchesPatterns') ?? []).map((pattern) =>
      pattern.replace(/\\\./g, '.').replace(/[\^$\\]/g, ''),
    ),
  ];
  return values
    .map((value) => value.slice(value.lastIndexOf('@') + 1).toLowerCase())
    .filter((value) => value.includes('.'));
}

/** Only a DMARC or composite result is about the From address; SPF and DKIM may pass for any domain (`unaligned`). */
function authentication(row: Row): 'passed' | 'unaligned' | 'failed' | null {
  const contains = text(row, 'HeaderContainsMessageHeader')?.toLowerCase() === 'authentication-results';
  const matches = text(row, 'HeaderMatchesMessageHeader')?.toLowerCase() === 'authentication-results';
  const words = [
    ...(contains ? (list(row, 'HeaderContainsWords') ?? []) : []),
    ...(matches ? (list(row, 'HeaderMatchesPatterns') ?? []) : []),
  ].map((word) => word.toLowerCase());
  if (words.some((word) => /(dmarc|spf|dkim|compauth)\s*=\s*(fail|softfail|none)/.test(word))) return 'failed';
  if (words.length === 0) return null;
  if (words.every((word) => /(dmarc|compauth)\s*=\s*(bestguess)?pass/.test(word))) return 'passed';
  return words.some((word) => /(dmarc|compauth|dkim|spf)\s*=\s*(bestguess)?pass/.test(word)) ? 'unaligned' : null;
}
