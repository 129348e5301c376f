import assert from 'node:assert/strict';
import { badAuthorizations } from '../support/bad-tokens.ts';
import type { TokenSigner } from '../support/token-signer.ts';
import {
  appId,
  reader,
  readerClientId,
  type Started,
  startProduction,
  startWorld,
  tenantId,
  type World,
} from './world.ts';

const otherTenant = '9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902';

describe('a production start among separate services over TLS', function () {
  this.timeout(60_000);
  let world: World;
  let bot: Started;
  let lastId = 0;

  before(async () => {
    world = await startWorld();
    bot = await startProduction(world.env);
    assert.notEqual(bot.url, null, bot.stderr());
  });
  after(async () => {
    bot.signal('SIGTERM');
    assert.equal(await bot.exit, 0);
    await world.stop();
  });
  beforeEach(() => world.forget());

  function activity(more: object = {}) {
    lastId += 1;
    return {
      type: 'message',
      id: `in${lastId}`,
      channelId: 'msteams',
      serviceUrl: `${world.players.connector.origin}/teams/`,
      from: { id: '29:reader', aadObjectId: reader, name: 'Riley' },
      recipient: { id: `28:${appId}`, name: 'Quarantine Watch' },
      conversation: { id: `a:${lastId}`, conversationType: 'personal', tenantId },
      channelData: { tenant: { id: tenantId } },
      text: 'what is in quarantine?',
      ...more,
    };
  }

  function post(body: unknown, authorization?: string, contentType = 'application/json'): Promise<Response> {
    const headers: Record<string, string> = { 'content-type': contentType };
    if (authorization !== undefined) headers.authorization = authorization;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${bot.url}/api/messages`, { method: 'POST', headers, body: text });
  }

  const bearer = async (wish = {}) => `Bearer ${await world.signer.token(wish)}`;

  async function reachedNothing(): Promise<void> {
    const { entra, graph, exchange, connector, foreign } = world.players;
    for (const player of [graph, exchange, connector, foreign]) assert.deepEqual(await player.calls(), []);
    assert.deepEqual(
      (await entra.calls()).filter((call) => call.method !== 'GET'),
      [],
    );
  }

  async function refused(response: Response, status: number): Promise<void> {
    assert.equal(response.status, status);
    assert.equal(await response.text(), '');
    await reachedNothing();
  }

  it('is ready, and answers a reader from Exchange through the connector, each with its own token', async () => {
    assert.equal((await fetch(`${bot.url}/readyz`)).status, 200);
    assert.equal((await post(activity(), await bearer())).status, 200);
    const sent = (await world.players.connector.calls()).filter((call) => JSON.parse(call.body).type === 'message');
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.authorization, `Bearer token-of-${appId}`);
    assert.match(sent[0]?.body ?? '', /CM Test|autumn letter|quarantine/i);
    const asked = await world.players.exchange.calls();
    assert.ok(asked.length > 0);
    assert.ok(asked.every((call) => call.authorization === `Bearer token-of-${readerClientId}`));
  });

  for (const name of Object.keys(badAuthorizations({} as TokenSigner))) {
    it(`turns ${name} away with 401, and nothing is reached`, async () => {
      await refused(await post(activity(), await badAuthorizations(world.signer)[name]?.()), 401);
    });
  }

  it('sends no token to a foreign service address, whether the activity, the token or both name it', async () => {
    const foreign = `${world.players.foreign.origin}/teams/`;
    const claims = { serviceurl: foreign };
    await refused(await post(activity({ serviceUrl: foreign }), await bearer()), 401);
    await refused(await post(activity(), await bearer({ claims })), 401);
    await refused(await post(activity({ serviceUrl: foreign }), await bearer({ claims })), 401);
  });

  it('refuses a tenant that is not allowed before anything is read', async () => {
    const foreign = { id: 'a:1', conversationType: 'personal', tenantId: otherTenant };
    await refused(await post(activity({ conversation: foreign }), await bearer()), 403);
    await refused(await post(activity({ channelData: { tenant: { id: otherTenant } } }), await bearer()), 403);
  });

  it('refuses a person without rights without asking Exchange', async () => {
    const from = { id: '29:x', aadObjectId: '22222222-2222-4222-8222-222222222222', name: 'Sam' };
    assert.equal((await post(activity({ from }), await bearer())).status, 200);
    const [sent] = (await world.players.connector.calls()).filter((call) => JSON.parse(call.body).type === 'message');
    assert.match(sent?.body ?? '', /only people your administrator has named/);
    assert.deepEqual(await world.players.exchange.calls(), []);
  });

  it('answers malformed activities bare: 400, 413, 415', async () => {
    const authorization = await bearer();
    const { type: _type, ...typeless } = activity();
    const nested = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
    const cases: [body: unknown, status: number, contentType?: string][] = [
      [typeless, 400],
      [activity({ type: 5 }), 400],
      ['{', 400],
      ['[]', 400],
      [JSON.stringify(activity()).replace('"text"', `"value":${nested},"text"`), 400],
      [activity({ text: 'x'.repeat(2_000_000) }), 413],
      ['hello', 415, 'text/plain'],
    ];
    for (const [body, status, contentType] of cases)
      await refused(await post(body, authorization, contentType), status);
  });

  it('answers an unknown invoke properly', async () => {
    const response = await post(activity({ type: 'invoke', name: 'no/such', text: undefined }), await bearer());
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {});
  });

  it('lets no secret, token or mail into its log', async () => {
    await post(activity(), await bearer());
    const said = bot.stdout() + bot.stderr();
    for (const hidden of ['hush', 'token-of', 'autumn letter', 'eyJ']) assert.ok(!said.includes(hidden), hidden);
  });
});

describe('a production start with a bad environment', function () {
  this.timeout(60_000);
  const good = {
    PATH: process.env.PATH ?? '',
    TENANT_ID: tenantId,
    CLIENT_ID: readerClientId,
    CLIENT_SECRET: 'hush-reader',
    BOT_APP_ID: appId,
    BOT_APP_SECRET: 'hush-bot',
    PORT: '0',
  };

  it('ends with 2 and a sentence for each variable, and never falls back to the sandbox', async () => {
    const started = await startProduction({ ...good, BOT_APP_ID: '', ENTRA_URL: 'http://entra.example' });
    assert.equal(started.url, null);
    assert.equal(await started.exit, 2);
    assert.match(started.stderr(), /BOT_APP_ID is missing/);
    assert.match(started.stderr(), /ENTRA_URL should hold an https address/);
    assert.ok(!started.stderr().includes('hush'));
    assert.ok(!started.stderr().includes('at '.repeat(2)));
  });

  it('ends with 1 and a sentence when the port is taken', async () => {
    const first = await startProduction(good);
    const { port } = new URL(first.url ?? '');
    const second = await startProduction({ ...good, PORT: port });
    assert.equal(await second.exit, 1);
    assert.match(second.stderr(), /Port \d+ is taken by another program/);
    first.signal('SIGINT');
    assert.equal(await first.exit, 0);
  });
});
