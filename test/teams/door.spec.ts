import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { badAuthorizations } from '../support/bad-tokens.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { reader, startTestBot, type TestBot } from '../support/teams-bot.ts';
import { createTokenSigner, type TokenSigner } from '../support/token-signer.ts';

const appId = 'bbbbbbbb-0000-4000-8000-00000000000b';
const otherTenant = '9d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de902';

/** Plays the key service and Entra's token endpoint. */
async function startServices(keySet: () => object) {
  const paths: string[] = [];
  const server: Server = createServer((request, response) => {
    paths.push(`${request.method} ${request.url}`);
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const send = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (request.url === '/openid') send({ issuer: 'x', jwks_uri: `${origin}/keys` });
    else if (request.url === '/keys') send(keySet());
    else send({ token_type: 'Bearer', expires_in: 3600, access_token: 'token-of-the-bot' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    stop: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

describe('the door of a bot with an identity', () => {
  let services: Awaited<ReturnType<typeof startServices>>;
  let bot: TestBot;
  let clock: ManualClock;
  let signer: TokenSigner;

  beforeEach(async () => {
    // The SDK checks every token once more, by the time of this machine.
    clock = createManualClock(new Date().toISOString());
    signer = await createTokenSigner({ appId, serviceUrl: () => bot.connector.serviceUrl, now: clock.now });
    services = await startServices(() => signer.keySet);
    bot = await startTestBot({
      clock,
      env: {
        BOT_APP_ID: appId,
        BOT_APP_SECRET: 'secret',
        ENTRA_URL: services.origin,
        BOT_OPENID_METADATA_URL: `${services.origin}/openid`,
      },
      config: (config) => ({ ...config, sandbox: false }),
    });
  });
  afterEach(async () => {
    await bot.stop();
    await services.stop();
  });

  const bearer = async (wish = {}) => ({ authorization: `Bearer ${await signer.token(wish)}` });

  async function refused(body: unknown, headers: Record<string, string>, status: number): Promise<void> {
    const response = await bot.post(body, headers);
    assert.equal(response.status, status);
    assert.equal(await response.text(), '');
    assert.equal(bot.assistant.asked.length, 0);
    assert.equal(bot.connector.calls.length, 0);
  }

  it('lets a good token in and answers with a token of its own', async () => {
    const response = await bot.post(bot.activity({ text: 'list' }), await bearer());
    assert.equal(response.status, 200);
    const [sent] = bot.connector.messages();
    assert.equal(sent?.body.text, 'You asked: list');
    assert.equal(sent?.authorization, 'Bearer token-of-the-bot');
  });

  it('fetches the keys once for many requests', async () => {
    await Promise.all([1, 2, 3].map(async () => bot.post(bot.activity({ text: 'list' }), await bearer())));
    await bot.post(bot.activity({ text: 'list' }), await bearer());
    // The SDK behind the door keeps keys of its own.
    assert.ok(services.paths.filter((path) => path === 'GET /keys').length <= 4);
  });

  for (const name of Object.keys(badAuthorizations({} as TokenSigner))) {
    it(`turns ${name} away with a bare 401`, async () => {
      const authorization = await badAuthorizations(signer)[name]?.();
      await refused(bot.activity({ text: 'list' }), authorization === undefined ? {} : { authorization }, 401);
    });
  }

  it('turns an activity away that names another service address than its token', async () => {
    const headers = await bearer();
    const foreign = { serviceUrl: 'http://127.0.0.1:1/' };
    await refused(bot.activity({ text: 'list', ...foreign }), headers, 401);
    await refused(bot.activity({ text: 'list', serviceUrl: 'https://evil.example/' }), headers, 401);
  });

  it('turns an activity and token away that agree on a foreign service address', async () => {
    const serviceUrl = 'https://evil.example/';
    await refused(
      bot.activity({ text: 'list', serviceUrl }),
      await bearer({ claims: { serviceurl: serviceUrl } }),
      401,
    );
  });

  it('turns another channel than Teams away, even when the key is endorsed for it', async () => {
    await refused(bot.activity({ text: 'list', channelId: 'webchat' }), await bearer(), 403);
  });

  it('turns tenants away that are not allowed, named in either place or not at all', async () => {
    const headers = await bearer();
    const conversation = { id: 'a:1', conversationType: 'personal' };
    const foreign = { ...conversation, tenantId: otherTenant };
    await refused(bot.activity({ text: 'list', conversation: foreign }), headers, 403);
    await refused(bot.activity({ text: 'list', channelData: { tenant: { id: otherTenant } } }), headers, 403);
    await refused(bot.activity({ text: 'list', conversation, channelData: {} }), headers, 403);
  });

  it('answers malformed activities with a bare 400', async () => {
    const headers = await bearer();
    const good = bot.activity({ text: 'list' });
    const { type: _type, ...typeless } = good;
    const { from: _from, ...fromless } = good;
    const bodies: unknown[] = [
      '',
      'null',
      '[]',
      '"text"',
      '{',
      typeless,
      { ...good, type: 5 },
      { ...good, type: '' },
      { ...good, serviceUrl: 7 },
      { ...good, conversation: 'a:1' },
      { ...good, conversation: null },
      { ...good, from: 'me' },
      { ...good, from: null },
      fromless,
      { ...good, from: { ...reader, aadObjectId: 7 } },
      { ...good, from: { ...reader, name: {} } },
      { ...good, text: { $: 1 } },
      { ...good, entities: [null] },
      { ...good, attachments: {} },
      `{"type":"message","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      { ...good, value: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) },
    ];
    for (const body of bodies) await refused(body, headers, 400);
  });

  it('answers whoever comes without an Entra object id with a polite refusal, and that is no fault', async () => {
    for (const aadObjectId of [undefined, null, '']) {
      const before = bot.connector.messages().length;
      const said = { text: 'list', from: { id: reader.id, name: 'Robin', aadObjectId } };
      const response = await bot.post({ ...bot.activity({ text: 'list' }), ...said }, await bearer());
      assert.equal(response.status, 200);
      assert.match(bot.connector.messages()[before]?.body.text ?? '', /Teams did not tell me who you are/);
    }
    assert.equal(bot.assistant.asked.length, 0);
    assert.deepEqual(
      bot.lines.filter((line) => Number(line.level) >= 50),
      [],
    );
  });

  it('answers another content type with 415 and an oversize body with 413', async () => {
    const headers = await bearer();
    await refused('type=message', { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, 415);
    await refused('hello', { ...headers, 'content-type': 'text/plain' }, 415);
    await refused('{}', { ...headers, 'content-encoding': 'gzip' }, 415);
    await refused(bot.activity({ text: 'x'.repeat(300_000) }), headers, 413);
  });

  it('learns a new key when one is used that it does not know, but not for every stranger who names one', async () => {
    await bot.post(bot.activity({ text: 'list' }), await bearer());
    const before = services.paths.length;
    for (const keyId of ['a', 'b', 'c']) await bot.post(bot.activity({ text: 'x' }), await bearer({ keyId }));
    assert.equal(services.paths.length, before);
    await bot.clock.advance(61_000);
    for (const keyId of ['a', 'b', 'c']) await bot.post(bot.activity({ text: 'x' }), await bearer({ keyId }));
    assert.equal(services.paths.length, before + 2);
  });
});
