import {
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { entraAt } from './entra-at.ts';

export type CredentialSettings =
  | { kind: 'secret'; clientId: string; secret: string }
  | { kind: 'certificate'; clientId: string; path: string }
  | { kind: 'managedIdentity'; clientId?: string };

/**
 * The app's identity at Entra. `entraUrl` is the authority without tenant. Redirects of a sign-in are not followed and nothing is
 * retried here: both would be out of the caller's sight.
 */
export function createCredential(settings: CredentialSettings, tenantId: string, entraUrl: string): TokenCredential {
  const quiet = { retryOptions: { maxRetries: 0 }, redirectOptions: { maxRetries: 0 } };
  if (settings.kind === 'managedIdentity') {
    return settings.clientId
      ? new ManagedIdentityCredential({ clientId: settings.clientId })
      : new ManagedIdentityCredential();
  }
  const { authorityHost, policy } = entraAt(entraUrl);
  const options = {
    ...quiet,
    authorityHost,
    disableInstanceDiscovery: true,
    additionalPolicies: [{ policy, position: 'perCall' as const }],
  };
  return settings.kind === 'secret'
    ? new ClientSecretCredential(tenantId, settings.clientId, settings.secret, options)
    : new ClientCertificateCredential(tenantId, settings.clientId, settings.path, options);
}
