import assert from 'node:assert/strict';
import { createQuestionRegistry } from '../src/questions/registry.ts';
import { openDatabase } from '../src/store/database.ts';
import { inTenant } from '../src/store/tenant-scope.ts';
import { backends, createServerDatabase } from './support/database.ts';
import { eventually, type Service, type Speaker, startService, strangerTenantId } from './support/service.ts';

const lee = { name: 'Lee Csm', objectId: '99999999-1111-4111-8111-000000000001' };
const secrets = ['Town hall at Contoso', 'Town hall at Fabrikam', 'mia@'];

for (const backend of backends)
  describe(`One service for two customers and ContactMonkey, on ${backend}`, function () {
    this.timeout(120_000);
    let service: Service;
    let people: Record<'ana' | 'fay' | 'kim' | 'lee' | 'guest', Speaker>;

    let drop = async () => {};
    /** Of a database that others can look into. */
    let url: string | null = null;

    before(async () => {
      const server = backend === 'postgres' ? await createServerDatabase() : null;
      if (server !== null) ({ drop, url } = server);
      service = await startService({ alsoCsm: lee.objectId, ...(server === null ? {} : { databaseUrl: server.url }) });
      const { contoso, fabrikam, contactMonkey, personOf, kim } = service;
      people = {
        ana: personOf(contoso, 'Operator'),
        fay: personOf(fabrikam, 'Operator'),
        guest: personOf(fabrikam, 'Csm'),
        kim,
        lee: { ...lee, tenantId: contactMonkey.tenantId },
      };
    });
    after(async () => {
      await service?.stop();
      await drop();
    });

    async function opened(person: Speaker, title: string): Promise<string> {
      const form = await service.press(person, 'ticket.open');
      const draft = /"draft":"([^"]+)"/.exec(form)?.[1];
      assert.ok(draft, form.slice(0, 600));
      const said = await service.press(person, 'ticket.open', {
        draft,
        send: 'yes',
        title,
        description: `${title}, please help`,
      });
      return /CM-\d+/.exec(said)?.[0] ?? assert.fail(said.slice(0, 600));
    }

    function holdsNothing(text: string): void {
      for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 300)}`);
    }

    it('answers the people of each customer from their own tenant alone', async () => {
      const own = await service.say(people.ana, 'what is in quarantine?');
      assert.ok(own.includes('Town hall at Contoso') && !own.includes('Fabrikam'), own.slice(0, 400));
      const theirs = await service.say(people.fay, 'what is in quarantine?');
      assert.ok(theirs.includes('Town hall at Fabrikam') && !theirs.includes('Contoso'), theirs.slice(0, 400));
    });

    it('gives nobody in one tenant the rights that they hold in the other', async () => {
      for (const [person, elsewhere] of [
        [people.ana, people.fay.tenantId],
        [people.fay, people.ana.tenantId],
        [people.ana, people.kim.tenantId],
        [people.kim, people.fay.tenantId],
      ] as const) {
        const said = await service.say({ ...person, tenantId: elsewhere }, 'what is in quarantine?');
        assert.match(said, /only people your administrator has named|could not check just now/);
        holdsNothing(said);
      }
    });

    it('turns people of a tenant away that is served by nobody, and is silent to one that is not let in', async () => {
      const said = await service.say({ ...people.ana, tenantId: strangerTenantId }, 'what is in quarantine?');
      assert.match(said, /does not serve your organisation/);
      const outside = { ...people.ana, tenantId: '55555555-eeee-4eee-8eee-000000000005' };
      assert.equal((await service.post(outside, { text: 'hello' })).status, 403);
    });

    it('remembers what was spoken of for each tenant by itself', async () => {
      await service.say(people.ana, 'what is in quarantine?');
      const said = await service.say(people.fay, 'why the second one?');
      assert.ok(!said.includes('Contoso'), said.slice(0, 300));
    });

    it('greets and helps the people of ContactMonkey with tickets alone', async () => {
      for (const text of ['help', 'hello']) {
        const said = await service.say(people.kim, text);
        assert.match(said, /Tickets of the customers you look after|tickets/);
        assert.doesNotMatch(said, /quarantine\.list/);
      }
    });

    it('refuses them every question and every button but those of tickets, politely, although one is named among readers', async () => {
      const questions = await createQuestionRegistry().all();
      const theirs = (intent: string) => intent.startsWith('ticket.') || intent === 'smalltalk/help';
      const others = questions.map(({ intent }) => intent).filter((intent) => !theirs(intent));
      assert.ok(others.length > 25, String(others.length));
      for (const verb of others) {
        const said = await service.press(people.kim, verb, { recipient: 'mia@contoso.example' });
        assert.match(said, /I answer you about tickets alone/, verb);
      }
      holdsNothing(await service.say(people.kim, 'what is in quarantine?'));
      holdsNothing(await service.say(people.kim, 'are our policies ok for ContactMonkey?'));
    });

    it('lets them neither open a ticket nor share evidence for a customer', async () => {
      for (const verb of ['ticket.open', 'ticket.share']) {
        const said = await service.press(people.kim, verb, { customer_tenant: people.ana.tenantId });
        assert.match(said, /customer’s own administrators/, verb);
      }
    });

    describe('with a ticket of each customer', () => {
      let contosoTicket: string;
      let fabrikamTicket: string;

      before(async () => {
        contosoTicket = await opened(people.ana, 'Contoso town hall held');
        fabrikamTicket = await opened(people.fay, 'Fabrikam town hall held');
      });

      it('shows a customer success manager nothing before a customer is assigned', async () => {
        for (const person of [people.kim, people.lee]) {
          const list = await service.say(person, 'which tickets are open?');
          assert.match(list, /There are none/);
          const one = await service.say(person, `any news on ${contosoTicket}?`);
          assert.match(one, /I know of no ticket/);
          assert.ok(!one.includes('town hall'));
        }
      });

      it('shows those of the customers that are assigned, and answers reach each customer’s own chat', async () => {
        const assigned: [Speaker, string][] = [
          [people.ana, 'Contoso'],
          [people.fay, 'Fabrikam'],
        ];
        for (const [customer, name] of assigned) {
          // The file calls Fabrikam by its name already.
          const named = name === 'Fabrikam' ? {} : { customer_name: name };
          const data = { do: 'assign', customer: customer.tenantId, ...named };
          assert.match(
            await service.press(people.kim, 'ticket.customers', data),
            new RegExp(`${name} is looked after by`),
          );
        }
        const list = await listWith(people.kim, [contosoTicket, fabrikamTicket]);
        assert.ok(list.includes('Contoso') && list.includes('Fabrikam'));
        for (const [customer, word] of [
          [people.ana, 'Allow the new host.'],
          [people.fay, 'Which region?'],
        ] as const) {
          const ticket_id = customer === people.ana ? contosoTicket : fabrikamTicket;
          const said = await service.press(people.kim, 'ticket.answer', { ticket_id, reply: word });
          assert.match(said, /Your message was sent/);
          await eventually(() => service.seenBy(customer).find((text) => text.includes(word)) ?? null);
        }
        assert.ok(!service.seenBy(people.fay).some((text) => text.includes('Allow the new host.')));
        assert.ok(!service.seenBy(people.ana).some((text) => text.includes('Which region?')));
      });

      it('brings what the customer writes back into the chat of their manager, and of nobody else', async () => {
        await service.press(people.ana, 'ticket.answer', { ticket_id: contosoTicket, reply: 'Contoso did that.' });
        await eventually(() => service.seenBy(people.kim).find((text) => text.includes('Contoso did that.')) ?? null);
        for (const other of [people.lee, people.fay, people.guest])
          assert.ok(!service.seenBy(other).some((text) => text.includes('Contoso did that.')), other.name);
      });

      it('never shows a customer the ticket of another, by list, by number or by naming its tenant', async () => {
        for (const [person, foreign] of [
          [people.ana, fabrikamTicket],
          [people.fay, contosoTicket],
          [people.guest, contosoTicket],
          [people.lee, contosoTicket],
        ] as const) {
          assert.ok(!(await service.say(person, 'show all tickets')).includes(foreign), person.name);
          for (const customer_tenant of ['', people.ana.tenantId, people.fay.tenantId]) {
            for (const verb of ['ticket.status', 'ticket.answer', 'ticket.state', 'ticket.export', 'ticket.assign']) {
              const data = {
                ticket_id: foreign,
                reply: 'x',
                state: 'solved',
                ...(customer_tenant ? { customer_tenant } : {}),
              };
              const said = await service.press(person, verb, data);
              assert.match(
                said,
                /I know of no ticket|This is for|Which|No such|may see the tickets/,
                `${person.name} ${verb}: ${said.slice(0, 300)}`,
              );
              assert.ok(!said.includes('town hall held'), `${person.name} ${verb}`);
            }
          }
        }
      });

      it('lets a guest among the customer’s own people work on that customer’s tickets', async () => {
        const list = await service.say(people.guest, 'which tickets are open?');
        assert.ok(list.includes(fabrikamTicket) && !list.includes(contosoTicket), list.slice(0, 300));
        assert.match(await service.say(people.guest, 'what is in quarantine?'), /I answer you about tickets alone/);
      });

      it('lets nobody in a customer’s tenant see or say who looks after whom', async () => {
        for (const person of [people.guest, people.ana]) {
          const said = await service.press(person, 'ticket.customers', { do: 'assign', customer: people.ana.tenantId });
          assert.match(said, /own tenant|This is for/);
          assert.doesNotMatch(said, /Contoso Operator, |looked after by/);
        }
      });

      it('ends with the assignment', async () => {
        const data = { do: 'remove', customer: people.ana.tenantId };
        assert.match(await service.press(people.kim, 'ticket.customers', data), /is looked after by nobody now/);
        const list = await service.say(people.kim, 'which tickets are open?');
        assert.ok(list.includes(fabrikamTicket) && !list.includes(contosoTicket), list.slice(0, 300));
      });

      async function listWith(person: Speaker, numbers: string[]): Promise<string> {
        for (let round = 0; ; round += 1) {
          const list = await service.say(person, 'which tickets are open?');
          if (numbers.every((number) => list.includes(number))) return list;
          if (round > 40) assert.fail(list.slice(0, 600));
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
    });

    // The embedded database belongs to the service alone.
    if (backend === 'postgres')
      it('keeps each refusal on record in the tenant of whoever was refused', async () => {
        const database = await openDatabase({ url, folder: null });
        const refusedIn = (tenantId: string) =>
          inTenant(database.kysely, tenantId, (t) =>
            t.selectFrom('audit').selectAll().where('outcome', '=', 'refused').execute(),
          );
        const theirs = await refusedIn(people.kim.tenantId);
        const actions = theirs.filter(({ actor }) => actor === people.kim.objectId).map(({ action }) => action);
        for (const action of ['quarantine.list', 'policy.gaps', 'ticket.open'])
          assert.ok(actions.includes(action), action);
        const [stranger] = await refusedIn(strangerTenantId);
        assert.deepEqual([stranger?.actor, stranger?.details.reason], [people.ana.objectId, 'notServed']);
        const atFabrikam = await refusedIn(people.fay.tenantId);
        assert.ok(atFabrikam.some(({ actor }) => actor === people.ana.objectId));
        await database.close();
      });

    describe('when one customer’s tenant lets the reader in no more', () => {
      before(() => service.fabrikam.faults.add({ service: 'entra', action: 'tokenError', text: 'AADSTS7000215' }));

      it('goes on for the others, and tells the people of that one what cannot be read', async () => {
        const named = service.personOf(service.fabrikam, 'Nobody');
        const said = await service.say(named, 'are our policies ok for ContactMonkey?');
        assert.match(said, /sign in|signed in|credential|secret|could not/i);
        assert.doesNotMatch(said, /Contoso/);
        const own = await service.say(people.ana, 'what is in quarantine?');
        assert.ok(own.includes('Town hall at Contoso'));
      });
    });
  });
