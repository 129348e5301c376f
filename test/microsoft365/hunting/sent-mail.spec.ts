import assert from 'node:assert/strict';
import { createTenantReader } from '../../../src/microsoft365/create-tenant-reader.ts';
import type { TenantReader } from '../../../src/microsoft365/tenant-reader.ts';
import { createSandboxTenant, type SandboxTenant } from '../../../src/sandbox/tenant.ts';

const day = 86_400_000;

describe('mail of a sender in advanced hunting', () => {
  let sandbox: SandboxTenant;
  let reader: TenantReader;

  before(async function () {
    this.timeout(30_000);
    sandbox = await createSandboxTenant({ quarantineSize: 300 });
    const { tenantId, urls, clientId, clientSecret } = sandbox;
    const at = { entraUrl: urls.entra, exchangeUrl: urls.exchange, graphUrl: urls.graph };
    reader = createTenantReader({ tenantId, ...at, credential: { kind: 'secret', clientId, secret: clientSecret } });
  });
  after(() => sandbox.close());

  it('is asked for in one call each, whatever the number of messages', async () => {
    const sender = String((sandbox.profile.senders as { address: string }[])[0]?.address);
    const now = sandbox.clock.now();
    const from = new Date(now - 9 * day).toISOString();
    const to = new Date(now).toISOString();
    const subjects = new Set<string>();
    for await (const page of reader.trace.pages({ from, to, sender: [sender] })) {
      for (const row of page) subjects.add(row.subject);
    }
    const [left, ...wanted] = [...subjects];
    assert.ok(wanted.length > 0);
    const mail = { senders: [sender], subjects: wanted, from, to };
    sandbox.log.clear();
    const { sentMail } = reader.hunting;
    assert.ok(sentMail);
    const events = await sentMail.events(mail);
    const ids = new Set(events.map((event) => event.networkMessageId));
    const [moved, clicks, files] = [
      await sentMail.postDelivery(mail),
      await sentMail.clicks(mail),
      await sentMail.attachments(mail),
    ];
    const links = (await sentMail.links?.(mail)) ?? [];
    assert.ok(links.length > 0 && links.every(({ networkMessageId, url }) => ids.has(networkMessageId) && url !== ''));
    const perHost = links.map(({ networkMessageId, domain }) => `${networkMessageId} ${domain}`);
    assert.equal(new Set(perHost).size, links.length);
    assert.ok(events.length > 5, `only ${events.length} events`);
    assert.ok(events.every((event) => [event.senderFromAddress, event.senderMailFromAddress].includes(sender)));
    assert.ok(events.every((event) => event.subject !== left));
    assert.ok([...moved, ...clicks, ...files].every((row) => ids.has(row.networkMessageId)));
    assert.ok(clicks.length > 0 && clicks.every((click) => click.actionType.startsWith('Click') && click.url !== ''));
    const queries = sandbox.log.entries().filter((entry) => JSON.stringify(entry).includes('runHuntingQuery'));
    assert.equal(queries.length, 5);
  });

  it('is nobody’s when no sender is named, without a call', async () => {
    const nobody = { senders: [], subjects: ['x'], from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' };
    sandbox.log.clear();
    assert.deepEqual(await reader.hunting.sentMail?.events(nobody), []);
    assert.equal(sandbox.log.entries().length, 0);
  });
});
