import assert from 'node:assert/strict';
import { createTokenSource } from '../../../src/microsoft365/sign-in/token-source.ts';
import { JumpingTime, whyNot } from '../support/tenant.ts';

const scope = 'https://graph.microsoft.com/.default';
const errand = { what: 'x' };

function source(time: JumpingTime) {
  const made = { credentials: 0, tokens: 0 };
  const watch = { policy: { name: 'none', sendRequest: async () => assert.fail() }, status: null, error: null };
  const tokens = createTokenSource(() => {
    made.credentials += 1;
    return {
      watch,
      credential: {
        getToken: async () => ({ token: `token-${++made.tokens}`, expiresOnTimestamp: time.now() + 60 * 60_000 }),
      },
    };
  }, time);
  return { tokens, made };
}

describe('the token source', () => {
  it('keeps a token until five minutes before it expires', async () => {
    const time = new JumpingTime();
    const { tokens } = source(time);
    assert.equal(await tokens.token(scope, errand), 'token-1');
    time.at += 54 * 60_000;
    assert.equal(await tokens.token(scope, errand), 'token-1');
    time.at += 2 * 60_000;
    assert.equal(await tokens.token(scope, errand), 'token-2');
  });

  it('replaces a token that was not accepted with one of a fresh credential, so that no cache gives it again', async () => {
    const { tokens, made } = source(new JumpingTime());
    const stale = await tokens.token(scope, errand);
    assert.equal(await tokens.replace(scope, stale, errand), 'token-2');
    assert.equal(made.credentials, 2);
  });

  it('replaces it once for all who were refused with it', async () => {
    const { tokens, made } = source(new JumpingTime());
    const stale = await tokens.token(scope, errand);
    const fresh = await Promise.all([1, 2, 3].map(() => tokens.replace(scope, stale, errand)));
    assert.deepEqual(fresh, ['token-2', 'token-2', 'token-2']);
    assert.equal(made.tokens, 2);
  });

  it('lets a caller leave while the others go on waiting', async () => {
    const { tokens } = source(new JumpingTime());
    const controller = new AbortController();
    const leaving = tokens.token(scope, { what: 'x', signal: controller.signal });
    const staying = tokens.token(scope, errand);
    controller.abort(new Error('left'));
    await assert.rejects(leaving, /left/);
    assert.equal(await staying, 'token-1');
  });

  it('tells a missing managed identity from a wrong secret', async () => {
    const tokens = createTokenSource(
      () => ({
        watch: { policy: { name: 'none', sendRequest: async () => assert.fail() }, status: null, error: null },
        credential: {
          getToken: async () => {
            throw Object.assign(new Error('no endpoint'), { name: 'CredentialUnavailableError' });
          },
        },
      }),
      new JumpingTime(),
    );
    const why = await whyNot(tokens.token(scope, errand));
    assert.equal(why.kind, 'signInFailed');
    assert.match(why.sentence, /no managed identity/);
  });
});
