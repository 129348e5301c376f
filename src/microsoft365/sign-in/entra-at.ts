import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { ClientSecretCredentialOptions } from '@azure/identity';
import { isLoopback } from '../wire/address.ts';

export type PipelinePolicy = NonNullable<ClientSecretCredentialOptions['additionalPolicies']>[number]['policy'];

/**
 * Settings that make @azure/identity speak to exactly one address. The token endpoint is taken from the configured address and
 * not from a discovery document, so no answer can send the app's secret elsewhere.
 *
 * The library insists on an https authority. A plain http address (loopback only, see `serviceAddress`) is therefore named to it
 * with an https alias, and requests to that alias, and to nothing else, are turned back to http on their way out. What is on
 * this machine is not asked for through a proxy.
 */
export function entraAt(entraUrl: string): { authorityHost: string; policy: PipelinePolicy } {
  const authorityHost = entraUrl.replace(/^http:/, 'https:');
  const alias = new URL(authorityHost).origin;
  const target = new URL(entraUrl);
  const plain = target.protocol === 'http:';
  const direct = isLoopback(target) ? new (plain ? HttpAgent : HttpsAgent)({ keepAlive: true }) : null;

  const policy: PipelinePolicy = {
    name: 'entraAtConfiguredAddress',
    async sendRequest(request, next) {
      const url = new URL(request.url);
      if (url.origin !== alias) throw new Error('A sign-in request was about to leave the configured address.');
      const discovery = /^(.*?)\/v2\.0\/\.well-known\/openid-configuration$/.exec(url.pathname);
      if (discovery) {
        const authority = `${alias}${discovery[1]}`;
        const document = {
          issuer: `${authority}/v2.0`,
          authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
          token_endpoint: `${authority}/oauth2/v2.0/token`,
          jwks_uri: `${authority}/discovery/v2.0/keys`,
        };
        return { request, status: 200, headers: request.headers, bodyAsText: JSON.stringify(document) };
      }
      if (plain) {
        url.protocol = 'http:';
        request.url = url.href;
        request.allowInsecureConnection = true;
      }
      if (direct) request.agent = direct;
      return next(request);
    },
  };
  return { authorityHost, policy };
}
