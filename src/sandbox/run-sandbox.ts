import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestSender } from '../campaigns/test-sender.ts';
import { readConfig } from '../config.ts';
import { start } from '../main.ts';
import { createFixedDns } from '../microsoft365/dns/fixed-lookup.ts';
import { systemClock } from '../teams/clock.ts';
import { mentionInChannel } from './chat/channel-message.ts';
import { chatPeople } from './chat/chat-people.ts';
import { type Playground, type PlaygroundOptions, startPlayground } from './chat/playground.ts';
import { runningClock } from './clock.ts';
import { scheduledTests } from './delivery/scheduled-tests.ts';
import { scheduleTests } from './delivery/test-schedule.ts';
import type { StartOptions } from './start-options.ts';
import { createSandboxTenant, type SandboxTenant } from './tenant.ts';
import type { SandboxUser } from './tenant-data.ts';
import { loadTenantFile } from './tenant-file.ts';

export interface RunningSandbox {
  tenant: SandboxTenant;
  botUrl: string;
  chat: Playground | null;
  /** Who types in the chat window. */
  current: SandboxUser;
  others: SandboxUser[];
  /** Minutes between tests that the company sends by itself; null when it sends none. */
  testsEvery: number | null;
  stop(): Promise<void>;
}

/** Starts the simulated tenant, the bot, and the chat window. When one of them fails, those that were up are stopped again. */
export async function runSandbox(options: StartOptions): Promise<RunningSandbox> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const stopOne of stops.splice(0).reverse()) await stopOne();
  };
  try {
    const tenant = await startTenant(options);
    stops.push(() => tenant.close());
    const { current, others } = chatPeople(tenant.users, options.as);
    const folder = await mkdtemp(join(tmpdir(), 'quarantine-watch-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const profilePath = join(folder, 'profile.json');
    await writeFile(profilePath, JSON.stringify(tenant.profile));
    const config = readConfig(environmentOf(tenant, options, profilePath), { sandbox: true });
    const dns = createFixedDns(tenant.dns);
    const bot = await start(config, {
      now: () => new Date(tenant.clock.now()),
      dns,
      testSender: senderOf(tenant),
    });
    stops.push(() => bot.stop());
    const window = chatOptions(tenant, bot.url, current, others, options);
    const chat = options.chat ? await startPlayground(window) : null;
    if (chat) {
      stops.push(() => chat.stop());
      if (options.watch) void chat.opened.then(() => wantAlerts(tenant, window, chat.serviceUrl));
    }
    const testsEvery = options.tenantFile === null ? options.testsEvery : null;
    if (testsEvery !== null) {
      const endTests = scheduleTests({
        send: (test) => void tenant.sendTest(test),
        after: systemClock.after,
        firstAfterMs: 0,
        everyMs: testsEvery * 60_000,
        tests: scheduledTests,
      });
      stops.push(async () => endTests());
    }
    return { tenant, botUrl: bot.url, chat, current, others, testsEvery, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What a person would do in ContactMonkey's sidebar of Outlook. */
function senderOf(tenant: SandboxTenant): TestSender {
  return {
    async send({ id, subject, sender, recipients, attachments: [attachment] }) {
      const sent = tenant.sendTest({ id, subject, sender, recipients, attachment });
      return sent && { sender: sent.sender, recipients: sent.recipients.length };
    },
  };
}

/** The page behind the window needs a moment until it shows what arrives. */
const windowReadyMs = 1500;

/** Somebody with the right to says in the channel what a customer's administrator says there once. */
async function wantAlerts(tenant: SandboxTenant, window: PlaygroundOptions, serviceUrl: string): Promise<void> {
  const [channel] = window.team.channels;
  const from = tenant.users.find(({ roles }) => roles.includes('operator') || roles.includes('approver'));
  if (channel === undefined || from === undefined) return;
  await wait(windowReadyMs, undefined, { ref: false });
  const said = mentionInChannel({ ...window, serviceUrl, channelId: channel.id }, from, 'alert here');
  await said.catch((error) => process.stderr.write(`Alerts were not asked for in ${channel.name}: ${String(error)}\n`));
}

async function startTenant(options: StartOptions): Promise<SandboxTenant> {
  const clock = runningClock();
  if (options.now) clock.set(options.now.getTime());
  const tenant = options.tenantFile === null ? undefined : await loadTenantFile(options.tenantFile);
  const faults = options.faultsFile === null ? undefined : await readFaults(options.faultsFile);
  return createSandboxTenant({
    ...(options.now || !tenant ? { clock } : {}),
    ...(tenant ? { tenant } : {}),
    ...(faults === undefined ? {} : { faults }),
    ...(options.quarantineSize === null ? {} : { quarantineSize: options.quarantineSize }),
    control: true,
  });
}

async function readFaults(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`The faults file ${path} cannot be read.`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`The faults file ${path} is not JSON.`);
  }
}

function environmentOf(tenant: SandboxTenant, options: StartOptions, profilePath: string): Record<string, string> {
  return {
    PORT: String(options.port),
    TENANT_ID: tenant.tenantId,
    CLIENT_ID: tenant.clientId,
    CLIENT_SECRET: tenant.clientSecret,
    ENTRA_URL: tenant.urls.entra,
    EXCHANGE_URL: tenant.urls.exchange,
    GRAPH_URL: tenant.urls.graph,
    BOT_SERVICE_HOSTS: '127.0.0.1',
    READER_GROUPS: tenant.groups.reader,
    OPERATOR_GROUPS: tenant.groups.operator,
    APPROVER_GROUPS: tenant.groups.approver,
    CSM_GROUPS: tenant.groups.csm,
    PROFILE: profilePath,
    WATCH: options.watch ? 'on' : 'off',
    LOG_LEVEL: 'warn',
  };
}

function chatOptions(
  tenant: SandboxTenant,
  botUrl: string,
  current: SandboxUser,
  others: SandboxUser[],
  options: StartOptions,
): PlaygroundOptions {
  return {
    botUrl: `${botUrl}/api/messages`,
    tenantId: tenant.tenantId,
    bot: { id: '28:quarantine-watch', name: 'Quarantine Watch' },
    currentUser: current,
    others,
    team: {
      id: '19:messaging-team@thread.tacv2',
      name: 'Messaging team',
      aadGroupId: '0f5b8f8e-3d55-4a3c-9d5c-6d1f7a1b2c3d',
      channels: [{ id: '19:mail-ops@thread.tacv2', name: 'mail-ops' }],
    },
    port: options.chatPort,
  };
}
