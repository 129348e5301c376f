import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSigningKeys, KeysUnavailableError, type SigningKeys } from '../../src/teams/door/signing-keys.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createMemoryLog } from '../support/teams-bot.ts';

const day = 86_400_000;

describe('the keys of the Bot Connector', () => {
  let server: Server;
  let fetches: number;
  let answers: { status: number; keys: object[]; keysAt: string | null };
  let clock: ManualClock;
  let keys: SigningKeys;

  beforeEach(async () => {
    fetches = 0;
    answers = {
      status: 200,
      keys: [{ kid: 'one', kty: 'RSA', n: 'AQ', e: 'AQAB', endorsements: ['msteams'] }],
      keysAt: null,
    };
    server = createServer((request, response) => {
      const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const isMetadata = request.url === '/openid';
      if (isMetadata) fetches += 1;
      const body = isMetadata ? { jwks_uri: answers.keysAt ?? `${origin}/keys` } : { keys: answers.keys };
      response.statusCode = answers.status;
      response.end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const metadataUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openid`;
    clock = createManualClock();
    keys = createSigningKeys({ metadataUrl, clock, log: createMemoryLog().log });
  });
  afterEach(() => void server.close().closeAllConnections());

  it('are fetched once for many who ask at the same time', async () => {
    const found = await Promise.all([keys.find('one'), keys.find('one'), keys.find('one')]);
    assert.deepEqual(found[0]?.endorsements, ['msteams']);
    assert.equal(fetches, 1);
  });

  it('cannot be had while the service is down, which is said, and are asked for again after a minute', async () => {
    answers.status = 503;
    await assert.rejects(keys.find('one'), KeysUnavailableError);
    answers.status = 200;
    await assert.rejects(keys.find('one'), KeysUnavailableError);
    assert.equal(await keys.ready(), false);
    await clock.advance(61_000);
    assert.equal(await keys.ready(), true);
    assert.notEqual(await keys.find('one'), null);
  });

  it('are renewed after a day without anybody waiting', async () => {
    await keys.find('one');
    answers.keys = [{ kid: 'two', kty: 'RSA', endorsements: ['msteams'] }];
    await clock.advance(day + 1);
    assert.notEqual(await keys.find('one'), null);
    while ((await keys.find('one')) !== null) await clock.advance(0);
    assert.notEqual(await keys.find('two'), null);
    assert.equal(fetches, 2);
  });

  it('are trusted for days when they cannot be renewed, but not for ever', async () => {
    await keys.find('one');
    answers.status = 500;
    await clock.advance(4 * day);
    assert.notEqual(await keys.find('one'), null);
    await clock.advance(2 * day);
    await assert.rejects(keys.find('one'), KeysUnavailableError);
  });

  it('are fetched for an unknown id, once a minute at most', async () => {
    await keys.find('one');
    assert.equal(await keys.find('two'), null);
    assert.equal(fetches, 1);
    await clock.advance(61_000);
    answers.keys = [{ kid: 'two', kty: 'RSA' }];
    assert.deepEqual((await keys.find('two'))?.endorsements, []);
    assert.equal(await keys.find('three'), null);
    assert.equal(fetches, 2);
  });

  it('are not fetched from a place that is not https', async () => {
    answers.keysAt = 'http://evil.example/keys';
    await assert.rejects(keys.find('one'), KeysUnavailableError);
  });
});
