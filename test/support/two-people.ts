import type { Browser } from 'playwright-core';
import { mentionInChannel } from '../../src/sandbox/chat/channel-message.ts';
import { chatPeople } from '../../src/sandbox/chat/chat-people.ts';
import { type PlaygroundOptions, startPlayground } from '../../src/sandbox/chat/playground.ts';
import type { RunningSandbox } from '../../src/sandbox/run-sandbox.ts';
import { type ChatPage, openChat } from './playground-page.ts';
import { freePort, startSandbox } from './sandbox-run.ts';

/** An administrator and a customer success manager, each before a chat window of their own, on the same bot. */
export interface TwoPeople {
  sandbox: RunningSandbox;
  admin: ChatPage;
  csm: ChatPage;
  /** The channel of the customer success managers, as their window names it. */
  desk: string;
  /** Somebody of the organisation says something to the bot in that channel. */
  sayAtDesk(person: string, text: string): Promise<void>;
  stop(): Promise<void>;
}

const desk = 'contactmonkey-desk';

export async function startTwoPeople(browser: Browser): Promise<TwoPeople> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const sandbox = await startSandbox({ watch: true });
    stops.push(() => sandbox.stop());
    const { current, others } = chatPeople(sandbox.tenant.users, 'Sam');
    const options: PlaygroundOptions = {
      botUrl: `${sandbox.botUrl}/api/messages`,
      tenantId: sandbox.tenant.tenantId,
      bot: { id: '28:quarantine-watch', name: 'Quarantine Watch' },
      currentUser: current,
      others,
      team: {
        id: '19:contactmonkey-team@thread.tacv2',
        name: 'ContactMonkey and us',
        aadGroupId: '1f5b8f8e-3d55-4a3c-9d5c-6d1f7a1b2c3d',
        channels: [{ id: '19:contactmonkey-desk@thread.tacv2', name: desk }],
      },
      chatIds: { personal: '19:personal-chat-of-sam@unq.gbl.spaces', group: '19:group-chat-of-sam@thread.v2' },
      port: await freePort(),
    };
    const window = await startPlayground(options);
    stops.push(() => window.stop());
    const admin = await openChat(browser, sandbox.chat?.url ?? '');
    stops.push(() => admin.close());
    const csm = await openChat(browser, window.url);
    stops.push(() => csm.close());
    const channel = { ...options, serviceUrl: window.serviceUrl, channelId: options.team.channels[0]?.id ?? '' };
    return {
      sandbox,
      admin,
      csm,
      desk,
      async sayAtDesk(person, text) {
        const from = sandbox.tenant.users.find(({ name }) => name.startsWith(person));
        if (!from) throw new Error(`Nobody here is called ${person}.`);
        await mentionInChannel(channel, from, text);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
