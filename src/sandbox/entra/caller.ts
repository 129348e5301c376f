import type { SandboxClock } from '../clock.ts';
import type { Call } from '../wire/call.ts';
import type { SandboxApp } from './apps.ts';
import type { TokenSigner } from './token-signer.ts';

/** The app that holds a valid token for `audience`; null when the token is missing, foreign, expired or for another audience. */
export function callerOf(
  call: Call,
  audience: string,
  signer: TokenSigner,
  apps: SandboxApp[],
  tenantId: string,
  clock: SandboxClock,
): SandboxApp | null {
  const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1];
  const claims = token ? signer.read(token) : null;
  if (!claims || claims.aud !== audience || claims.tid !== tenantId) return null;
  const seconds = clock.now() / 1000;
  if (claims.exp <= seconds || claims.nbf > seconds + 300) return null;
  return apps.find((app) => app.clientId === claims.appid) ?? null;
}
