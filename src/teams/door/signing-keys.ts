import type { JWK } from 'jose';
import { isLoopback } from '../../config.ts';
import { faultOf, type Log } from '../../log.ts';
import type { Clock } from '../clock.ts';

export interface SigningKey {
  jwk: JWK;
  /** Channels the key may sign for, e.g. `msteams`. */
  endorsements: string[];
}

export interface SigningKeys {
  /** The key of that id, or null when the service does not publish it. Throws `KeysUnavailableError`. */
  find(keyId: string): Promise<SigningKey | null>;
  /** True when keys are at hand. Fetches them when they are not. */
  ready(): Promise<boolean>;
}

/** The keys could not be fetched and none are at hand: no token can be checked now. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

const hour = 3_600_000;
const renewAfter = 24 * hour;
/** Microsoft publishes keys days before it signs with them; older ones are trusted no longer. */
const trustFor = 5 * 24 * hour;
/** A stranger can name any key id, so an unknown one must not cause a fetch each time. */
const restBetweenFetches = 60_000;
const fetchTimeout = 10_000;

function requireSafe(address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    throw new Error('The OpenID document names a key address that is not https.');
  return address;
}

async function fetchJson(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(fetchTimeout) });
  if (!response.ok) throw new Error(`The key service answered ${response.status}.`);
  return (await response.json()) as Record<string, unknown>;
}

/** One entry of the key set, or null when it is none. */
function keyOf(entry: unknown): [string, SigningKey] | null {
  const { endorsements, ...jwk } = (entry ?? {}) as JWK & { endorsements?: unknown };
  if (typeof jwk.kid !== 'string' || typeof jwk.kty !== 'string') return null;
  const named = Array.isArray(endorsements) ? endorsements.filter((name) => typeof name === 'string') : [];
  return [jwk.kid, { jwk, endorsements: named }];
}

async function fetchKeys(metadataUrl: string): Promise<Map<string, SigningKey>> {
  const metadata = await fetchJson(metadataUrl);
  const set = await fetchJson(requireSafe(String(metadata.jwks_uri)));
  if (!Array.isArray(set.keys)) throw new Error('The key service sent no keys.');
  return new Map(set.keys.map(keyOf).filter((entry) => entry !== null));
}

/** Keys of the OpenID document at `metadataUrl` (Bot Framework authentication, Microsoft Learn), fetched when needed. */
export function createSigningKeys(options: { metadataUrl: string; clock: Clock; log: Log }): SigningKeys {
  let keys = new Map<string, SigningKey>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;
  const now = () => options.clock.now().getTime();

  async function renew(): Promise<void> {
    triedAt = now();
    try {
      keys = await fetchKeys(options.metadataUrl);
      fetchedAt = now();
    } catch (error) {
      options.log.warn({ fault: faultOf(error) }, 'signing keys could not be fetched');
    }
  }

  function renewOnce(): Promise<void> {
    running ??= renew().finally(() => {
      running = null;
    });
    return running;
  }

  const trusted = () => now() - fetchedAt < trustFor;
  const rested = () => now() - triedAt >= restBetweenFetches;

  async function upToDate(keyId: string | null): Promise<void> {
    if (running !== null && (!trusted() || (keyId !== null && !keys.has(keyId)))) return running;
    if (!rested()) return;
    if (!trusted()) return renewOnce();
    if (keyId !== null && !keys.has(keyId)) return renewOnce();
    if (now() - fetchedAt >= renewAfter) void renewOnce();
  }

  return {
    async find(keyId) {
      await upToDate(keyId);
      if (!trusted()) throw new KeysUnavailableError('No signing keys are at hand.');
      return keys.get(keyId) ?? null;
    },
    async ready() {
      await upToDate(null);
      return trusted();
    },
  };
}
