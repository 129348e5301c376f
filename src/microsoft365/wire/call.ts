import { randomUUID } from 'node:crypto';
import { handleWhen, retry } from 'cockatiel';
import PQueue from 'p-queue';
import type { TokenSource } from '../sign-in/token-source.ts';
import type { Breaker } from './breaker.ts';
import { connectionFailure } from './connection-failure.ts';
import { createDoubt } from './doubt.ts';
import { createErrand, type Errand } from './errand.ts';
import type { Gate } from './gate.ts';
import type { ReaderLimits } from './limits.ts';
import type { WireLogger } from './logger.ts';
import { send, type WireReply, type WireRequest } from './send.ts';
import type { Timing } from './timing.ts';
import { WireFailure } from './wire-failure.ts';

export interface Call<T> {
  request: Omit<WireRequest, 'service' | 'maxBodyBytes'>;
  /** What was called, for the log: a cmdlet or an endpoint, never a value. */
  name: string;
  /** Only reads are ever sent twice. */
  effect: 'read' | 'write';
  /** A second, narrower gate, such as that of the message trace. */
  extraGate?: Gate;
  /** Turns an answer into a value or throws a `WireFailure`. */
  judge(reply: WireReply): T;
}

export interface CallerOptions {
  service: string;
  scope: string;
  tokens: TokenSource;
  gate: Gate;
  breaker: Breaker;
  limits: ReaderLimits;
  timing: Timing;
  logger: WireLogger;
}

export type Caller = <T>(call: Call<T>) => Promise<T>;

/** A try with less time than this cannot end well. */
const leastTryMs = 1_000;

/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015): anything up to the doubled step. */
function jitter(attempt: number, limits: ReaderLimits, timing: Timing): number {
  return Math.round(timing.random() * Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** attempt));
}

/**
 * Speaks to one service on behalf of one tenant: signed in, paced, within a budget of tries, waits and time. Rejects with a
 * `WireFailure`, or with the signal's reason when the caller gave up.
 */
export function createCaller(options: CallerOptions): Caller {
  const { service, scope, tokens, gate, breaker, limits, timing, logger } = options;
  const queue = new PQueue({ concurrency: limits.concurrency });
  const doubt = createDoubt(limits, timing);

  /** `work` under the errand's signal; when the time runs out meanwhile, it was this party that did not answer. */
  async function answered<T>(party: string, what: string, errand: Errand, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof WireFailure || !errand.ranOut()) throw error;
      throw connectionFailure(null, true, { what, service: party });
    }
  }

  async function exchange<T>(call: Call<T>, errand: Errand): Promise<T> {
    const { what } = call.request;
    const about = { what, signal: errand.signal() };
    const base = { ...call.request, signal: errand.signal(), service, maxBodyBytes: limits.maxBodyBytes };
    const bearer = (token: string): WireRequest => ({
      ...base,
      headers: { ...base.headers, authorization: `Bearer ${token}`, 'client-request-id': randomUUID() },
    });
    const signIn = (work: () => Promise<string>) => answered('Microsoft Entra', what, errand, work);
    const ask = (token: string) => answered(service, what, errand, () => send(bearer(token)));
    const token = await signIn(() => tokens.token(scope, about));
    const reply = await ask(token);
    if (reply.status !== 401) return call.judge(reply);
    logger.debug({ service, call: call.name }, 'A token was not accepted; asking for a new one once');
    return call.judge(await ask(await signIn(() => tokens.replace(scope, token, about))));
  }

  /** Noted before the next in line gets its turn. */
  async function noting<T>(errand: Errand, work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      doubt.answered();
      return value;
    } catch (error) {
      const late = error instanceof WireFailure && error.why.kind === 'timedOut';
      if (late && errand.elapsed() >= errand.patience().totalMs / 2) doubt.hung(errand.patience());
      throw error;
    }
  }

  function once<T>(call: Call<T>, errand: Errand): Promise<T> {
    const { what } = call.request;
    const signal = errand.signal();
    const turn = async () => {
      await call.extraGate?.pass(what, signal);
      await gate.pass(what, signal);
      errand.begin();
      return noting(errand, () => exchange(call, errand));
    };
    return queue.add(turn, { signal }) as Promise<T>;
  }

  async function withRetries<T>(call: Call<T>): Promise<T> {
    const errand = createErrand(doubt.patience, call.request.signal, timing);
    let waited = 0;
    let nextWait = 0;
    let last: WireFailure | null = null;

    function mayTryAgain(error: unknown, attempt: number): boolean {
      if (!(error instanceof WireFailure)) return false;
      last = error;
      const { transient, throttled, retryAfterMs } = error.traits;
      const wait = (retryAfterMs ?? 0) + jitter(attempt, limits, timing);
      if (throttled) gate.closeUntil(timing.now() + (retryAfterMs ?? wait));
      logger.warn({ service, call: call.name, kind: error.why.kind, attempt: attempt + 1 }, 'A request failed');
      const { attempts, totalMs } = errand.patience();
      if (!transient || call.effect !== 'read' || attempt + 1 >= attempts || errand.ranOut()) return false;
      if (waited + wait > limits.retryBudgetMs || errand.elapsed() + wait + leastTryMs > totalMs) return false;
      nextWait = wait;
      return true;
    }

    let attempt = -1;
    const policy = retry(
      handleWhen((error) => mayTryAgain(error, attempt)),
      { maxAttempts: limits.attempts - 1 },
    );
    try {
      return await policy.execute(async () => {
        attempt += 1;
        if (nextWait > 0) await timing.sleep(nextWait, errand.signal());
        waited += nextWait;
        return once(call, errand);
      });
    } catch (error) {
      throw errand.ranOut() && !(error instanceof WireFailure) && last ? last : error;
    }
  }

  return (call) => breaker.run(call.request.what, () => withRetries(call));
}
