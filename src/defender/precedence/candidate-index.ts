import { isUnread, type Step } from './ladder.ts';
import type { Recipient } from './match.ts';
import type { Membership } from './membership.ts';
import type { Scope } from './scope.ts';

/**
 * For a recipient, the places in the ladder that can matter to them, in order. Each rule is filed under its most selective
 * condition, so that thousands of recipients need not be held against hundreds of rules. Rules that cover everyone, and
 * those whose groups were not read, are candidates for all.
 */
export function candidateIndex(
  steps: readonly Step[],
  membership: Membership,
): (recipient: Recipient) => readonly number[] {
  const always: number[] = [];
  const byUser = new Map<string, number[]>();
  const byGroup = new Map<string, number[]>();
  const byDomain = new Map<string, number[]>();
  for (const [place, step] of steps.entries()) {
    if (isUnread(step)) always.push(place);
    else if (step.enabled) file(step, place);
  }

  function file(scope: Scope, place: number): void {
    if (scope.users.size > 0) addAll(byUser, scope.users, place);
    else if (scope.groups.length > 0 && scope.groups.every(membership.knows)) addAll(byGroup, scope.groups, place);
    else if (scope.domains.length > 0) addAll(byDomain, scope.domains, place);
    else always.push(place);
  }

  return (recipient) => {
    const places = [...always];
    if (recipient.address !== null) {
      places.push(...(byUser.get(recipient.address) ?? []));
      if (byGroup.size > 0) {
        for (const group of membership.groupsOf(recipient.address)) places.push(...(byGroup.get(group) ?? []));
      }
    }
    if (byDomain.size > 0) places.push(...domainPlaces(recipient.domain, byDomain));
    return places.length === always.length ? always : inOrder(places);
  };
}

/** Rules for the domain and for those above it; all of them when the domain is not known. */
function domainPlaces(domain: string | null, byDomain: ReadonlyMap<string, number[]>): number[] {
  if (domain === null) return [...byDomain.values()].flat();
  const found: number[] = [];
  for (let rest = domain; rest !== ''; ) {
    const places = byDomain.get(rest);
    if (places) found.push(...places);
    const dot = rest.indexOf('.');
    rest = dot < 0 ? '' : rest.slice(dot + 1);
  }
  return found;
}

function inOrder(places: number[]): number[] {
  places.sort((a, b) => a - b);
  return places.filter((place, at) => place !== places[at - 1]);
}

function addAll(index: Map<string, number[]>, keys: Iterable<string>, place: number): void {
  for (const key of keys) {
    const places = index.get(key);
    if (places === undefined) index.set(key, [place]);
    else places.push(place);
  }
}
