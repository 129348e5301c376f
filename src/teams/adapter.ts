import { TeamsAdapter } from '@microsoft/teams-ai';
import type { Activity, InvokeResponse, TurnContext } from 'botbuilder';
import type { Config } from '../config.ts';
import { createBotCredentials } from './bot-credentials.ts';
import type { Clock } from './clock.ts';
import type { ServiceHosts } from './door/service-hosts.ts';
import { keepEntityFields } from './outgoing-entities.ts';

const publicScope = 'https://api.botframework.com';
/** Microsoft Learn, "Configure your bot to run in US Government clouds": issuer and scope are the same name there. */
const governmentIssuer = 'https://api.botframework.us';

/** The SDK's adapter, with the two doors this room needs opened to itself. */
export class BotAdapter extends TeamsAdapter {
  /** One turn for an activity that came in. Unlike `process` it writes nothing to a response or the console. */
  receive(
    authorization: string,
    activity: Activity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, logic);
  }

  /** A client for the Bot Connector at one service address, without the SDK's own retries (they ignore `retryOptions`). */
  async connectorTo(serviceUrl: string, appId: string, scope: string) {
    const factory = this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity(appId));
    const connector = await factory.create(serviceUrl, scope);
    const { client } = connector as unknown as { client: { pipeline: { removePolicy(policy: object): void } } };
    client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    return connector;
  }
}

/** The scope that tokens for the Bot Connector are asked for. */
export function connectorScope(config: Pick<Config, 'botTokenIssuer'>): string {
  return config.botTokenIssuer === governmentIssuer ? governmentIssuer : publicScope;
}

export function createAdapter(options: { config: Config; hosts: ServiceHosts; clock: Clock }): BotAdapter {
  const { config, hosts, clock } = options;
  keepEntityFields();
  const credentials = createBotCredentials({ bot: config.bot, entraUrl: config.entraUrl, hosts, clock });
  const adapter = new BotAdapter(
    {
      MicrosoftAppId: config.bot?.clientId ?? '',
      MicrosoftAppTenantId: config.bot?.tenantId ?? '',
      ToBotFromChannelOpenIdMetadataUrl: config.botOpenIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: config.botOpenIdMetadataUrl,
      ToBotFromChannelTokenIssuer: config.botTokenIssuer,
      ToChannelFromBotOAuthScope: connectorScope(config),
      ToChannelFromBotLoginUrl: `${config.entraUrl}/${config.bot?.tenantId ?? 'common'}`,
      OAuthUrl: connectorScope(config),
    },
    credentials,
  );
  return adapter;
}
