import assert from 'node:assert/strict';
import { createAdapter } from '../../src/teams/adapter.ts';
import { createConnector } from '../../src/teams/connector.ts';
import { serviceHosts } from '../../src/teams/door/service-hosts.ts';
import { type FakeConnector, startFakeConnector } from '../support/fake-connector.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { sandboxConfig } from '../support/teams-bot.ts';

describe('what goes over the wire to Teams', () => {
  let fake: FakeConnector;
  const clock = createManualClock();

  beforeEach(async () => {
    fake = await startFakeConnector();
  });
  afterEach(() => fake.stop());

  function connect(hosts: string[]) {
    const config = sandboxConfig();
    const list = serviceHosts(hosts);
    const adapter = createAdapter({ config, hosts: list, clock });
    return createConnector({ adapter, appId: '', tokenIssuer: config.botTokenIssuer, hosts: list, clock });
  }

  const reference = () => ({
    serviceUrl: fake.serviceUrl,
    channelId: 'msteams',
    conversation: { id: 'a:1', isGroup: false, conversationType: 'personal', name: '' },
    bot: { id: '28:bot', name: 'bot' },
    user: { id: '29:u', name: 'u' },
  });

  it('keeps every field of an entity', async () => {
    const entity = {
      type: 'https://schema.org/Message',
      '@type': 'Message',
      additionalType: ['AIGeneratedContent'],
      citation: [{ position: 1, appearance: { name: 'a' } }],
    };
    await connect(['127.0.0.1']).post(reference(), { type: 'message', text: 'x', entities: [entity] });
    assert.deepEqual(fake.calls[0]?.body.entities, [entity]);
  });

  it('updates a message in place', async () => {
    await connect(['127.0.0.1']).update(reference(), 'm7', { type: 'message', text: 'newer' });
    assert.equal(fake.calls[0]?.method, 'PUT');
    assert.equal(fake.calls[0]?.path, '/v3/conversations/a%3A1/activities/m7');
  });

  it('sends nothing to a host that is not listed', async () => {
    await assert.rejects(connect(['smba.trafficmanager.net']).post(reference(), { type: 'message', text: 'x' }), {
      kind: 'refused',
    });
    assert.equal(fake.calls.length, 0);
  });

  it('names what the Bot Connector meant', async () => {
    const connector = connect(['127.0.0.1']);
    for (const [status, kind] of [
      [403, 'blocked'],
      [404, 'gone'],
      [413, 'tooBig'],
      [500, 'refused'],
    ] as const) {
      fake.clear();
      fake.fail({ status });
      await assert.rejects(connector.post(reference(), { type: 'message', text: 'x' }), { kind, statusCode: status });
      assert.equal(fake.calls.length, 1);
    }
  });

  it('gives up after three tries, or at once when it would have to wait too long', async () => {
    const connector = connect(['127.0.0.1']);
    fake.fail({ status: 503 });
    const given = assert.rejects(connector.post(reference(), { type: 'message', text: 'x' }), { kind: 'unavailable' });
    while (fake.calls.length < 3) await clock.advance(1000);
    await given;
    fake.clear();
    fake.fail({ status: 429, retryAfterSeconds: 60 });
    await assert.rejects(connector.post(reference(), { type: 'message', text: 'x' }), { kind: 'throttled' });
    assert.equal(fake.calls.length, 1);
  });

  it('sends once more where the connection broke off before there was an answer', async () => {
    const connector = connect(['127.0.0.1']);
    fake.fail({ status: 0, dropped: true, times: 1 });
    const posted = connector.post(reference(), { type: 'message', text: 'x' });
    while (fake.calls.length < 2) await clock.advance(1000);
    assert.ok(await posted);
    assert.equal(fake.calls.length, 2);
  });
});
