import { createMembership } from '../defender/precedence/membership.ts';
import { type NotRead, reading } from '../defender/reading.ts';
import type { TenantSnapshot } from '../defender/snapshot.ts';
import { forgetAudience, type KeptAudience, keptAudience, saveAudience } from '../store/audiences.ts';
import { campaignRecipients, historyDays } from './campaign-recipients.ts';
import type { PolicyWatchDeps } from './deps.ts';

/** For whom the policies are to be judged. */
export type AudienceChoice =
  | { kind: 'list'; addresses: readonly string[] }
  | { kind: 'groups'; groups: readonly string[] }
  | { kind: 'history' }
  | { kind: 'everyone' };

/** For whom they were judged. */
export interface AudienceUsed {
  kind: AudienceChoice['kind'];
  /** In words: "the 412 members of all-staff@contoso.com". */
  sentence: string;
  /** Null for everyone. */
  recipients: readonly string[] | null;
  size: number | null;
  /** When these people were found. */
  readAt: Date;
  notRead: NotRead[];
}

const dayMs = 86_400_000;
const listId = 'list';

/** Remembers a list of people as the audience of the tenant, until it is replaced or forgotten. */
export async function rememberList(deps: PolicyWatchDeps, addresses: readonly string[], now: Date): Promise<void> {
  const kept = { readAt: now, addresses: [...addresses], notRead: [] };
  await saveAudience(deps.database, deps.tenant.tenantId, listId, kept);
}

/** Forgets the remembered list; true when there was one. */
export async function forgetList(deps: PolicyWatchDeps): Promise<boolean> {
  return forgetAudience(deps.database, deps.tenant.tenantId, listId);
}

/**
 * Finds the people to judge for. Without a choice: the remembered list, else the groups of the sender profile, else those who got
 * campaigns, else everyone. Groups and past campaigns are read once a day.
 */
export async function resolveAudience(
  deps: PolicyWatchDeps,
  choice: AudienceChoice | undefined,
  when: { snapshot: TenantSnapshot; now: Date; refresh?: boolean; signal?: AbortSignal },
): Promise<AudienceUsed> {
  if (choice === undefined) return usualAudience(deps, when);
  if (choice.kind === 'list') return listed({ readAt: when.now, addresses: [...choice.addresses], notRead: [] });
  if (choice.kind === 'groups') return groupAudience(deps, choice.groups, when);
  if (choice.kind === 'history') return historyAudience(deps, when);
  return everyone(when.now, [], '');
}

type When = Parameters<typeof resolveAudience>[2];

async function usualAudience(deps: PolicyWatchDeps, when: When): Promise<AudienceUsed> {
  const list = await keptAudience(deps.database, deps.tenant.tenantId, listId);
  if (list !== null) return listed(list);
  const { audienceGroups } = deps.profile;
  return audienceGroups.length > 0 ? groupAudience(deps, audienceGroups, when) : historyAudience(deps, when);
}

function listed(list: KeptAudience): AudienceUsed {
  const sentence = `the ${people(list.addresses.length, 'person', 'people')} of the list`;
  return used('list', sentence, list);
}

async function groupAudience(deps: PolicyWatchDeps, groups: readonly string[], when: When): Promise<AudienceUsed> {
  const membership = createMembership(when.snapshot.groups);
  const addresses = new Set<string>();
  const notRead: NotRead[] = [];
  let readAt = when.now;
  for (const group of groups) {
    const known = membership.membersOf(group.toLowerCase());
    const found =
      known === null ? await membersOf(deps, group, when) : { readAt: when.now, addresses: [...known], notRead: [] };
    for (const address of found.addresses) addresses.add(address.toLowerCase());
    notRead.push(...found.notRead);
    if (found.readAt < readAt) readAt = found.readAt;
  }
  const names = groups.join(', ');
  if (addresses.size === 0) return everyone(when.now, notRead, `No member of ${names} could be found. `);
  const sentence = `the ${people(addresses.size, 'member', 'members')} of ${names}`;
  return used('groups', sentence, { readAt, addresses: [...addresses], notRead });
}

/** Members of a group that the snapshot does not hold. */
async function membersOf(deps: PolicyWatchDeps, group: string, when: When): Promise<KeptAudience> {
  return onceADay(deps, `group ${group.toLowerCase()}`, when, async () => {
    const members = await reading(() => deps.tenant.directory.groupMembers(group, when.signal));
    if (members.read) return { readAt: when.now, addresses: members.value, notRead: [] };
    return { readAt: when.now, addresses: [], notRead: [{ ...members.why, what: `members of ${group}` }] };
  });
}

async function historyAudience(deps: PolicyWatchDeps, when: When): Promise<AudienceUsed> {
  const found = await onceADay(deps, 'history', when, async () => {
    const { recipients, notRead } = await campaignRecipients(deps.tenant, deps.profile, when);
    return { readAt: when.now, addresses: recipients, notRead };
  });
  const days = `the last ${historyDays} days`;
  if (found.addresses.length === 0) {
    return everyone(when.now, found.notRead, `No campaign was seen in the message trace of ${days}. `);
  }
  const sentence = `the ${people(found.addresses.length, 'person', 'people')} who got campaigns in ${days}`;
  return used('history', sentence, found);
}

function everyone(now: Date, notRead: NotRead[], because: string): AudienceUsed {
  const sentence = `${because === '' ? '' : `${because}So it is `}everyone in the tenant, as far as rules and groups name them`;
  return { kind: 'everyone', sentence, recipients: null, size: null, readAt: now, notRead };
}

/** What was read whole within a day is used again; what was read in part is tried anew. */
async function onceADay(
  deps: PolicyWatchDeps,
  id: string,
  when: When,
  find: () => Promise<KeptAudience>,
): Promise<KeptAudience> {
  const { tenantId } = deps.tenant;
  const known = await keptAudience(deps.database, tenantId, id);
  const age = known === null ? Number.POSITIVE_INFINITY : when.now.getTime() - known.readAt.getTime();
  if (known !== null && !when.refresh && age >= 0 && age < dayMs && known.notRead.length === 0) return known;
  const found = await find();
  const worse = found.notRead.length > 0 && known !== null && known.addresses.length > found.addresses.length;
  if (worse) return { ...known, notRead: found.notRead };
  await saveAudience(deps.database, tenantId, id, found);
  return found;
}

function used(
  kind: AudienceUsed['kind'],
  sentence: string,
  { addresses, readAt, notRead }: KeptAudience,
): AudienceUsed {
  return { kind, sentence, recipients: addresses, size: addresses.length, readAt, notRead };
}

function people(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
