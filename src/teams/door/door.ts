import type { IncomingMessage } from 'node:http';
import type { Activity } from 'botbuilder';
import type { Config } from '../../config.ts';
import { faultOf, type Log } from '../../log.ts';
import type { Clock } from '../clock.ts';
import { asActivity } from './activity-shape.ts';
import { readJsonBody } from './request-body.ts';
import type { ServiceHosts } from './service-hosts.ts';
import { createSigningKeys, KeysUnavailableError } from './signing-keys.ts';
import { comesFromAllowedTenant } from './tenants.ts';
import { createTokenCheck, type TokenFacts } from './token-check.ts';

/** An activity that may come in, or the bare HTTP status it is turned away with. */
export type Admission = { activity: Activity; authorization: string } | { status: 400 | 401 | 403 | 413 | 415 | 503 };

export interface Door {
  admit(request: IncomingMessage): Promise<Admission>;
  /** Whether tokens can be checked at all. */
  ready(): Promise<boolean>;
}

interface Guard {
  check(authorization: string | undefined): Promise<TokenFacts | 401 | 503>;
  ready(): Promise<boolean>;
}

function tokenGuard(config: Config, appId: string, hosts: ServiceHosts, clock: Clock, log: Log): Guard {
  const keys = createSigningKeys({ metadataUrl: config.botOpenIdMetadataUrl, clock, log });
  const checkToken = createTokenCheck({ appId, issuer: config.botTokenIssuer, keys, hosts, clock });
  return {
    ready: () => keys.ready(),
    async check(authorization) {
      try {
        const verdict = await checkToken(authorization);
        if (verdict.good) return verdict.facts;
        log.warn({ event: 'door.refused', reason: verdict.reason }, 'a request without a good token was refused');
        return 401;
      } catch (error) {
        if (!(error instanceof KeysUnavailableError)) throw error;
        log.error({ event: 'door.noKeys', fault: faultOf(error) }, 'no token can be checked');
        return 503;
      }
    },
  };
}

/** The claims of a token must fit the activity it came with: same service address, key endorsed for the channel. */
function fits(activity: Activity, facts: TokenFacts): boolean {
  return facts.serviceUrl === activity.serviceUrl && facts.endorsements.includes(activity.channelId);
}

/**
 * All checks before the SDK sees a request: token, body, shape, claims against the activity, service address, channel,
 * tenant; the first that fails ends it. Without a bot identity (sandbox, loopback only) there is no token to check.
 */
export function createDoor(options: { config: Config; hosts: ServiceHosts; clock: Clock; log: Log }): Door {
  const { config, hosts, clock, log } = options;
  const guard = config.bot === null ? null : tokenGuard(config, config.bot.clientId, hosts, clock, log);

  function refuse<S extends 400 | 401 | 403>(status: S, reason: string): { status: S } {
    log.warn({ event: 'door.refused', status, reason }, 'an activity was refused');
    return { status };
  }

  return {
    ready: async () => guard === null || guard.ready(),
    async admit(request) {
      const { authorization } = request.headers;
      const facts = await guard?.check(authorization);
      if (typeof facts === 'number') return { status: facts };
      const body = await readJsonBody(request);
      if ('refusal' in body) return { status: body.refusal };
      const activity = asActivity(body.json);
      if (activity === null) return refuse(400, 'not an activity');
      if (!hosts.allows(activity.serviceUrl)) return refuse(401, 'foreign service address');
      if (facts !== undefined && !fits(activity, facts)) return refuse(401, 'token does not fit the activity');
      if (guard !== null && activity.channelId !== 'msteams') return refuse(403, 'not from Teams');
      if (!comesFromAllowedTenant(activity, config.allowedTenants)) return refuse(403, 'tenant not allowed');
      return { activity, authorization: authorization ?? '' };
    },
  };
}
