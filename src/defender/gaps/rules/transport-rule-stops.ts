import { list, type Row, text } from '../../policies/row.ts';
import type { GapContext } from '../context.ts';
import type { SendingPath } from '../finding.ts';
import { bothPaths, type Draft, type GapRule } from '../rule.ts';
import { situationOf } from '../situation-of.ts';
import { isActive, stoppingAction } from '../transport/actions.ts';
import { type RuleHit, ruleHit } from '../transport/hits.ts';
import { cohortsAt, reachOf, recipientPredicates } from '../transport/recipients.ts';
import { inOrder, type Shielded, shieldedBy, stopsProcessing } from '../transport/shield.ts';

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
  check: (context) => {
    const above: Row[] = [];
    return inOrder(context.rows('Get-TransportRule')).flatMap((row) => {
      const drafts = isActive(row, context.now) ? judge(row, above, context) : [];
      if (stopsProcessing(row, context.now)) above.push(row);
      return drafts;
    });
  },
};

interface Hit extends RuleHit {
  path: SendingPath;
  /** Who is left to the rule by those above it; null when none of them stops processing. */
  left: Shielded | null;
}

function judge(row: Row, above: readonly Row[], context: GapContext): Draft[] {
  const action = stoppingAction(row);
  if (action === null) return [];
  const hits = context.sender.paths
    .map((path) => ({ path, ...ruleHit(row, context.sender, path, recipientPredicates) }))
    .filter(({ match }) => match !== 'no');
  if (hits.length === 0) return [];
  const reach = reachOf(row, context);
  if (reach.cohorts?.length === 0) return [];
  const testsOnly = (list(row, 'SubjectContainsWords') ?? []).length > 0;
  const reached = reach.cohorts ?? context.audience.cohorts;
  const all: Hit[] = hits.map((hit) => ({
    ...hit,
    left: above.length === 0 ? null : shieldedBy(above, reached, hit.path, testsOnly, context),
  }));
  const name = text(row, 'Name') ?? text(row, 'Identity') ?? 'unnamed rule';
  const place = {
    policy: { name, key: text(row, 'Guid') ?? name },
    setting: action.setting,
    actual: action.value,
    cohorts: reach.cohorts,
  };
  const kept = all.filter(({ left }) => left === null || left.met.length + left.open.length > 0);
  if (kept.length === 0) return [wholly(place, action.does, all)];
  const sure = kept.filter(({ match, left }) => match === 'yes' && (left === null || left.met.length > 0));
  const open = kept.filter(({ match }) => match === 'unknown');
  const doubtful = doubt(place, action.does, kept, context);
  if (sure.length > 0 && reach.undecided.length === 0) {
    const which = testsOnly ? 'every test campaign, by a word of its marker in the subject,' : 'every campaign';
    return [
      {
        ...place,
        cohorts: above.length === 0 ? reach.cohorts : cohortsAt(placesIn(sure, 'met'), context),
        status: 'gap',
        ...weight(action.setting, testsOnly),
        paths: sure.map(({ path }) => path),
        expected: 'no match for campaigns',
        effect: `The rule meets ${which} ${via(sure)} and ${action.does}.`,
        cause: { id: 'transportRule', situation: { ...situationOf(context.sender, context), rule: name } },
      },
      ...doubtful,
    ];
  }
  if (reach.undecided.length > 0 && open.length === 0) {
    const effect = `The rule ${action.does}. Could not check whom it meets: ${reach.undecided.join(', ')} names a group whose members were not read.`;
    return [{ ...place, status: 'unknown', paths: kept.map(({ path }) => path), effect }];
  }
  if (doubtful.length > 0) return doubtful;
  const undecided = [...new Set([...open.flatMap((hit) => hit.undecided), ...reach.undecided])];
  const profile = open.every(({ needsProfile }) => needsProfile);
  const effect = profile
    ? `The rule ${action.does}. Whether it meets campaigns depends on ${undecided.join(', ')}; the sender profile does not say enough.`
    : `The rule ${action.does} when a message meets ${undecided.join(', ')}. Whether a campaign does depends on its content or recipients.`;
  return [{ ...place, status: profile ? 'unknown' : 'info', paths: open.map(({ path }) => path), effect }];
}

type Place = Pick<Draft, 'policy' | 'setting' | 'actual' | 'cohorts'>;

/** Nobody is left to the rule: good to know, since it acts as soon as the rule above is changed. */
function wholly(place: Place, does: string, hits: readonly Hit[]): Draft {
  const by = named(hits.flatMap(({ left }) => left?.by ?? []));
  const effect = `The rule ${does}, but campaigns do not come to it: ${by} above it meets them and stops rule processing.`;
  return { ...place, status: 'info', paths: hits.map(({ path }) => path), effect };
}

/** People whom the rule surely names, while a rule above it may stop processing first. */
function doubt(place: Place, does: string, hits: readonly Hit[], context: GapContext): Draft[] {
  const open = hits.filter(({ match, left }) => match === 'yes' && left !== null && left.open.length > 0);
  if (open.length === 0) return [];
  const by = named(open.flatMap(({ left }) => left?.perhapsBy ?? []));
  const effect = `The rule ${does}. Could not check whether campaigns come to it: ${by} above it stops rule processing for mail that meets its conditions, which cannot be told without the message.`;
  const cohorts = cohortsAt(placesIn(open, 'open'), context);
  return [
    {
      ...place,
      status: 'unknown',
      entry: 'below a stopping rule',
      cohorts,
      paths: open.map(({ path }) => path),
      effect,
    },
  ];
}

function placesIn(hits: readonly Hit[], which: 'met' | 'open'): number[] {
  return [...new Set(hits.flatMap(({ left }) => left?.[which] ?? []))];
}

function named(rules: readonly string[]): string {
  return [...new Set(rules)].map((rule) => `“${rule}”`).join(', ');
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
