import type * as Jose from 'jose';
import type { Clock } from '../clock.ts';
import type { ServiceHosts } from './service-hosts.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What a good token says. */
export interface TokenFacts {
  serviceUrl: string;
  endorsements: string[];
}

export type TokenVerdict = { good: true; facts: TokenFacts } | { good: false; reason: string };

/** Checks an Authorization header. Throws `KeysUnavailableError` when no key can be had to check a token with. */
export type TokenCheck = (authorization: string | undefined) => Promise<TokenVerdict>;

/** Microsoft Learn, "Authenticate requests from the Bot Connector": RSA signatures only. */
const algorithms = ['RS256', 'RS384', 'RS512'];
/** Clocks of two well-kept machines differ by less. */
const clockToleranceSeconds = 30;
const longestToken = 8192;

function bad(reason: string): TokenVerdict {
  return { good: false, reason };
}

/** What can be told before any key is fetched, so that rubbish causes no traffic. */
function claimedKeyId(jose: typeof Jose, token: string, issuer: string, appId: string): string | null {
  const header = jose.decodeProtectedHeader(token);
  const claims = jose.decodeJwt(token);
  if (typeof header.kid !== 'string' || !algorithms.includes(header.alg ?? '')) return null;
  return claims.iss === issuer && claims.aud === appId ? header.kid : null;
}

/** The rules of the Bot Connector's tokens: signature, issuer, audience, validity, and an allowed `serviceurl`. */
export function createTokenCheck(options: {
  appId: string;
  issuer: string;
  keys: SigningKeys;
  hosts: ServiceHosts;
  clock: Clock;
}): TokenCheck {
  const { appId, issuer, keys, hosts, clock } = options;

  async function verify(jose: typeof Jose, token: string): Promise<TokenVerdict> {
    const keyId = claimedKeyId(jose, token, issuer, appId);
    if (keyId === null) return bad('wrong algorithm, issuer or audience');
    const key = await keys.find(keyId);
    if (key === null || key.jwk.kty !== 'RSA') return bad('unknown key');
    const { payload } = await jose.jwtVerify(token, await jose.importJWK(key.jwk, 'RS256'), {
      algorithms,
      issuer,
      audience: appId,
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: clock.now(),
    });
    const serviceUrl = payload.serviceurl;
    if (typeof serviceUrl !== 'string' || !hosts.allows(serviceUrl)) return bad('missing or foreign service address');
    return { good: true, facts: { serviceUrl, endorsements: key.endorsements } };
  }

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined || token.length > longestToken) return bad('no bearer token');
    // Loaded with the first token, because a start need not wait for it.
    const jose = await import('jose');
    try {
      return await verify(jose, token);
    } catch (error) {
      if (error instanceof jose.errors.JOSEError) return bad(error.code);
      if (error instanceof TypeError || error instanceof DOMException) return bad('malformed token or key');
      throw error;
    }
  };
}
