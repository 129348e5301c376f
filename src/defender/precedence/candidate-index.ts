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
  const byDomain = new Map<string, number[]>();
  for (const [place, step] of steps.entries()) {
    if (isUnread(step)) always.push(place);
    else if (step.enabled) file(step, place);
  }

  function file(scope: Scope, place: number): void {
    if (scope.users.size > 0) {
      for (const user of scope.users) add(byUser, user, place);
      return;
    }
    const members = scope.groups.map((group) => membership.membersOf(group));
    if (scope.groups.length > 0 && members.every((known) => known !== null)) {
      for (const group of members) for (const member of group) add(byUser, member, place);
    } else if (scope.domains.length > 0) {
      for (const domain of scope.domains) add(byDomain, domain, place);
    } else always.push(place);
  }

  return (recipient) => {
    const mine = recipient.address === null ? undefined : byUser.get(recipient.address);
    const domains = recipient.domain === null ? [...byDomain.values()] : parents(recipient.domain, byDomain);
    if (mine === undefined && domains.length === 0) return always;
    const places = new Set(always);
    for (const place of mine ?? []) places.add(place);
    for (const group of domains) for (const place of group) places.add(place);
    return [...places].sort((a, b) => a - b);
  };
}

function parents(domain: string, byDomain: ReadonlyMap<string, number[]>): number[][] {
  const found: number[][] = [];
  for (let rest = domain; rest !== ''; ) {
    const places = byDomain.get(rest);
    if (places) found.push(places);
    const dot = rest.indexOf('.');
    rest = dot < 0 ? '' : rest.slice(dot + 1);
  }
  return found;
}

function add(index: Map<string, number[]>, key: string, place: number): void {
  const places = index.get(key);
  if (places === undefined) index.set(key, [place]);
  else if (places[places.length - 1] !== place) places.push(place);
}
