import { list } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import { namesSender } from '../entries.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

const properties = ['BlockedSenders', 'BlockedSenderDomains'] as const;

/** Blocked senders and domains of the anti-spam policies, held against the sender's From addresses. */
export const antiSpamBlockLists: GapRule = {
  facts: {
    id: 'anti-spam-block-lists',
    title: 'Blocked senders and domains of the anti-spam policy',
    area: 'anti-spam',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-HostedContentFilterPolicy'],
    types: ['antiSpam'],
    licence: 'EOP',
    severityBasis: 'A blocked sender reaches nobody whom the policy covers.',
    sources: ['recommended', 'precedence'],
  },
  check: (context) => [
    ...context
      .inEffect('antiSpam')
      .flatMap((effect) => properties.flatMap((property) => judge(effect, property, context))),
  ],
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
  const hits = entries.filter((entry) => namesSender(entry, context.sender));
  if (hits.length === 0) {
    const known = context.sender.addresses.length > 0;
    const effect = known
      ? `${entries.length} entries, none of which names a sender of the profile.`
      : `${entries.length} entries. Whether one names your sender is not known: the sender profile has no address.`;
    return [{ ...place, status: known ? 'info' : 'unknown', effect }];
  }
  return [
    {
      ...place,
      status: 'gap',
      severity: 'critical',
      actual: hits,
      effect: `${hits.join(', ')} is blocked, so campaigns from there are treated as high-confidence spam.`,
      cause: {
        id: 'blockEntry',
        situation: {
          ...situationOf(context.sender, context),
          policy: { type: 'antiSpam', name: policy.name, preset: policy.preset },
          setting: property,
          current: entries,
          wanted: entries.filter((entry) => !hits.includes(entry)),
        },
      },
    },
  ];
}
