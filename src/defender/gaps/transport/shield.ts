import { flag, number, type Row, text } from '../../policies/row.ts';
import { placesOf } from '../../precedence/audience.ts';
import type { Cohort } from '../../precedence/cohort.ts';
import type { GapContext } from '../context.ts';
import type { SendingPath } from '../finding.ts';
import { isActive } from './actions.ts';
import { ruleHit } from './hits.ts';
import { reachOf, recipientPredicates } from './recipients.ts';

/** Whom a rule still meets below rules that stop rule processing, by place in the crowd. */
export interface Shielded {
  /** The rule surely gets to see their mail. */
  met: number[];
  /** A rule above may stop processing first; its conditions leave that open. */
  open: number[];
  /** Names of the rules above that surely, and that perhaps, stop processing for some. */
  by: string[];
  perhapsBy: string[];
}

/** Rules in the order in which Exchange tries them; rows without a priority keep their place. */
export function inOrder(rows: readonly Row[]): Row[] {
  return rows
    .map((row, place) => ({ row, rank: number(row, 'Priority') ?? place }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ row }) => row);
}

/** Enabled, enforced, and the last rule for the mail that it meets (Microsoft Learn, Set-TransportRule, StopRuleProcessing). */
export function stopsProcessing(row: Row, now: number): boolean {
  return flag(row, 'StopRuleProcessing') === true && isActive(row, now);
}

/** Takes those out of the reach of a rule whose campaigns on a path end at one of the stopping rules above it. */
export function shieldedBy(
  above: readonly Row[],
  cohorts: readonly Cohort[],
  path: SendingPath,
  testsOnly: boolean,
  context: GapContext,
): Shielded {
  // Words in the subject are known of test campaigns alone.
  const sender = testsOnly ? context.sender : { ...context.sender, testSubjectPrefix: '' };
  const state = new Uint8Array(context.crowd.recipients.length);
  for (const cohort of cohorts) for (const place of placesOf(cohort, context.crowd)) state[place] = stands.met;
  const shielded: Shielded = { met: [], open: [], by: [], perhapsBy: [] };
  for (const row of above) {
    const { match } = ruleHit(row, sender, path, recipientPredicates);
    if (match === 'no') continue;
    const reach = reachOf(row, context);
    const sure = match === 'yes' && reach.undecided.length === 0;
    let touched = false;
    for (const cohort of reach.cohorts ?? context.audience.cohorts) {
      for (const place of placesOf(cohort, context.crowd)) {
        if (state[place] === stands.out) continue;
        state[place] = sure ? stands.out : stands.open;
        touched = true;
      }
    }
    if (touched) (sure ? shielded.by : shielded.perhapsBy).push(text(row, 'Name') ?? 'unnamed rule');
  }
  for (const [place, stand] of state.entries()) {
    if (stand === stands.met) shielded.met.push(place);
    if (stand === stands.open) shielded.open.push(place);
  }
  return shielded;
}

const stands = { out: 0, open: 1, met: 2 } as const;
