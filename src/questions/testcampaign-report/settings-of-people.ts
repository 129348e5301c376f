import { type RecipientSettings, recipientSettings } from '../../campaigns/report/person-policies.ts';
import type { CampaignDetails } from '../../campaigns/watch/campaign-room.ts';
import type { Finding } from '../../defender/gaps/finding.ts';
import { type NotRead, reading } from '../../defender/reading.ts';
import type { TenantSnapshot } from '../../defender/snapshot.ts';
import type { QuestionDeps } from '../deps.ts';
import { policyRoom } from '../policies/policies-of.ts';
import type { QuestionRequest } from '../question.ts';

export interface SettingsOfPeople {
  settings: RecipientSettings | null;
  /** What the policy check found for these people, waived gaps left out. */
  findings: Finding[];
  couldNot: NotRead[];
}

const mostGroups = 6;

/** The settings that reach those who got a test, and the gaps in them. Without them the report says that they are not known. */
export async function settingsOfPeople(
  { campaign, expected, copies }: CampaignDetails,
  request: QuestionRequest,
  deps: QuestionDeps,
): Promise<SettingsOfPeople> {
  const { now, signal } = request;
  const everybody = [...expected.map(({ address }) => address), ...copies.map(({ recipient }) => recipient)];
  const addresses = [...new Set(everybody)];
  const words = `the ${addresses.length} recipients of the test`;
  const audience = addresses.length === 0 ? null : { addresses, words };
  const check = await reading(() => policyRoom(deps).check({ now, audience, ...(signal ? { signal } : {}) }));
  if (!check.read) {
    const why = { ...check.why, what: 'the policies that reach the recipients' };
    return { settings: null, findings: [], couldNot: [why] };
  }
  const { snapshot, findings } = check.value;
  const named = [...addressesIn(campaign.plan?.audience ?? ''), ...deps.profile.audienceGroups];
  const wanted = [...new Set(named.map((group) => group.trim().toLowerCase()))].slice(0, mostGroups);
  const withGroups = await withMembers(snapshot, wanted, request, deps);
  const groups = wanted.length > 0 ? wanted : [...snapshot.groups.keys()].sort().slice(0, mostGroups);
  return {
    settings: recipientSettings(withGroups.snapshot, groups, deps.profile),
    findings: findings.filter(({ waiver }) => waiver === null),
    couldNot: withGroups.notRead,
  };
}

/** The snapshot with the members of groups that it does not hold. What is no group is left out without a word. */
async function withMembers(
  snapshot: TenantSnapshot,
  groups: readonly string[],
  { signal }: QuestionRequest,
  { tenant }: QuestionDeps,
): Promise<{ snapshot: TenantSnapshot; notRead: NotRead[] }> {
  const members = new Map(snapshot.groups);
  const notRead: NotRead[] = [];
  for (const group of groups) {
    if (members.has(group)) continue;
    const found = await reading(() => tenant.directory.groupMembers(group, signal));
    if (found.read)
      members.set(
        group,
        found.value.map((address) => address.toLowerCase()),
      );
    else if (found.why.kind !== 'notFound') notRead.push({ ...found.why, what: `members of ${group}` });
  }
  return { snapshot: { ...snapshot, groups: members }, notRead };
}

function addressesIn(text: string): string[] {
  return text.match(/[^\s,;<>"'()]+@[^\s,;<>"'()]+[a-z0-9]/gi) ?? [];
}
