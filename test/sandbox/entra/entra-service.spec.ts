import assert from 'node:assert/strict';
import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { standingClock } from '../../../src/sandbox/clock.ts';
import { standardApps } from '../../../src/sandbox/tenant.ts';
import { ask, startWire, testNow, type Wire } from '../wire.ts';

const scope = 'https://graph.microsoft.com/.default';

describe('the sign-in service of the sandbox', () => {
  let wire: Wire;
  const tokenClock = standingClock(testNow);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  before(async () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const apps = standardApps().map((app) => ({ ...app, certificates: [pem] }));
    wire = await startWire({ tokenClock, apps });
  });
  after(() => wire.tenant.close());

  const tokenUrl = () => `${wire.tenant.urls.entra}/${wire.tenant.tenantId}/oauth2/v2.0/token`;
  const post = (fields: Record<string, string>, url = tokenUrl()) =>
    ask(url, { method: 'POST', body: new URLSearchParams(fields) });
  const good = () => ({
    grant_type: 'client_credentials',
    client_id: wire.tenant.clientId,
    client_secret: wire.tenant.clientSecret,
    scope,
  });

  it('gives a token for a secret, signed with the key that it publishes', async () => {
    const { status, json } = await post(good());
    assert.equal(status, 200);
    assert.deepEqual([json.token_type, json.expires_in], ['Bearer', 3599]);
    const [head, claims, signature] = json.access_token.split('.');
    const config = await ask(`${wire.tenant.urls.entra}/${wire.tenant.tenantId}/v2.0/.well-known/openid-configuration`);
    const keys = await ask(config.json.jwks_uri);
    const key = { key: keys.json.keys[0], format: 'jwk' as const };
    assert.ok(createVerify('RSA-SHA256').update(`${head}.${claims}`).verify(key, signature, 'base64url'));
    assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()).aud, 'https://graph.microsoft.com');
  });

  const refusals: [string, Record<string, string>, number, string, number][] = [
    ['a wrong secret', { client_secret: 'nope' }, 401, 'invalid_client', 7000215],
    ['an unknown application', { client_id: 'nobody' }, 400, 'unauthorized_client', 700016],
    ['a scope of another resource', { scope: 'https://example.org/.default' }, 400, 'invalid_resource', 500011],
    ['a scope without .default', { scope: 'https://graph.microsoft.com/Mail.Read' }, 400, 'invalid_scope', 1002012],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ];
  for (const [what, change, status, error, code] of refusals) {
    it(`refuses ${what} with AADSTS${code}`, async () => {
      const answer = await post({ ...good(), ...change });
      assert.deepEqual([answer.status, answer.json.error, answer.json.error_codes], [status, error, [code]]);
      assert.match(answer.json.error_description, new RegExp(`^AADSTS${code}: `));
    });
  }

  it('does not know other tenants', async () => {
    const answer = await post(good(), tokenUrl().replace(wire.tenant.tenantId, 'b0b0b0b0-0000-4000-8000-000000000000'));
    assert.deepEqual([answer.status, answer.json.error_codes], [400, [90002]]);
  });

  function assertion(claims: Record<string, unknown>): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${part({ alg: 'RS256', typ: 'JWT', x5t: 'thumb' })}.${part({
      aud: tokenUrl(),
      iss: wire.tenant.clientId,
      sub: wire.tenant.clientId,
      exp: testNow / 1000 + 600,
      ...claims,
    })}`;
    return `${content}.${createSign('RSA-SHA256').update(content).sign(privateKey, 'base64url')}`;
  }
  const withAssertion = (value: string) =>
    post({
      grant_type: 'client_credentials',
      client_id: wire.tenant.clientId,
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: value,
    });

  it('takes a client assertion made with a registered certificate', async () => {
    assert.equal((await withAssertion(assertion({}))).status, 200);
  });

  it('refuses an assertion that is late, for another endpoint, or tampered', async () => {
    const late = await withAssertion(assertion({ exp: testNow / 1000 - 1 }));
    const foreign = await withAssertion(assertion({ aud: 'https://login.example/other/oauth2/v2.0/token' }));
    const [head, , signature] = assertion({}).split('.');
    const [, claims] = assertion({ jti: 'other' }).split('.');
    const tampered = await withAssertion(`${head}.${claims}.${signature}`);
    assert.deepEqual(
      [late, foreign, tampered].map((answer) => answer.json.error_codes[0]),
      [700024, 700023, 700027],
    );
  });

  it('lets tokens expire by its own clock, whatever the clock of the mail says', async () => {
    const { json } = await post({ ...good(), scope: 'https://outlook.office365.com/.default' });
    wire.tenant.clock.advance(86_400_000);
    assert.equal((await wire.cmdlet('Get-AcceptedDomain', {}, { token: json.access_token })).status, 200);
    wire.tenant.clock.advance(-86_400_000);
    tokenClock.advance(3_600_000);
    assert.equal((await wire.cmdlet('Get-AcceptedDomain', {}, { token: json.access_token })).status, 401);
  });

  it('answers instance discovery', async () => {
    const { json } = await ask(
      `${wire.tenant.urls.entra}/common/discovery/instance?api-version=1.1&authorization_endpoint=x`,
    );
    assert.match(json.tenant_discovery_endpoint, /openid-configuration$/);
  });
});
