import type { TokenCredential } from '@azure/identity';
import type { TeamsAdapter } from '@microsoft/teams-ai';
import type { AppIdentity } from '../config.ts';
import type { Clock } from './clock.ts';
import type { ServiceHosts } from './door/service-hosts.ts';

type CredentialsFactory = NonNullable<ConstructorParameters<typeof TeamsAdapter>[1]>;
type RequestSigner = Awaited<ReturnType<CredentialsFactory['createCredentials']>>;

const renewBefore = 5 * 60_000;

/** An address was about to receive something it must not. */
export class ForeignAddressError extends Error {
  override readonly name = 'ForeignAddressError';
}

/** Loaded when the first message is sent: the library is large, and a start should not wait for it. */
async function tokenSource(bot: AppIdentity, entraUrl: string): Promise<TokenCredential> {
  const { createCredential } = await import('../microsoft365/sign-in/credential.ts');
  return createCredential({ ...bot.credential, clientId: bot.clientId }, bot.tenantId, entraUrl).credential;
}

/** Tokens of one identity, fetched once for all who wait and again shortly before they end. */
function createTokenKeeper(bot: AppIdentity, entraUrl: string, clock: Clock) {
  let source: Promise<TokenCredential> | null = null;
  const kept = new Map<string, { token: string; renewAt: number }>();
  const running = new Map<string, Promise<string>>();

  async function fetchToken(scope: string): Promise<string> {
    source ??= tokenSource(bot, entraUrl);
    const answer = await (await source).getToken(scope);
    if (answer === null) throw new Error('The authority issued no token for the bot.');
    kept.set(scope, { token: answer.token, renewAt: answer.expiresOnTimestamp - renewBefore });
    return answer.token;
  }

  return async (scope: string): Promise<string> => {
    const known = kept.get(scope);
    if (known !== undefined && clock.now().getTime() < known.renewAt) return known.token;
    const fetching = running.get(scope) ?? fetchToken(scope).finally(() => running.delete(scope));
    running.set(scope, fetching);
    return fetching;
  };
}

/**
 * Signs what the SDK sends. The SDK's own factory cannot be told of another authority without asking the public one
 * about it, and signs requests to any host; this one takes `ENTRA_URL` as it is and refuses hosts that are not listed
 * before a token is even fetched. Without a bot identity (sandbox) it signs nothing.
 */
export function createBotCredentials(options: {
  bot: AppIdentity | null;
  entraUrl: string;
  hosts: ServiceHosts;
  clock: Clock;
}): CredentialsFactory {
  const { bot, hosts } = options;
  const tokenFor = bot === null ? null : createTokenKeeper(bot, options.entraUrl, options.clock);

  function signer(scope: string): RequestSigner {
    return {
      async signRequest(request) {
        if (!hosts.allows(request.url)) throw new ForeignAddressError('A request to a host that is not listed.');
        if (tokenFor !== null) request.headers.set('authorization', `Bearer ${await tokenFor(scope)}`);
        return request;
      },
    };
  }

  return {
    isValidAppId: async (appId) => bot !== null && appId === bot.clientId,
    isAuthenticationDisabled: async () => bot === null,
    createCredentials: async (_appId, audience) => signer(`${audience}/.default`),
  };
}
