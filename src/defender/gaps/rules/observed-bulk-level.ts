import { number, text } from '../../policies/row.ts';
import type { GapContext, InEffect } from '../context.ts';
import type { Draft, GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';

/** The bulk level that past campaigns were stamped with, against the threshold of each policy in effect. */
export const observedBulkLevel: GapRule = {
  facts: {
    id: 'observed-bulk-level',
    title: 'Bulk level of past campaigns',
    area: 'anti-spam',
    kind: 'stops',
    paths: ['email-delivery'],
    needs: ['Get-HostedContentFilterPolicy'],
    types: ['antiSpam'],
    licence: 'EOP',
    severityBasis: 'The threshold is met by the level that campaigns really have.',
    sources: ['bulk', 'recommended', 'guide'],
  },
  check: (context) => {
    const level = context.sender.observedBcl;
    return level === null ? [] : context.inEffect('antiSpam').flatMap((effect) => judge(effect, level, context));
  },
};

/** "Meets or exceeds": Microsoft Learn, anti-spam-bulk-complaint-level-bcl-about, 2026-07-31; the PowerShell help says "greater than". */
function judge({ policy, cohorts }: InEffect, level: number, context: GapContext): Draft[] {
  const threshold = policy === null ? null : number(policy.row, 'BulkThreshold');
  if (policy === null || threshold === null || level < threshold) return [];
  if (text(policy.row, 'MarkAsSpamBulkMail')?.toLowerCase() !== 'on') return [];
  const action = text(policy.row, 'BulkSpamAction') ?? 'an action that was not read';
  if (action === 'NoAction') return [];
  return [
    {
      status: 'gap',
      severity: action === 'MoveToJmf' ? 'medium' : 'high',
      policy: { name: policy.name, key: policy.guid ?? policy.name },
      setting: 'BulkThreshold',
      actual: threshold,
      expected: level < 9 ? level + 1 : 'a bulk level below 9',
      cohorts,
      effect: `Campaigns had a bulk level of ${level}, which meets the threshold of ${threshold}: they count as bulk and get ${action}.${level < 9 ? '' : ' No threshold is above 9.'}`,
      conflict: 'bulkFilter',
      cause: {
        id: 'bulk',
        situation: {
          ...situationOf(context.sender, context),
          policy: { type: 'antiSpam', name: policy.name, preset: policy.preset },
          setting: 'BulkThreshold',
          current: threshold,
          wanted: level + 1,
        },
      },
    },
  ];
}
