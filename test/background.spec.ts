import assert from 'node:assert/strict';
import { type Background, startBackground } from '../src/background.ts';
import { parseSenderProfile } from '../src/contactmonkey/parse-sender-profile.ts';
import { createTenantReader } from '../src/microsoft365/create-tenant-reader.ts';
import { createFixedDns } from '../src/microsoft365/dns/fixed-lookup.ts';
import { createSandboxTenant, type SandboxTenant } from '../src/sandbox/tenant.ts';
import type { Database } from '../src/store/database.ts';
import { systemClock } from '../src/teams/clock.ts';
import { backends, openTestDatabase } from './support/database.ts';
import { createMemoryLog } from './support/teams-bot.ts';

const conversationId = '19:mail-ops@thread.tacv2';

for (const backend of backends) {
  describe(`What the bot does unasked, on ${backend}`, function () {
    this.timeout(60_000);
    let sandbox: SandboxTenant;
    let database: Database;
    let background: Background;

    before(async () => {
      sandbox = await createSandboxTenant({ quarantineSize: 50 });
      database = await openTestDatabase(backend);
      const tenant = createTenantReader({
        tenantId: sandbox.tenantId,
        entraUrl: sandbox.urls.entra,
        exchangeUrl: sandbox.urls.exchange,
        graphUrl: sandbox.urls.graph,
        credential: { kind: 'secret', clientId: sandbox.clientId, secret: sandbox.clientSecret },
      });
      background = await startBackground({
        customers: [{ tenant, profile: parseSenderProfile(sandbox.profile).profile }],
        dns: createFixedDns({}),
        database,
        postman: {
          post: async () => ({ activityId: '1', threadId: null }),
          reply: async () => {},
          update: async () => {},
        },
        clock: systemClock,
        log: createMemoryLog().log,
      });
    });
    after(async () => {
      await background?.stop();
      await database?.close();
      await sandbox?.close();
    });

    it('keeps the times of a policy summary, in the time zone of whoever asked', async () => {
      const now = new Date();
      const wish = { days: ['monday' as const], at: '08:00', timeZone: 'Europe/Berlin', createdBy: 'ana', now };
      const { digests } = background.roomsOf(sandbox.tenantId);
      const { next } = await digests.subscribe({ conversationId, ...wish });
      const words = new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Europe/Berlin',
        weekday: 'long',
        hour: '2-digit',
        minute: '2-digit',
      });
      assert.equal(words.format(new Date(String(next[0]))), 'Monday 08:00');
      assert.deepEqual(await digests.of(conversationId, now), { next });
      assert.equal(await digests.unsubscribe(conversationId), true);
      assert.equal(await digests.of(conversationId, now), null);
    });

    it('serves alerts, campaigns and tickets from the same database', async () => {
      const { alerts, campaigns } = background.roomsOf(sandbox.tenantId);
      assert.deepEqual(await alerts.open(), []);
      assert.deepEqual(await campaigns.newest(5), []);
      assert.ok((await campaigns.sight()).blind === null);
    });

    it('has no rooms for a tenant that is no customer', () => {
      assert.throws(() => background.roomsOf('9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902'), /no customer/);
    });
  });
}
