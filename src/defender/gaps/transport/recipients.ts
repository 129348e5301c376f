import { list, type Row } from '../../policies/row.ts';
import { placesOf } from '../../precedence/audience.ts';
import { type Cohort, cohortAt } from '../../precedence/cohort.ts';
import type { Crowd } from '../../precedence/crowd.ts';
import type { GapContext } from '../context.ts';

const kinds = ['SentTo', 'SentToMemberOf', 'RecipientDomainIs'] as const;
type Kind = (typeof kinds)[number];

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
 * Holds the recipient conditions of a rule against the audience: kinds must all match, one exception is enough to leave.
 * Campaigns are addressed to one person each, so a rule acts person by person. A domain takes no subdomains in
 * (Microsoft Learn, Exchange Online, conditions-and-exceptions, 2021-07). Where a group was not read nobody is left out.
 */
export function reachOf(row: Row, context: Pick<GapContext, 'audience' | 'crowd' | 'cohortNumbers'>): RuleReach {
  const { crowd } = context;
  const conditions = kinds.flatMap((kind) => predicate(row, kind, kind, crowd));
  const exceptions = kinds.flatMap((kind) => predicate(row, kind, `ExceptIf${kind}`, crowd));
  if (conditions.length === 0 && exceptions.length === 0) return { undecided: [] };
  const undecided = new Set<string>();
  const met: number[] = [];
  for (const place of candidates(conditions, crowd)) {
    const leaves =
      exceptions.some(({ named }) => named(place)) || conditions.some((it) => !it.open && !it.named(place));
    if (leaves) continue;
    met.push(place);
    for (const { property, open } of exceptions) if (open) undecided.add(property);
    for (const { property, open, named } of conditions) if (open && !named(place)) undecided.add(property);
  }
  return { cohorts: cohortsAt(met, context), undecided: [...undecided] };
}

interface Predicate {
  property: string;
  /** Whether the predicate surely holds for the person at a place of the crowd. */
  named(place: number): boolean;
  /** It may hold for others too, because a group was not read. */
  open: boolean;
  /** The places where it holds, each once; null when there are too many to list. */
  places: readonly number[] | null;
}

function predicate(row: Row, kind: Kind, property: string, crowd: Crowd): Predicate[] {
  const values = (list(row, property) ?? []).map((value) => value.toLowerCase());
  if (values.length === 0) return [];
  if (kind === 'RecipientDomainIs') {
    const domains = new Set(values);
    const holds = crowd.domains.map((domain) => domain !== null && domains.has(domain));
    return [{ property, named: (place) => holds[crowd.domainOf[place] ?? -1] === true, open: false, places: null }];
  }
  const lists = values.map((value) => (kind === 'SentTo' ? [crowd.placeOf(value) ?? -1] : crowd.membersOf(value)));
  const marks = new Uint8Array(crowd.recipients.length);
  const places: number[] = [];
  for (const place of lists.flatMap((some) => some ?? [])) {
    if (marks[place] !== 0) continue;
    marks[place] = 1;
    places.push(place);
  }
  return [{ property, named: (place) => marks[place] === 1, open: lists.includes(null), places }];
}

/** The fewest places among which all who meet the conditions are. */
function candidates(conditions: readonly Predicate[], crowd: Crowd): Iterable<number> {
  let fewest: readonly number[] | null = null;
  for (const { places, open } of conditions) {
    if (!open && places !== null && (fewest === null || places.length < fewest.length)) fewest = places;
  }
  return fewest ?? crowd.recipients.keys();
}

/** Parts of the audience's cohorts; a cohort that is met as a whole stays the same object. */
export function cohortsAt(
  met: readonly number[],
  { audience, crowd, cohortNumbers }: Pick<GapContext, 'audience' | 'crowd' | 'cohortNumbers'>,
): Cohort[] {
  const numbers = cohortNumbers();
  const parts = new Map<number, number[]>();
  for (const place of met) {
    const number = numbers[place] ?? -1;
    const part = parts.get(number);
    if (part) part.push(place);
    else parts.set(number, [place]);
  }
  return [...parts].flatMap(([number, places]) => {
    const cohort = audience.cohorts[number];
    if (cohort === undefined) return [];
    return [placesOf(cohort, crowd).length === places.length ? cohort : cohortAt(cohort.winners, places, crowd)];
  });
}
