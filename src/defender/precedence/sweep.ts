import type { Crowd } from './crowd.ts';
import { isUnread, type Ladder } from './ladder.ts';
import { inDomains, type Match } from './match.ts';
import type { Scope } from './scope.ts';

/** May answer `stop` when it has heard enough. */
type Hit = (place: number, match: 'yes' | 'unknown') => 'stop' | undefined;

/**
 * Finds whom a rule covers, for a whole crowd at once: it looks only at people whom the rule's most selective condition
 * names, and of those only at people whose `state` is below `limit`. `hit` is called for whoever is covered or may be. Says
 * the same as `matchScope`.
 */
export type Sweep = (scope: Scope, state: Int32Array, limit: number, hit: Hit) => void;

/** Prepares sweeps over a crowd; one sweep must end before the next begins. */
export function createSweep(crowd: Crowd): Sweep {
  const inside = createMarks(crowd);
  const excepted = createMarks(crowd);
  return (scope, state, limit, hit) => {
    if (!scope.enabled) return;
    const byGroup =
      scope.users.size === 0 && scope.groups.length > 0 && scope.groups.every((it) => crowd.membersOf(it));
    const groups = byGroup || scope.groups.length === 0 ? always : inside(scope.groups);
    const outGroups = scope.exceptGroups.length === 0 ? never : excepted(scope.exceptGroups);
    const here = crowd.domains.map((domain) => verdict(scope.domains, domain, 'yes'));
    const away = crowd.domains.map((domain) => verdict(scope.exceptDomains, domain, 'no'));
    const judge = (place: number, domain: number): 'stop' | undefined => {
      const inGroup = groups(place);
      if (inGroup === 'no') return undefined;
      const out = outGroups(place);
      if (out === 'yes') return undefined;
      const address = crowd.recipients[place]?.address;
      if (address && scope.exceptUsers.has(address)) return undefined;
      const sure = inGroup === 'yes' && here[domain] === 'yes' && out === 'no' && away[domain] === 'no';
      return hit(place, sure ? 'yes' : 'unknown');
    };
    const reaches = (domain: number) => here[domain] !== 'no' && away[domain] !== 'yes';
    if (scope.users.size === 0 && !byGroup) {
      for (const [domain, places] of crowd.atDomain.entries()) {
        if (!reaches(domain)) continue;
        for (const place of places) if ((state[place] ?? limit) < limit && judge(place, domain) === 'stop') return;
      }
      return;
    }
    const reached = crowd.domains.map((_, domain) => reaches(domain));
    for (const places of byGroup ? scope.groups.map((group) => crowd.membersOf(group) ?? []) : [named(scope, crowd)]) {
      for (const place of places) {
        const domain = crowd.domainOf[place] ?? 0;
        if (!reached[domain] || (state[place] ?? limit) >= limit) continue;
        if (judge(place, domain) === 'stop') return;
      }
    }
  };
}

/** What stands against each person in a ladder: nothing (0), a step that covers them (2n + 1), or one that may (2n + 2). */
export function sweepLadder(ladder: Ladder, crowd: Crowd, sweep: Sweep): Int32Array {
  const outcome = new Int32Array(crowd.recipients.length);
  let open = crowd.recipients.length;
  for (const [number, step] of ladder.steps.entries()) {
    if (open === 0) break;
    const settle: Hit = (place, match) => {
      outcome[place] = 2 * number + (match === 'yes' ? 1 : 2);
      open -= 1;
      return undefined;
    };
    if (!isUnread(step) && !coversEveryone(step)) sweep(step, outcome, 1, settle);
    else
      for (let place = 0; place < outcome.length; place += 1)
        if (outcome[place] === 0) settle(place, isUnread(step) ? 'unknown' : 'yes');
  }
  return outcome;
}

function coversEveryone({ enabled, users, groups, domains, exceptUsers, exceptGroups, exceptDomains }: Scope): boolean {
  const named = users.size + groups.length + domains.length;
  return enabled && named === 0 && exceptUsers.size + exceptGroups.length + exceptDomains.length === 0;
}

function named(scope: Scope, crowd: Crowd): number[] {
  const places: number[] = [];
  for (const user of scope.users) {
    const place = crowd.placeOf(user);
    if (place !== undefined) places.push(place);
  }
  return places;
}

const always = (): Match => 'yes';
const never = (): Match => 'no';

/** Membership of some groups as marks on the crowd, on one array for all uses; unread groups leave the others unknown. */
function createMarks(crowd: Crowd): (groups: readonly string[]) => (place: number) => Match {
  let marks: Int32Array | null = null;
  let round = 0;
  return (groups) => {
    marks ??= new Int32Array(crowd.recipients.length);
    const current = marks;
    round += 1;
    const mine = round;
    let otherwise: Match = 'no';
    for (const group of groups) {
      const members = crowd.membersOf(group);
      if (members === null) otherwise = 'unknown';
      else for (const place of members) current[place] = mine;
    }
    return (place) => (current[place] === mine ? 'yes' : otherwise);
  };
}

function verdict(domains: readonly string[], domain: string | null, whenNone: Match): Match {
  return domains.length === 0 ? whenNone : inDomains(domains, { address: null, domain });
}
