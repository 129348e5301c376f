import { fixFor } from '../../fixes/choose.ts';
import { list } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import { domainKind } from '../known-domains.ts';
import type { Draft, GapRule } from '../rule.ts';

const properties = ['ExcludedSenders', 'ExcludedDomains'] as const;

/** Trusted senders and domains of the anti-phishing policies. Microsoft recommends them for mistakes, ORCA fails them. */
export const trustedSenders: GapRule = {
  facts: {
    id: 'trusted-senders',
    title: 'Trusted senders and domains of the anti-phishing policy',
    area: 'anti-phishing',
    kind: 'opening',
    paths: ['email-delivery'],
    needs: ['Get-AntiPhishPolicy'],
    types: ['antiPhish'],
    licence: 'defender',
    severityBasis: 'It lifts impersonation checks only.',
    sources: ['antiPhish', 'recommended', 'orca', 'guide'],
  },
  check: (context) =>
    context
      .inEffect('antiPhish')
      .flatMap((effect) => properties.flatMap((property) => judge(effect, property, context))),
};

function judge({ policy, cohorts }: InEffect, property: (typeof properties)[number], context: GapContext): Draft[] {
  const entries = policy === null ? [] : (list(policy.row, property) ?? []);
  if (policy === null || entries.length === 0) return [];
  const place = {
    policy: { name: policy.name, key: policy.guid ?? policy.name },
    setting: property,
    actual: entries,
    expected: [],
    cohorts,
  };
  const whole = property === 'ExcludedDomains';
  const wide = whole
    ? entries.filter((entry) => ['own', 'popular', 'shared'].includes(domainKind(entry, context.ownDomains)))
    : [];
  const tracking = whole ? entries.filter((entry) => isTracking(entry, context)) : [];
  const drafts: Draft[] = [];
  if (wide.length > 0) {
    drafts.push({
      ...place,
      status: 'gap',
      severity: 'medium',
      actual: wide,
      effect: `Every address at ${wide.join(', ')} is free to impersonate your people; anybody can send from there, or it is your own domain.`,
      fixes: [
        fixFor('closeOpening', {
          policy: { type: 'antiPhish', name: policy.name, preset: policy.preset },
          setting: property,
          current: entries,
          wanted: entries.filter((entry) => !wide.includes(entry)),
        }),
      ],
    });
  }
  if (tracking.length > 0) {
    drafts.push({
      ...place,
      status: 'info',
      entry: 'tracking hosts',
      actual: tracking,
      effect: `${tracking.join(', ')} has no effect here: the list looks at From addresses, not at links.`,
      conflict: 'trackingDomainsInAntiPhish',
    });
  }
  if (drafts.length === 0) {
    drafts.push({
      ...place,
      status: 'info',
      effect: `${entries.length} trusted ${whole ? 'domains' : 'senders'}. Microsoft recommends this list for wrongly flagged senders; ORCA fails any entry.`,
    });
  }
  return drafts;
}

function isTracking(entry: string, context: GapContext): boolean {
  const domain = entry.toLowerCase();
  if (context.sender.domains.includes(domain)) return false;
  return domainKind(domain, context.ownDomains) === 'vendor' || context.sender.trackingHosts.includes(domain);
}
