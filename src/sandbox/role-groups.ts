import { guidOf } from './seeded-random.ts';
import { type DirectoryGroup, type SandboxRole, type SandboxUser, sandboxRoles } from './tenant-data.ts';

const names: Record<SandboxRole, string> = {
  reader: 'Quarantine Watch readers',
  operator: 'Quarantine Watch operators',
  approver: 'Quarantine Watch approvers',
  csm: 'ContactMonkey customer success',
};

export function roleGroupId(tenantId: string, role: SandboxRole): string {
  return guidOf(`${tenantId} role ${role}`);
}

/** One security group for each role, holding the users who have it. */
export function roleGroups(tenantId: string, users: SandboxUser[]): DirectoryGroup[] {
  return sandboxRoles.map((role) => ({
    id: roleGroupId(tenantId, role),
    name: names[role],
    mail: null,
    members: users.filter((user) => user.roles.includes(role)).map((user) => user.objectId),
  }));
}
