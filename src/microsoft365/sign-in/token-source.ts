import type { AccessToken } from '@azure/identity';
import type { Timing } from '../wire/timing.ts';
import type { WatchedCredential } from './credential.ts';
import { signInFailure } from './sign-in-failure.ts';
import type { SignInWatch } from './sign-in-watch.ts';

interface Errand {
  what: string;
  signal?: AbortSignal;
}

/** Access tokens per scope. Both methods reject with a `WireFailure` of kind `signInFailed` or `unreachable`. */
export interface TokenSource {
  token(scope: string, errand: Errand): Promise<string>;
  /** A token other than `stale`, which a service did not accept. */
  replace(scope: string, stale: string, errand: Errand): Promise<string>;
}

const renewBeforeMs = 5 * 60_000;
const signInTimeoutMs = 30_000;

/** Keeps tokens until shortly before they expire; callers that ask at the same time share one sign-in. */
export function createTokenSource(
  newCredential: () => WatchedCredential | Promise<WatchedCredential>,
  timing: Timing,
): TokenSource {
  let identity: Promise<WatchedCredential> | null = null;
  let watch: SignInWatch | null = null;
  const kept = new Map<string, AccessToken>();
  const underWay = new Map<string, Promise<AccessToken>>();

  async function signIn(scope: string): Promise<AccessToken> {
    identity ??= (async () => newCredential())();
    const mine = await identity.catch((error: unknown) => {
      identity = null;
      throw error;
    });
    watch = mine.watch;
    const token = await mine.credential.getToken(scope, { abortSignal: AbortSignal.timeout(signInTimeoutMs) });
    if (!token) throw new Error('The credential gave no token.');
    kept.set(scope, token);
    return token;
  }

  async function fetchToken(scope: string, errand: Errand): Promise<string> {
    errand.signal?.throwIfAborted();
    let pending = underWay.get(scope);
    if (!pending) {
      pending = signIn(scope).finally(() => underWay.delete(scope));
      underWay.set(scope, pending);
    }
    try {
      return (await untilAborted(pending, errand.signal)).token;
    } catch (error) {
      errand.signal?.throwIfAborted();
      throw signInFailure(error, watch, errand.what);
    }
  }

  return {
    async token(scope, errand) {
      const have = kept.get(scope);
      if (have && have.expiresOnTimestamp - renewBeforeMs > timing.now()) return have.token;
      return fetchToken(scope, errand);
    },
    async replace(scope, stale, errand) {
      const have = kept.get(scope);
      if (have && have.token !== stale) return have.token;
      kept.delete(scope);
      if (!underWay.has(scope)) identity = null;
      return fetchToken(scope, errand);
    },
  };
}

async function untilAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  const gaveUp = Promise.withResolvers<never>();
  const giveUp = () => gaveUp.reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([work, gaveUp.promise]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
