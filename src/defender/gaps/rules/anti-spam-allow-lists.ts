import { fixFor } from '../../fixes/choose.ts';
import { list } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import { domainKind } from '../known-domains.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

const properties = ['AllowedSenders', 'AllowedSenderDomains'] as const;

/** Allowed senders and domains of the anti-spam policies: wide, unauthenticated, and of no use to people in a preset. */
export const antiSpamAllowLists: GapRule = {
  facts: {
    id: 'anti-spam-allow-lists',
    title: 'Allowed senders and domains of the anti-spam policy',
    area: 'anti-spam',
    kind: 'opening',
    paths: bothPaths,
    needs: ['Get-HostedContentFilterPolicy'],
    types: ['antiSpam'],
    licence: 'EOP',
    severityBasis: 'Anybody who forges an allowed address skips the spam filter.',
    sources: ['safeSenders', 'recommended', 'orca', 'scuba', 'guide'],
  },
  check: (context) => [
    ...context
      .inEffect('antiSpam')
      .flatMap((effect) => properties.flatMap((property) => listed(effect, property, context))),
    ...idle(context),
  ],
};

function listed({ policy, cohorts }: InEffect, property: (typeof properties)[number], context: GapContext): Draft[] {
  const entries = policy === null ? [] : (list(policy.row, property) ?? []);
  if (policy === null || entries.length === 0) return [];
  const kinds = new Set(
    entries.map((entry) => domainKind(entry.slice(entry.lastIndexOf('@') + 1), context.ownDomains)),
  );
  const whole = property === 'AllowedSenderDomains';
  const worst = kinds.has('own')
    ? 'It names a domain of your own: whoever forges your people passes.'
    : kinds.has('popular') || kinds.has('shared')
      ? 'It names a domain that anybody can send from.'
      : kinds.has('vendor')
        ? 'ContactMonkey’s own domain is not the From domain of your campaigns, so its entry helps nothing.'
        : null;
  const severe = kinds.has('own') || kinds.has('popular') || kinds.has('shared');
  return [
    {
      status: 'gap',
      severity: severe && whole ? 'critical' : whole ? 'high' : 'medium',
      policy: { name: policy.name, key: policy.guid ?? policy.name },
      setting: property,
      actual: entries,
      expected: [],
      cohorts,
      effect: [
        `${entries.length} ${entries.length === 1 ? 'entry skips' : 'entries skip'} spam filtering and authentication: ${entries.slice(0, 10).join(', ')}.`,
        worst,
      ]
        .filter((sentence) => sentence !== null)
        .join(' '),
      conflict: 'allowedDomains',
      fixes: [
        fixFor('closeOpening', {
          ...situationOf(context.sender, context),
          policy: { type: 'antiSpam', name: policy.name, preset: policy.preset },
          setting: property,
          current: entries,
          wanted: [],
        }),
      ],
    },
  ];
}

/** Lists of policies that reach nobody here: the usual reason why "our allow list does not work". */
function idle(context: GapContext): Draft[] {
  const reaching = new Set(context.inEffect('antiSpam').map(({ name }) => name.toLowerCase()));
  if (context.undecided('antiSpam').length > 0) return [];
  const drafts: Draft[] = [];
  for (const policy of context.policies('antiSpam') ?? []) {
    if (reaching.has(policy.name.toLowerCase())) continue;
    for (const property of properties) {
      const entries = list(policy.row, property) ?? [];
      if (entries.length === 0) continue;
      drafts.push({
        status: 'info',
        policy: { name: policy.name, key: policy.guid ?? policy.name },
        setting: property,
        entry: 'reaches nobody',
        actual: entries,
        expected: [],
        cohorts: [],
        effect: `The list has ${entries.length} entries, but the policy applies to nobody of this audience, so it allows nothing for them. People in a preset get the preset’s own lists.`,
        conflict: 'allowedDomains',
      });
    }
  }
  return drafts;
}
