import { readFile } from 'node:fs/promises';
import { defaultUsers } from './company/people.ts';
import { configurationCmdlets } from './exchange/catalogue.ts';
import { huntingSchema } from './graph/hunting-schema.ts';
import { roleGroups } from './role-groups.ts';
import { guidOf } from './seeded-random.ts';
import type { DirectoryGroup, DirectoryPerson, HuntingTable, SandboxUser, TenantData, WireRow } from './tenant-data.ts';
import { quarantineItems, traceItems } from './tenant-file-mail.ts';
import { sentencesOf, type TenantFile, tenantFileSchema } from './tenant-file-schema.ts';

/** Reads a company from a JSON file (described in tenant-file.md). Rejects with an Error whose message says what is wrong where. */
export async function loadTenantFile(path: string): Promise<TenantData> {
  let json: unknown;
  try {
    json = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const cause = error instanceof SyntaxError ? 'is not valid JSON' : 'could not be read';
    throw new Error(`The tenant file ${path} ${cause}: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
  try {
    return tenantFromJson(json);
  } catch (error) {
    throw new Error(`The tenant file ${path} cannot be used. ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    });
  }
}

/** The same from parsed JSON. Throws an Error with sentences. */
export function tenantFromJson(json: unknown): TenantData {
  const result = tenantFileSchema.safeParse(json);
  if (!result.success) throw new Error(sentencesOf(result.error).join(' '));
  const file = result.data;
  const rowsOf = (name: string) => (file as unknown as Record<string, WireRow[] | undefined>)[name];
  const tenantId = file.tenantId ?? guidOf('tenant file');
  const users = usersOf(file);
  const { people, groups } = directoryOf(file, users);
  const tables = Object.keys(huntingSchema).flatMap((name) => {
    const rows = rowsOf(name);
    return rows ? [[name, tableOf(rows)] as const] : [];
  });
  const cmdlets = Object.fromEntries(
    configurationCmdlets.flatMap((name) => (rowsOf(name) ? [[name, rowsOf(name) ?? []]] : [])),
  );
  return {
    tenantId,
    initialDomain: file.initialDomain ?? 'tenant.onmicrosoft.com',
    displayName: file.displayName ?? 'Tenant from a file',
    licence: file.licence ?? (tables.length > 0 ? 'P2' : 'P1'),
    ...(file.now ? { startsAt: Date.parse(file.now) } : {}),
    absent: [...configurationCmdlets, 'Get-MessageTraceV2', 'Get-MessageTraceDetailV2'].filter((name) => !rowsOf(name)),
    cmdlets,
    quarantine: quarantineItems(file),
    trace: traceItems(file),
    tables: Object.fromEntries(tables),
    alerts: file.alerts ?? [],
    people,
    groups: [...groups, ...roleGroups(tenantId, users)],
    users,
    profile: file.profile ?? {},
    dns: file.dns ?? {},
  };
}

function usersOf(file: TenantFile): SandboxUser[] {
  return (
    file.users?.map((user) => ({ ...user, objectId: user.objectId ?? guidOf(`user ${user.upn}`) })) ?? defaultUsers
  );
}

/** Addresses that are keys of `groups` are groups wherever they stand as members; all others are people. */
function directoryOf(file: TenantFile, users: SandboxUser[]): { people: DirectoryPerson[]; groups: DirectoryGroup[] } {
  const lists = Object.entries(file.groups ?? {});
  const groupIds = new Map(lists.map(([mail]) => [mail.toLowerCase(), guidOf(`group ${mail.toLowerCase()}`)]));
  const people = new Map<string, DirectoryPerson>(
    users.map((user) => [user.upn.toLowerCase(), { id: user.objectId, name: user.name, mail: user.upn }]),
  );
  function idOf(address: string): string {
    const mail = address.toLowerCase();
    const group = groupIds.get(mail);
    if (group) return group;
    const person = people.get(mail) ?? {
      id: guidOf(`mailbox ${mail}`),
      name: address.split('@')[0] ?? address,
      mail: address,
    };
    people.set(mail, person);
    return person.id;
  }
  const groups = lists.map(([mail, members]) => ({
    id: idOf(mail),
    name: mail.split('@')[0] ?? mail,
    mail,
    members: members.map(idOf),
  }));
  for (const row of file['Get-QuarantineMessage'] ?? []) [row.RecipientAddress].flat().forEach(idOf);
  return { people: [...people.values()], groups };
}

function tableOf(rows: WireRow[]): HuntingTable {
  const byId = Map.groupBy(rows, (row) => String(row.NetworkMessageId ?? '').toLowerCase());
  return { rows: (ids) => (ids === null ? rows : ids.flatMap((id) => byId.get(id) ?? [])) };
}
