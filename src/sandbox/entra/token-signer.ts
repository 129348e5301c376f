import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

export interface TokenClaims {
  aud: string;
  iss: string;
  appid: string;
  tid: string;
  roles: string[];
  iat: number;
  nbf: number;
  exp: number;
  [name: string]: unknown;
}

/** Signs access tokens with a key made at start and checks them again; `jwks` is the public half for whoever verifies. */
export interface TokenSigner {
  sign(claims: TokenClaims): string;
  /** The claims of a token that this signer made, whatever its times say; null for any other. */
  read(token: string): TokenClaims | null;
  jwks: { keys: Record<string, unknown>[] };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function tokenSigner(): TokenSigner {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(String(jwk.n)).digest('base64url').slice(0, 27);
  return {
    sign: (claims) => {
      const content = `${encode({ typ: 'JWT', alg: 'RS256', kid })}.${encode(claims)}`;
      return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
    },
    read: (token) => {
      const [head, claims, signature, more] = token.split('.');
      if (!head || !claims || !signature || more !== undefined) return null;
      const genuine = verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        publicKey,
        Buffer.from(signature, 'base64url'),
      );
      return genuine ? (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as TokenClaims) : null;
    },
    jwks: { keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] },
  };
}

/**
 * Checks a client assertion (RFC 7523) made with one of the registered certificates: RS256 or PS256, its times in
 * seconds, its audience the token endpoint. Returns the AADSTS code and text that Entra would give, or null when it is good.
 */
export function assertionFault(
  assertion: string,
  clientId: string,
  audienceEnd: string,
  certificates: string[],
  now: number,
): { code: string; text: string } | null {
  const wrong = (code: string, text: string) => ({ code, text });
  const [head = '', body = '', signature = ''] = assertion.split('.');
  const header = decoded(head);
  const claims = decoded(body);
  if (!header || !claims) return wrong('AADSTS50027', 'JWT token is invalid or malformed.');
  if (claims.sub !== clientId || claims.iss !== clientId) {
    return wrong('AADSTS700021', 'Client assertion application identifier does not match the client_id parameter.');
  }
  if (!String(claims.aud).endsWith(audienceEnd)) {
    return wrong('AADSTS700023', 'Client assertion audience claim does not match Realm issuer.');
  }
  if (Number(claims.exp) * 1000 < now) {
    return wrong('AADSTS700024', 'Client assertion is not within its valid time range.');
  }
  const data = Buffer.from(`${head}.${body}`);
  const proof = Buffer.from(signature, 'base64url');
  const pss = header.alg === 'PS256' ? { padding: 6, saltLength: 32 } : {};
  const known = certificates.some((pem) => verify('sha256', data, { key: createPublicKey(pem), ...pss }, proof));
  return known
    ? null
    : wrong(
        'AADSTS700027',
        'The certificate with identifier used to sign the client assertion is not registered on application.',
      );
}

function decoded(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
