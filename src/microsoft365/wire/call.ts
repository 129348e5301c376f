import { randomUUID } from 'node:crypto';
import { handleWhen, retry } from 'cockatiel';
import PQueue from 'p-queue';
import type { TokenSource } from '../sign-in/token-source.ts';
import type { Breaker } from './breaker.ts';
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

/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015): anything up to the doubled step. */
function jitter(attempt: number, limits: ReaderLimits, timing: Timing): number {
  return Math.round(timing.random() * Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** attempt));
}

/**
 * Speaks to one service on behalf of one tenant: signed in, paced, within a budget of tries and waits. Rejects with a
 * `WireFailure`, or with the signal's reason when the caller gave up.
 */
export function createCaller(options: CallerOptions): Caller {
  const { service, scope, tokens, gate, breaker, limits, timing, logger } = options;
  const queue = new PQueue({ concurrency: limits.concurrency });

  async function exchange<T>(call: Call<T>): Promise<T> {
    const about = { what: call.request.what, signal: call.request.signal };
    const base = { ...call.request, service, maxBodyBytes: limits.maxBodyBytes };
    const bearer = (token: string): WireRequest => ({
      ...base,
      headers: { ...base.headers, authorization: `Bearer ${token}`, 'client-request-id': randomUUID() },
    });
    const token = await tokens.token(scope, about);
    const reply = await send(bearer(token));
    if (reply.status !== 401) return call.judge(reply);
    logger.debug({ service, call: call.name }, 'A token was not accepted; asking for a new one once');
    return call.judge(await send(bearer(await tokens.replace(scope, token, about))));
  }

  function once<T>(call: Call<T>): Promise<T> {
    const { what, signal } = call.request;
    const turn = async () => {
      await call.extraGate?.pass(what, signal);
      await gate.pass(what, signal);
      return breaker.run(what, () => exchange(call));
    };
    return queue.add(turn, { signal }) as Promise<T>;
  }

  return async function perform(call) {
    const started = timing.now();
    let waited = 0;
    let nextWait = 0;

    function mayTryAgain(error: unknown, attempt: number): boolean {
      if (!(error instanceof WireFailure)) return false;
      const { transient, throttled, retryAfterMs } = error.traits;
      const wait = (retryAfterMs ?? 0) + jitter(attempt, limits, timing);
      if (throttled) gate.closeUntil(timing.now() + (retryAfterMs ?? wait));
      logger.warn({ service, call: call.name, kind: error.why.kind, attempt: attempt + 1 }, 'A request failed');
      if (!transient || call.effect !== 'read' || attempt + 1 >= limits.attempts) return false;
      if (waited + wait > limits.retryBudgetMs || timing.now() - started + wait > limits.totalMs) return false;
      nextWait = wait;
      return true;
    }

    let attempt = -1;
    const policy = retry(
      handleWhen((error) => mayTryAgain(error, attempt)),
      { maxAttempts: limits.attempts - 1 },
    );
    return policy.execute(async () => {
      attempt += 1;
      if (nextWait > 0) await timing.sleep(nextWait, call.request.signal);
      waited += nextWait;
      return once(call);
    });
  };
}
