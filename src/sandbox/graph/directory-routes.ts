import type { DirectoryGroup, DirectoryPerson, WireRow } from '../tenant-data.ts';
import { type Call, jsonObject, jsonReply, type Reply } from '../wire/call.ts';
import type { Directory } from './directory.ts';
import { graphError } from './errors.ts';

const context = 'https://graph.microsoft.com/v1.0/$metadata';

/** /users and /groups, as far as the product and a person at the sandbox need them; null when the path is another one. */
export function directoryRoute(call: Call, parts: string[], dir: Directory, now: number): Reply | null {
  const [collection = '', id = '', operation = '', cast = ''] = parts;
  const missing = (what: string) =>
    graphError(
      404,
      'Request_ResourceNotFound',
      `Resource '${what}' does not exist or one of its queried reference-property objects are not present.`,
      now,
    );
  if (collection === 'users' || collection === 'directoryObjects') {
    if (!id)
      return jsonReply(
        200,
        listed(
          call,
          dir
            .people()
            .filter(filterOf(call, ['mail', 'userPrincipalName', 'id']))
            .map(personRow),
          '#users',
        ),
      );
    const person = dir.person(decodeURIComponent(id));
    if (!person) return missing(id);
    if (!operation) return jsonReply(200, { '@odata.context': `${context}#users/$entity`, ...personRow(person) });
    if (operation === 'checkMemberGroups' && call.method === 'POST') return checkMemberGroups(call, person, dir, now);
    if (operation === 'transitiveMemberOf' || operation === 'memberOf') {
      const groups = dir.groups().filter((group) => dir.isMember(person.id, group.id));
      return jsonReply(200, listed(call, groups.map(groupRow), '#directoryObjects'));
    }
  }
  if (collection === 'groups') {
    if (!id)
      return jsonReply(
        200,
        listed(
          call,
          dir
            .groups()
            .filter(filterOf(call, ['mail', 'displayName', 'id']))
            .map(groupRow),
          '#groups',
        ),
      );
    const group = dir.group(id);
    if (!group) return missing(id);
    if (!operation) return jsonReply(200, { '@odata.context': `${context}#groups/$entity`, ...groupRow(group) });
    if (operation === 'transitiveMembers') return members(call, dir.below(group.id), cast);
    if (operation === 'members') {
      const direct = group.members.flatMap((one) => dir.person(one) ?? dir.group(one) ?? []);
      return members(call, direct, cast);
    }
  }
  return null;
}

function checkMemberGroups(call: Call, person: DirectoryPerson, dir: Directory, now: number): Reply {
  const ids = jsonObject(call.body)?.groupIds;
  if (!Array.isArray(ids) || ids.length > 20) {
    return graphError(400, 'Request_BadRequest', 'The number of group ids must be between 1 and 20.', now);
  }
  const value = ids.map(String).filter((id) => dir.isMember(person.id, id));
  return jsonReply(200, { '@odata.context': `${context}#Collection(Edm.String)`, value });
}

function members(call: Call, all: (DirectoryPerson | DirectoryGroup)[], cast: string): Reply {
  const people = all.filter((one) => !cast.endsWith('.user') || !('members' in one));
  const chosen = cast.endsWith('.group') ? people.filter((one) => 'members' in one) : people;
  const rows = chosen.map((one) => {
    if ('members' in one) return { '@odata.type': '#microsoft.graph.group', ...groupRow(one) };
    return cast ? personRow(one) : { '@odata.type': '#microsoft.graph.user', ...personRow(one) };
  });
  return jsonReply(200, listed(call, rows, '#directoryObjects'));
}

function personRow(person: DirectoryPerson): WireRow {
  return {
    id: person.id,
    displayName: person.name,
    mail: person.mail,
    userPrincipalName: person.mail,
    accountEnabled: true,
  };
}

function groupRow(group: DirectoryGroup): WireRow {
  return {
    id: group.id,
    displayName: group.name,
    mail: group.mail,
    mailEnabled: group.mail !== null,
    securityEnabled: group.mail === null,
    groupTypes: [],
  };
}

/** `$filter` with `eq` on one of these properties; others list all. */
function filterOf(call: Call, names: string[]): (one: DirectoryPerson | DirectoryGroup) => boolean {
  const filter = call.url.searchParams.get('$filter') ?? '';
  const [, name = '', value = ''] = /^\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*$/.exec(filter) ?? [];
  if (!names.includes(name)) return () => true;
  const wanted = value.replace(/''/g, "'").toLowerCase();
  return (one) => {
    const have = name === 'id' ? one.id : name === 'displayName' ? one.name : one.mail;
    return have?.toLowerCase() === wanted;
  };
}

/** One page: 100 rows or `$top` up to 999, with a nextLink when there are more; `$select` narrows. */
function listed(call: Call, rows: WireRow[], fragment: string): WireRow {
  const query = call.url.searchParams;
  const size = Math.min(Number(query.get('$top') ?? 100) || 100, 999);
  const from = Number(query.get('$skiptoken') ?? 0) || 0;
  const next = new URL(`/graph${call.url.pathname}${call.url.search}`, call.url.origin);
  next.searchParams.set('$skiptoken', String(from + size));
  const select = query.get('$select')?.split(',') ?? null;
  const value = rows
    .slice(from, from + size)
    .map((row) =>
      select
        ? Object.fromEntries(
            Object.entries(row).filter(([name]) => name.startsWith('@') || name === 'id' || select.includes(name)),
          )
        : row,
    );
  return {
    '@odata.context': `${context}${fragment}`,
    ...(query.get('$count') === 'true' ? { '@odata.count': rows.length } : {}),
    ...(rows.length > from + size ? { '@odata.nextLink': next.href } : {}),
    value,
  };
}
