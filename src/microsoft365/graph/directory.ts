import { NotReadError } from '../../defender/reading.ts';
import type { TenantReader } from '../tenant-reader.ts';
import { isAt } from '../wire/address.ts';
import type { ReaderLimits } from '../wire/limits.ts';
import type { AskGraph } from './graph.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const groupsPerCall = 20;

interface DirectoryObject {
  id?: unknown;
  mail?: unknown;
  userPrincipalName?: unknown;
  '@odata.type'?: unknown;
}

function refuse(what: string, sentence: string): never {
  throw new NotReadError({ what, kind: 'refused', sentence, advice: 'Use the object id that Microsoft Entra shows.' });
}

function addressOf(member: DirectoryObject): string | null {
  const type = typeof member['@odata.type'] === 'string' ? member['@odata.type'] : '';
  if (/\.(group|device|servicePrincipal)$/i.test(type)) return null;
  const address = [member.mail, member.userPrincipalName].find((each) => typeof each === 'string' && each !== '');
  return typeof address === 'string' ? address : null;
}

/** People and groups, from Microsoft Graph v1.0. */
export function createDirectory(ask: AskGraph, graphUrl: string, limits: ReaderLimits): TenantReader['directory'] {
  const timeoutMs = limits.requestTimeoutMs;

  async function* valuePages(what: string, name: string, first: string, permission: string, signal?: AbortSignal) {
    let url = first;
    for (let page = 0; page < limits.graphMaxPages; page++) {
      const answer = await ask({ what, name, url, permission, timeoutMs, signal });
      if (!Array.isArray(answer.value)) refuseAnswer(what);
      yield answer.value as DirectoryObject[];
      const next = answer['@odata.nextLink'];
      if (typeof next !== 'string') return;
      if (!isAt(graphUrl, next)) refuseAnswer(what);
      url = next;
    }
    throw new NotReadError({
      what,
      kind: 'refused',
      sentence: 'The group has more members than this program reads.',
      advice: 'Name a smaller group.',
    });
  }

  function refuseAnswer(what: string): never {
    throw new NotReadError({
      what,
      kind: 'badAnswer',
      sentence: 'Microsoft Graph gave an answer of another shape, or pointed to another address for the rest of it.',
      advice: 'Check GRAPH_URL; no token was sent elsewhere.',
    });
  }

  async function memberGroups(userObjectId: string, groupIds: string[], signal?: AbortSignal): Promise<string[]> {
    const what = 'the groups of the person';
    if (![userObjectId, ...groupIds].every((id) => guid.test(id))) refuse(what, 'That is not an object id.');
    const wanted = [...new Set(groupIds)];
    const found: string[] = [];
    for (let at = 0; at < wanted.length; at += groupsPerCall) {
      const answer = await ask({
        what,
        name: 'checkMemberGroups',
        url: `${graphUrl}/v1.0/users/${userObjectId}/checkMemberGroups`,
        body: { groupIds: wanted.slice(at, at + groupsPerCall) },
        permission: 'GroupMember.Read.All with User.ReadBasic.All',
        timeoutMs,
        signal,
      });
      const { value } = answer;
      if (!Array.isArray(value)) refuseAnswer(what);
      const confirmed = new Set(value.map((id) => String(id).toLowerCase()));
      found.push(...wanted.slice(at, at + groupsPerCall).filter((id) => confirmed.has(id.toLowerCase())));
    }
    return found;
  }

  async function groupId(group: string, what: string, signal?: AbortSignal): Promise<string> {
    if (guid.test(group)) return group;
    if (!/^[^\s@]+@[^\s@]+$/.test(group)) refuse(what, 'A group is named by its mail address or its object id.');
    const filter = encodeURIComponent(`mail eq '${group.replaceAll("'", "''")}'`);
    const url = `${graphUrl}/v1.0/groups?$filter=${filter}&$select=id,mail`;
    for await (const page of valuePages(what, 'groups', url, 'GroupMember.Read.All', signal)) {
      const id = page.map((each) => each.id).find((each) => typeof each === 'string' && guid.test(each));
      if (typeof id === 'string') return id;
    }
    throw new NotReadError({
      what,
      kind: 'notFound',
      sentence: 'Microsoft Entra has no group with that address.',
      advice: 'Dynamic distribution lists of Exchange are not groups of Microsoft Entra; name their people or a group.',
    });
  }

  async function groupMembers(group: string, signal?: AbortSignal): Promise<string[]> {
    const what = 'the members of the group';
    const id = await groupId(group, what, signal);
    const url = `${graphUrl}/v1.0/groups/${id}/transitiveMembers?$select=id,mail,userPrincipalName&$top=999`;
    const addresses = new Map<string, string>();
    for await (const page of valuePages(what, 'transitiveMembers', url, 'GroupMember.Read.All', signal)) {
      for (const address of page.map(addressOf)) {
        if (address) addresses.set(address.toLowerCase(), address);
      }
    }
    return [...addresses.values()];
  }

  return { memberGroups, groupMembers };
}
