import { list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import type { SendingPath } from '../finding.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';
import { isActive, stoppingAction } from '../transport/actions.ts';
import { ruleHit } from '../transport/hits.ts';
import { reachOf, recipientPredicates } from '../transport/recipients.ts';

/** Mail flow rules that reject, hold, delete, mark or divert campaigns. */
export const transportRuleStops: GapRule = {
  facts: {
    id: 'mail-flow-stops',
    title: 'Mail flow rules that stop mail',
    area: 'mail-flow',
    kind: 'stops',
    paths: bothPaths,
    needs: ['Get-TransportRule'],
    licence: 'EOP',
    severityBasis: 'Rules come before filtering and count for the whole tenant.',
    sources: ['precedence'],
  },
  check: (context) =>
    context.rows('Get-TransportRule').flatMap((row) => (isActive(row, context.now) ? judge(row, context) : [])),
};

function judge(row: Row, context: GapContext): Draft[] {
  const action = stoppingAction(row);
  if (action === null) return [];
  const hits = context.sender.paths.map((path) => ({
    path,
    ...ruleHit(row, context.sender, path, recipientPredicates),
  }));
  const sure = hits.filter(({ match }) => match === 'yes');
  const open = hits.filter(({ match }) => match === 'unknown');
  if (sure.length === 0 && open.length === 0) return [];
  const reach = reachOf(row, context);
  if (reach.cohorts?.length === 0) return [];
  const name = text(row, 'Name') ?? text(row, 'Identity') ?? 'unnamed rule';
  const place = {
    policy: { name, key: text(row, 'Guid') ?? name },
    setting: action.setting,
    actual: action.value,
    cohorts: reach.cohorts,
  };
  if (sure.length > 0 && reach.undecided.length === 0) {
    const testsOnly = (list(row, 'SubjectContainsWords') ?? []).length > 0;
    const which = testsOnly ? 'every test campaign, by a word of its marker in the subject,' : 'every campaign';
    return [
      {
        ...place,
        status: 'gap',
        ...weight(action.setting, testsOnly),
        paths: sure.map(({ path }) => path),
        expected: 'no match for campaigns',
        effect: `The rule meets ${which} ${via(sure)} and ${action.does}.`,
        cause: { id: 'transportRule', situation: { ...situationOf(context.sender, context), rule: name } },
      },
    ];
  }
  if (reach.undecided.length > 0 && open.length === 0) {
    const effect = `The rule ${action.does}. Could not check whom it meets: ${reach.undecided.join(', ')} names a group whose members were not read.`;
    return [{ ...place, status: 'unknown', paths: sure.map(({ path }) => path), effect }];
  }
  const undecided = [...new Set([...open.flatMap((hit) => hit.undecided), ...reach.undecided])];
  const profile = open.every(({ needsProfile }) => needsProfile);
  const effect = profile
    ? `The rule ${action.does}. Whether it meets campaigns depends on ${undecided.join(', ')}; the sender profile does not say enough.`
    : `The rule ${action.does} when a message meets ${undecided.join(', ')}. Whether a campaign does depends on its content or recipients.`;
  return [{ ...place, status: profile ? 'unknown' : 'info', paths: open.map(({ path }) => path), effect }];
}

/** What is deleted is lost for good, test or not. */
function weight(setting: string, testsOnly: boolean): Pick<Draft, 'severity' | 'least'> {
  if (setting === 'DeleteMessage') return { severity: testsOnly ? 'high' : 'critical', least: 'high' };
  if (testsOnly) return { severity: 'medium' };
  return { severity: setting === 'SetSCL' ? 'high' : 'critical' };
}

function via(hits: readonly { path: SendingPath }[]): string {
  if (hits.length > 1) return 'on both sending paths';
  return hits[0]?.path === 'own-mailbox' ? 'from an own mailbox' : 'from Email Delivery';
}
