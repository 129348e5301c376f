import type { TokenSigner } from './token-signer.ts';

/** Every kind of Authorization header that must be turned away, by name. undefined sends no header. */
export function badAuthorizations(signer: TokenSigner): Record<string, () => Promise<string | undefined>> {
  const bearer = (token: string) => `Bearer ${token}`;
  const wish = (wanted: Parameters<TokenSigner['token']>[0]) => async () => bearer(await signer.token(wanted));
  return {
    'no token': async () => undefined,
    'an empty header': async () => '',
    'another scheme': async () => `Basic ${await signer.token()}`,
    'a bearer without token': async () => 'Bearer',
    garbage: async () => 'Bearer garbage',
    'garbage in three parts': async () => 'Bearer a.b.c',
    'a header part that is no JSON': async () => `Bearer ${Buffer.from('[').toString('base64url')}.e30.AA`,
    'an expired token': wish({ expiresIn: -600, validFrom: -7200 }),
    'a token that expired a minute ago': wish({ expiresIn: -60, validFrom: -7200 }),
    'a token that is not valid yet': wish({ validFrom: 600 }),
    'a token without expiry': wish({ claims: { exp: undefined } }),
    'a token for another bot': wish({ claims: { aud: '00000000-0000-4000-8000-0000000000ff' } }),
    'a token of another issuer': wish({ claims: { iss: 'https://evil.example' } }),
    'a token of the Entra tenant for the bot itself': wish({
      claims: { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0', appid: 'x' },
    }),
    'a token signed by a key that is not endorsed for Teams': wish({ keyId: 'elsewhere' }),
    'a token signed by a key without endorsements': wish({ keyId: 'bare' }),
    'a token with an unknown key id': wish({ keyId: 'nobody' }),
    'another key under the same id': wish({ withForeignKey: true }),
    'a token without service address': wish({ claims: { serviceurl: undefined } }),
    'a token with a service address that is not text': wish({ claims: { serviceurl: ['x'] } }),
    'a token for a foreign service address': wish({ claims: { serviceurl: 'https://evil.example/' } }),
    'a tampered token': async () => {
      const [header, payload, signature] = (await signer.token()).split('.');
      const claims = JSON.parse(Buffer.from(String(payload), 'base64url').toString());
      const changed = Buffer.from(JSON.stringify({ ...claims, extra: true })).toString('base64url');
      return bearer(`${header}.${changed}.${signature}`);
    },
    'an unsigned token': async () => bearer(signer.unsigned()),
    'an HMAC made with the public key': async () => bearer(await signer.hmacWithPublicKey()),
    'a very long token': async () => bearer(`${'a'.repeat(9000)}.b.c`),
  };
}
