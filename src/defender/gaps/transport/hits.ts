import type { Row } from '../../policies/row.ts';
import type { Match } from '../../precedence/match.ts';
import type { SendingPath } from '../finding.ts';
import type { Sender } from '../sender.ts';
import { conditionsOf, exceptionsOf } from './conditions.ts';

/** Whether a rule applies to campaigns on a path, and what decides when that is not sure. */
export interface RuleHit {
  match: Match;
  /** Predicates that only a message could answer. */
  undecided: string[];
  /** The sender profile could answer all that is undecided. */
  needsProfile: boolean;
}

/** Conditions must all match, one exception is enough to leave. Predicates in `elsewhere` are left to the caller. */
export function ruleHit(row: Row, sender: Sender, path: SendingPath, elsewhere?: ReadonlySet<string>): RuleHit {
  const here = ({ property }: { property: string }) => !elsewhere?.has(property);
  const conditions = conditionsOf(row, sender, path).filter(here);
  const exceptions = exceptionsOf(row, sender, path).filter(here);
  const open = [...conditions, ...exceptions].filter(({ match }) => match === 'unknown');
  const missed = conditions.some(({ match }) => match === 'no') || exceptions.some(({ match }) => match === 'yes');
  const match: Match = missed ? 'no' : open.length > 0 ? 'unknown' : 'yes';
  return {
    match,
    undecided: open.map(({ property }) => property),
    needsProfile: open.length > 0 && open.every(({ needsProfile }) => needsProfile),
  };
}
