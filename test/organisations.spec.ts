import assert from 'node:assert/strict';
import { type Customer, customersOf } from '../src/config/customer.ts';
import { type Config, readConfig } from '../src/config.ts';
import type { OpenedCustomer } from '../src/customers.ts';
import { createOrganisations } from '../src/organisations.ts';
import type { Organisation } from '../src/teams/organisation.ts';
import { fakeTenantReader } from './support/fake-tenant-reader.ts';
import { createManualClock } from './support/manual-clock.ts';
import { profile } from './support/questions.ts';
import { createMemoryLog } from './support/teams-bot.ts';

const contoso = '11111111-aaaa-4aaa-8aaa-000000000001';
const fabrikam = '22222222-bbbb-4bbb-8bbb-000000000002';
const contactMonkey = '33333333-cccc-4ccc-8ccc-000000000003';
const partner = '44444444-dddd-4ddd-8ddd-000000000004';
const kim = '99999999-1111-4111-8111-000000000001';
const csmGroup = '99999999-2222-4222-8222-000000000002';

describe('The organisations of a service', () => {
  const { log, lines } = createMemoryLog();

  function organisations(env: Record<string, string>, further: Customer[] = [], change: Partial<Config> = {}) {
    const allowed = [contoso, fabrikam, contactMonkey, partner].join(',');
    const least = { TENANT_ID: contoso, CLIENT_ID: contoso, ALLOWED_TENANTS: allowed, ...env };
    const config = { ...readConfig(least, { sandbox: true }), furtherCustomers: further, ...change };
    const opened = (customer: Customer): OpenedCustomer => {
      const { reader } = fakeTenantReader({});
      return { customer, name: customer.name, tenant: { ...reader, tenantId: customer.tenantId }, profile };
    };
    const [first, ...others] = customersOf(config);
    const customers: [OpenedCustomer, ...OpenedCustomer[]] = [opened(first), ...others.map(opened)];
    lines.length = 0;
    return createOrganisations({
      config,
      customers,
      roomsOf: () => ({}),
      shared: {},
      clock: createManualClock(),
      log,
    });
  }

  function second(): Customer {
    const [first] = customersOf(readConfig({ TENANT_ID: fabrikam, CLIENT_ID: fabrikam }, { sandbox: true }));
    return first;
  }

  const csmSettings = { CSM_TENANT_ID: contactMonkey, CSM_GROUPS: `${kim},${csmGroup}`, READER_GROUPS: kim };

  async function rolesIn(organisation: Organisation | null, user: string) {
    const verdict = await organisation?.roles(user);
    return verdict?.known ? verdict.roles : verdict;
  }

  it('give each customer their own, and a stranger none', () => {
    const of = organisations({}, [second()]);
    assert.equal(of(contoso)?.tenantId, contoso);
    assert.equal(of(fabrikam)?.tenantId, fabrikam);
    assert.notEqual(of(contoso)?.assistant, of(fabrikam)?.assistant);
    assert.equal(of(partner), null);
    assert.equal(of(contactMonkey), null);
  });

  it('let others whom the door lets in act in the only customer there is, for what their ids are named', async () => {
    const of = organisations({ READER_GROUPS: kim });
    assert.equal(of(partner)?.tenantId, contoso);
    assert.deepEqual(await rolesIn(of(partner), kim), ['reader']);
  });

  it('leave ContactMonkey’s people the role of the customer success manager alone', async () => {
    const of = organisations({ ...csmSettings, OPERATOR_GROUPS: kim });
    assert.deepEqual(await rolesIn(of(contactMonkey), kim), ['csm']);
  });

  it('know them by their own ids where their directory cannot be asked, refuse everybody else there, and say so at the start', async () => {
    const of = organisations(csmSettings);
    assert.deepEqual(await rolesIn(of(contactMonkey), '99999999-3333-4333-8333-000000000003'), []);
    assert.ok(lines.some(({ event }) => event === 'csm.byUserId'));
  });

  it('warn at the start that nobody could answer where CSM_GROUPS is empty', () => {
    organisations({ CSM_TENANT_ID: contactMonkey });
    assert.ok(lines.some(({ event, level }) => event === 'csm.nobody' && level === 40));
  });

  it('treat a customer that is ContactMonkey’s own tenant as a customer, whose people hold all their roles', async () => {
    const of = organisations({ ...csmSettings, CSM_TENANT_ID: contoso });
    assert.deepEqual(((await rolesIn(of(contoso), kim)) as string[]).toSorted(), ['csm', 'reader']);
  });
});
