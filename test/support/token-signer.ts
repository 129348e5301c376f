import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWK, SignJWT } from 'jose';

export const issuer = 'https://api.botframework.com';

export interface TokenWish {
  claims?: Record<string, unknown>;
  /** Seconds from now. */
  expiresIn?: number;
  validFrom?: number;
  keyId?: string;
  /** Signs with a key that was never published. */
  withForeignKey?: boolean;
}

/** Makes the tokens Teams would send, good ones and bad ones. */
export interface TokenSigner {
  /** What the key service publishes: one key endorsed for Teams, one for another channel, one for none. */
  keySet: { keys: (JWK & { endorsements?: string[] })[] };
  token(wish?: TokenWish): Promise<string>;
  /** A token whose header says `alg: none`. */
  unsigned(): string;
  /** A token signed with HMAC over the published public key. */
  hmacWithPublicKey(): Promise<string>;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

export async function createTokenSigner(options: {
  appId: string;
  serviceUrl: () => string;
  now?: () => Date;
}): Promise<TokenSigner> {
  const now = options.now ?? (() => new Date());
  const published = await generateKeyPair('RS256', { extractable: true });
  const foreign = await generateKeyPair('RS256');
  const jwk = await exportJWK(published.publicKey);
  const seconds = () => Math.floor(now().getTime() / 1000);

  function claimsOf(wish: TokenWish): Record<string, unknown> {
    return {
      iss: issuer,
      aud: options.appId,
      serviceurl: options.serviceUrl(),
      nbf: seconds() + (wish.validFrom ?? -60),
      exp: seconds() + (wish.expiresIn ?? 3600),
      ...wish.claims,
    };
  }

  return {
    keySet: {
      keys: [
        { ...jwk, kid: 'teams', use: 'sig', endorsements: ['msteams', 'webchat'] },
        { ...jwk, kid: 'elsewhere', use: 'sig', endorsements: ['directline'] },
        { ...jwk, kid: 'bare', use: 'sig' },
      ],
    },
    token(wish = {}) {
      return new SignJWT(claimsOf(wish))
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: wish.keyId ?? 'teams' })
        .sign(wish.withForeignKey ? foreign.privateKey : published.privateKey);
    },
    unsigned: () => `${encoded({ alg: 'none', kid: 'teams' })}.${encoded(claimsOf({}))}.`,
    async hmacWithPublicKey() {
      const signed = `${encoded({ alg: 'HS256', typ: 'JWT', kid: 'teams' })}.${encoded(claimsOf({}))}`;
      const secret = await exportSPKI(published.publicKey);
      return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    },
  };
}
