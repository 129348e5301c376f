import assert from 'node:assert/strict';
import type { Database } from '../../src/store/database.ts';
import { backends, openTestDatabase } from '../support/database.ts';
import { anna, contactMonkey, later, made, openedTicket, ticketRoom } from '../support/tickets.ts';

for (const backend of backends)
  describe(`A ticket whose copy for ContactMonkey fails (${backend})`, function () {
    this.timeout(30_000);
    let database: Database;

    before(async () => {
      database = await openTestDatabase(backend);
    });
    after(() => database.close());

    const announceShared = async () => {
      throw new Error('ContactMonkey’s tenant is away.');
    };

    it('is open and goes on for its people; the job makes the copy later', async () => {
      const faults: unknown[] = [];
      const room = ticketRoom(database, {
        csmTenant: contactMonkey,
        announce: () => async () => {},
        announceShared,
        onLateCopy: (error) => faults.push(error),
      });
      const { id } = await openedTicket(room);
      const said = { kind: 'message' as const, as: 'answer' as const, text: 'Hello' };
      const { shared } = made(await room.act(anna, { id }, said, null, later(1)));
      assert.equal(shared.thread.at(-1)!.message?.text, 'Hello');
      assert.equal(faults.length, 2);
      await assert.rejects(room.mirror(anna.tenantId, id), /away/);
    });

    it('is a failure where no job would copy it', async () => {
      const room = ticketRoom(database, { csmTenant: contactMonkey, announceShared });
      await assert.rejects(openedTicket(room), /away/);
    });
  });
