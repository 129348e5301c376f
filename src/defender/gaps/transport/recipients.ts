import { list, type Row } from '../../policies/row.ts';
import type { Cohort } from '../../precedence/cohort.ts';
import { inGroups, inUsers, type Match, type Recipient } from '../../precedence/match.ts';
import type { Membership } from '../../precedence/membership.ts';

const kinds = ['SentTo', 'SentToMemberOf', 'RecipientDomainIs'] as const;

/** Predicates of a mail flow rule that the audience answers, exceptions included. */
export const recipientPredicates: ReadonlySet<string> = new Set(kinds.flatMap((kind) => [kind, `ExceptIf${kind}`]));

/** Who of an audience a mail flow rule can meet by its recipient conditions. */
export interface RuleReach {
  /** Absent when the rule has no recipient condition, so that it meets everybody. */
  cohorts?: Cohort[];
  /** Recipient predicates that name a group whose members were not read. */
  undecided: string[];
}

/**
 * Holds the recipient conditions of a rule against each recipient: kinds must all match, one exception is enough to leave.
 * Campaigns are addressed to one person each, so a rule acts person by person. A domain takes no subdomains in
 * (Microsoft Learn, Exchange Online, conditions-and-exceptions, 2021-07). Where a group was not read nobody is left out.
 */
export function reachOf(row: Row, cohorts: readonly Cohort[], membership: Membership): RuleReach {
  const conditions = kinds.flatMap((kind) => predicate(row, kind, membership));
  const exceptions = kinds.flatMap((kind) => predicate(row, `ExceptIf${kind}`, membership));
  if (conditions.length === 0 && exceptions.length === 0) return { undecided: [] };
  const undecided = new Set<string>();
  const meets = (recipient: Recipient): boolean => {
    const answers = conditions.map(({ property, judge }) => ({ property, match: judge(recipient) }));
    if (answers.some(({ match }) => match === 'no')) return false;
    const ways = exceptions.map(({ property, judge }) => ({ property, match: judge(recipient) }));
    if (ways.some(({ match }) => match === 'yes')) return false;
    for (const { property, match } of [...answers, ...ways]) if (match === 'unknown') undecided.add(property);
    return true;
  };
  const met = cohorts.flatMap(({ winners, recipients }): Cohort[] => {
    const mine = recipients.filter(meets);
    return mine.length === 0 ? [] : [{ winners, recipients: mine }];
  });
  return { cohorts: met, undecided: [...undecided] };
}

interface Predicate {
  property: string;
  judge(recipient: Recipient): Match;
}

function predicate(row: Row, property: string, membership: Membership): Predicate[] {
  const values = (list(row, property) ?? []).map((value) => value.toLowerCase());
  if (values.length === 0) return [];
  const set = new Set(values);
  if (property.endsWith('SentTo')) return [{ property, judge: (recipient) => inUsers(set, recipient) }];
  if (property.endsWith('MemberOf')) {
    return [{ property, judge: (recipient) => inGroups(values, recipient, membership) }];
  }
  return [{ property, judge: ({ domain }) => (domain === null ? 'unknown' : set.has(domain) ? 'yes' : 'no') }];
}
