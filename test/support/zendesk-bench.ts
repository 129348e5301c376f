import type { Database } from '../../src/store/database.ts';
import { type Announce, keptTicket } from '../../src/store/tickets.ts';
import { pushTicket } from '../../src/tickets/systems/push-ticket.ts';
import { createReceiver } from '../../src/tickets/systems/receive.ts';
import type { SystemTrouble } from '../../src/tickets/systems/trouble.ts';
import { createZendesk } from '../../src/tickets/systems/zendesk.ts';
import { type backends, openTestDatabase } from './database.ts';
import { at, contoso, made, ticketRoom } from './tickets.ts';
import { signedEvent, startZendesk } from './zendesk-server.ts';

export const zendeskSecret = 'zendesk-signing-secret';

/** Tickets in step with a Zendesk that runs here: `push` tells it, `deliver` brings its webhooks, both when the test says. */
export async function openZendeskBench(backend: (typeof backends)[number]) {
  const database: Database = await openTestDatabase(backend);
  const room = ticketRoom(database);
  const clock = { now: at };
  const account = { user: 'bot@contactmonkey.example', token: 't0ken' };
  const zendesk = await startZendesk({ ...account, now: () => clock.now });
  const systemAt = (url: string, token = account.token) => createZendesk({ ...account, token, url });
  const system = systemAt(zendesk.url);
  const troubles: SystemTrouble[] = [];
  const announced: { fail: boolean } = { fail: false };
  const announce = (): Announce => async () => {
    if (announced.fail) throw new Error('The news could not be put on its way.');
  };
  const secrets = { zendesk: zendeskSecret };
  const receiver = (systems = [system]) =>
    createReceiver({ database, room, tenantIds: [contoso], secrets, systems, announce });
  const receive = receiver();

  async function reference(id: string): Promise<number> {
    const { history } = (await keptTicket(database, contoso, { id }))!;
    const linked = history.map(({ what }) => what).findLast((what) => what.kind === 'linked');
    if (linked?.kind !== 'linked') throw new Error('Zendesk does not know the ticket.');
    return Number(linked.reference);
  }

  return {
    database,
    room,
    clock,
    zendesk,
    system,
    systemAt,
    troubles,
    announced,
    receive,
    receiver,
    push: (id: string, by = system) =>
      pushTicket(
        { database, system: by, now: () => clock.now, announce: announce(), onTrouble: (one) => troubles.push(one) },
        contoso,
        id,
      ),
    take: (event: object, by = receive) => by('zendesk', signedEvent(event, zendeskSecret, clock.now), clock.now),
    /** Brings the webhooks that are on their way, in the order given. */
    async deliver(order: (events: object[]) => object[] = (events) => events): Promise<number> {
      const events = order(zendesk.events.splice(0));
      for (const event of events) await receive('zendesk', signedEvent(event, zendeskSecret, clock.now), clock.now);
      return events.length;
    },
    reference,
    ticket: async (id: string) => zendesk.tickets.get(await reference(id))!,
    view: async (id: string, by: Parameters<typeof room.find>[0]) => made(await room.find(by, { id }, clock.now)),
    async close() {
      await zendesk.close();
      await database.close();
    },
  };
}

export type ZendeskBench = Awaited<ReturnType<typeof openZendeskBench>>;
