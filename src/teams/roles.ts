import { LRUCache } from 'lru-cache';
import type { RoleGroups } from '../config.ts';
import { NotReadError } from '../defender/reading.ts';
import { faultOf, type Log } from '../log.ts';
import type { Role } from '../questions/question.ts';
import type { Clock } from './clock.ts';

/** What the directory says of a person. `unknown`: it could not be asked, which is neither yes nor no. */
export type RolesVerdict = { known: true; roles: Role[] } | { known: false };

/** The roles of a user by Entra object id, asked again on every turn. */
export type Roles = (userObjectId: string) => Promise<RolesVerdict>;

/** Which of these groups a user belongs to; `TenantReader.directory` has one. Rejects when it cannot be told. */
export type MemberGroups = (userObjectId: string, groupIds: string[], signal?: AbortSignal) => Promise<string[]>;

const keepMembership = 5 * 60_000;
/** Somebody who was just let in should not wait long. */
const keepStranger = 60_000;
/** Whoever may change or approve may ask as well. */
const implied: Partial<Record<Role, Role[]>> = { operator: ['reader'], approver: ['reader'] };

function rolesFor(groups: RoleGroups, ids: ReadonlySet<string>): Role[] {
  const named = (Object.keys(groups) as Role[]).filter((role) => groups[role].some((id) => ids.has(id)));
  return [...new Set(named.flatMap((role) => [role, ...(implied[role] ?? [])]))];
}

/**
 * Configured ids may be users or groups. Nobody configured means nobody allowed. `memberGroups` is null where no directory can be asked:
 * there the ids of users count alone.
 */
export function createRoles(options: {
  groups: RoleGroups;
  memberGroups: MemberGroups | null;
  clock: Clock;
  log: Log;
}): Roles {
  const { groups, memberGroups, clock, log } = options;
  const configured = [...new Set(Object.values(groups).flat())];
  const memberships = new LRUCache<string, ReadonlySet<string>>({
    max: 10_000,
    ttl: keepMembership,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
    async fetchMethod(userObjectId, _stale, { options: entry, signal }) {
      const found = (await memberGroups?.(userObjectId, configured, signal as AbortSignal)) ?? [];
      entry.ttl = found.length > 0 ? keepMembership : keepStranger;
      return new Set(found.map((id) => id.toLowerCase()));
    },
  });

  async function membershipOf(userObjectId: string): Promise<ReadonlySet<string> | null> {
    try {
      return (await memberships.fetch(userObjectId)) ?? null;
    } catch (error) {
      const detail = error instanceof NotReadError ? { why: error.why.kind } : { fault: faultOf(error) };
      log.warn({ event: 'roles.unchecked', user: userObjectId, ...detail }, 'group membership could not be checked');
      return null;
    }
  }

  return async (userObjectId) => {
    const id = userObjectId.toLowerCase();
    if (configured.length === 0) return { known: true, roles: [] };
    const own = rolesFor(groups, new Set([id]));
    if (memberGroups === null || configured.every((entry) => entry === id)) return { known: true, roles: own };
    const membership = await membershipOf(id);
    if (membership !== null) return { known: true, roles: rolesFor(groups, new Set([id, ...membership])) };
    return own.length > 0 ? { known: true, roles: own } : { known: false };
  };
}
