import type { Config, RoleGroups } from './config.ts';
import { defaultSenderProfile } from './contactmonkey/parse-sender-profile.ts';
import { type OpenedCustomer, readerOf } from './customers.ts';
import type { Log } from './log.ts';
import { closedReader } from './microsoft365/closed-reader.ts';
import type { TenantReader } from './microsoft365/tenant-reader.ts';
import { createAssistant } from './questions/create-assistant.ts';
import type { QuestionDeps } from './questions/deps.ts';
import type { Role } from './questions/question.ts';
import type { Clock } from './teams/clock.ts';
import type { Organisation, OrganisationOf } from './teams/organisation.ts';
import { createRoles, type MemberGroups } from './teams/roles.ts';

/** What a customer's assistant has of that customer alone. */
export type OwnRooms = Pick<QuestionDeps, 'policies' | 'alerts' | 'campaigns' | 'digests'>;

export interface OrganisationParts {
  config: Config;
  customers: readonly [OpenedCustomer, ...OpenedCustomer[]];
  roomsOf(customer: OpenedCustomer): OwnRooms;
  /** The same for everybody, and of no tenant by themselves. */
  shared: Pick<QuestionDeps, 'dns' | 'publishReport' | 'refusals' | 'tickets' | 'testSender'>;
  clock: Clock;
  log: Log;
}

/**
 * The organisations of this service: each customer's people before their own assistant, and ContactMonkey's before one that speaks of
 * tickets alone. Where there is a single customer, people of other tenants that the door lets in act in that one, if they are named by
 * their ids; where there are several, they are turned away.
 */
export function createOrganisations(parts: OrganisationParts): OrganisationOf {
  const { config, customers } = parts;
  const [first] = customers;
  const all = new Map(customers.map((one) => [one.tenant.tenantId, customerOrganisation(parts, one)]));
  const { csmTenantId } = config;
  if (csmTenantId !== null && !all.has(csmTenantId)) all.set(csmTenantId, contactMonkey(parts, csmTenantId));
  const anyOther = customers.length === 1 ? (all.get(first.tenant.tenantId) ?? null) : null;
  return (tenantId) => all.get(tenantId) ?? anyOther;
}

function customerOrganisation(parts: OrganisationParts, one: OpenedCustomer): Organisation {
  const { clock, log, shared } = parts;
  const { tenant, profile } = one;
  const { groups } = one.customer;
  const ticketWriters: readonly Role[] =
    groups.operator.length + groups.approver.length > 0 ? ['operator', 'approver'] : ['reader'];
  return {
    tenantId: tenant.tenantId,
    assistant: createAssistant({ ...shared, ...parts.roomsOf(one), tenant, profile, log, ticketWriters }),
    roles: createRoles({ groups, memberGroups: askedOf(tenant), clock, log }),
  };
}

/** Its people hold no role but that of the customer success manager, whatever else their ids are named for. */
function contactMonkey({ config, shared, clock, log }: OrganisationParts, tenantId: string): Organisation {
  const { csmDirectory, exchangeUrl } = config;
  const groups: RoleGroups = { reader: [], operator: [], approver: [], csm: config.groups.csm };
  const directory = csmDirectory && readerOf({ ...csmDirectory, exchangeUrl }, log, config.sandbox);
  if (groups.csm.length === 0) log.warn({ event: 'csm.nobody' }, 'CSM_GROUPS is empty, so nobody can answer tickets');
  else if (directory === null)
    log.info(
      { event: 'csm.byUserId' },
      'in CSM_TENANT_ID the user ids in CSM_GROUPS count, and groups do not: contactMonkey.reader in the file of TENANTS would check them',
    );
  const tenant = closedReader(tenantId);
  return {
    tenantId,
    assistant: createAssistant({ ...shared, tenant, profile: defaultSenderProfile(), log, ticketsAlone: true }),
    roles: createRoles({ groups, memberGroups: directory && askedOf(directory), clock, log }),
  };
}

function askedOf({ directory }: TenantReader): MemberGroups {
  return (user, groups, signal) => directory.memberGroups(user, groups, signal);
}
