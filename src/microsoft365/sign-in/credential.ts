import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { entraAt } from './entra-at.ts';
import { createSignInWatch, type SignInWatch } from './sign-in-watch.ts';

export type CredentialSettings =
  | { kind: 'secret'; clientId: string; secret: string }
  | { kind: 'certificate'; clientId: string; path: string }
  | { kind: 'managedIdentity'; clientId?: string };

export interface WatchedCredential {
  credential: TokenCredential;
  watch: SignInWatch;
}

const perCall = { position: 'perCall' as const };

/**
 * The app's identity at Entra. `entraUrl` is the authority without tenant. Redirects of a sign-in are not followed and nothing is
 * retried here: both would be out of the caller's sight.
 */
export function createCredential(settings: CredentialSettings, tenantId: string, entraUrl: string): WatchedCredential {
  const watch = createSignInWatch();
  const quiet = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  if (settings.kind === 'managedIdentity') {
    const options = {
      additionalPolicies: [{ policy: watch.policy, ...perCall }],
      redirectOptions: quiet.redirectOptions,
    };
    const { clientId } = settings;
    return { credential: new ManagedIdentityCredential(clientId ? { ...options, clientId } : options), watch };
  }
  const { authorityHost, policy } = entraAt(entraUrl);
  const options = {
    ...quiet,
    authorityHost,
    disableInstanceDiscovery: true,
    additionalPolicies: [
      { policy: watch.policy, ...perCall },
      { policy, ...perCall },
    ],
  };
  const credential =
    settings.kind === 'secret'
      ? new ClientSecretCredential(tenantId, settings.clientId, settings.secret, options)
      : new ClientCertificateCredential(tenantId, settings.clientId, settings.path, options);
  return { credential, watch };
}
