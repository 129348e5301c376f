import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** A person of the sandbox company as the chat window knows them. */
export interface ChatUser {
  objectId: string;
  name: string;
  upn: string;
}

export interface PlaygroundOptions {
  /** Where the bot listens for activities. */
  botUrl: string;
  tenantId: string;
  bot: { id: string; name: string };
  /** The person who types. */
  currentUser: ChatUser;
  /** Everybody else; the chat window wants exactly five. */
  others: ChatUser[];
  /** The chat window shows General (whose id is the team's) and at most one channel more. */
  team: { id: string; name: string; aadGroupId: string; channels: { id: string; name: string }[] };
  port: number;
  /** Ids of the chats outside the team; a second window on the same bot needs its own. */
  chatIds?: { personal: string; group: string };
}

export interface Playground {
  url: string;
  serviceUrl: string;
  /** Settles when somebody opens the window for the first time. */
  opened: Promise<void>;
  /** Settles when the chat window ends by itself. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

const startLimitMs = 60_000;

/** Starts Microsoft 365 Agents Playground, telemetry off, on loopback. Throws a sentence when it does not come up within a minute. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'quarantine-watch-chat-'));
  const configPath = join(folder, 'playground.yml');
  // JSON is YAML.
  await writeFile(configPath, JSON.stringify(playgroundConfig(options)));
  const serviceUrl = `http://127.0.0.1:${options.port}/_connector`;
  const child = spawn(process.execPath, playgroundArguments(options, serviceUrl), {
    cwd: folder,
    env: {
      ...process.env,
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: configPath,
      M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  });
  const opened = new Promise<void>((resolve) => child.on('message', () => resolve()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const url = `http://127.0.0.1:${options.port}/`;
  const stop = async (): Promise<void> => {
    endProcess(child);
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswering(`${url}_internal/v1/config`, ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, serviceUrl, opened, ended, stop };
}

function playgroundArguments(options: PlaygroundOptions, serviceUrl: string): string[] {
  const packageFile = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  const loopbackOnly = pathToFileURL(join(import.meta.dirname, 'loopback-only.ts')).href;
  const start = [join(dirname(packageFile), 'cli.js'), 'start', '--app-endpoint', options.botUrl];
  const how = ['--channel-id', 'msteams', '--disable-telemetry', '--port', String(options.port)];
  return ['--import', loopbackOnly, ...start, ...how, '--service-url', serviceUrl];
}

function playgroundConfig(options: PlaygroundOptions): object {
  const person = (user: ChatUser) => ({
    id: `29:${user.objectId}`,
    name: user.name,
    userPrincipleName: user.upn,
    aadObjectId: user.objectId,
    givenName: user.name.split(' ')[0],
    surname: user.name.split(' ').slice(1).join(' '),
    email: user.upn,
  });
  const chats = options.chatIds ?? { personal: '19:personal-chat@unq.gbl.spaces', group: '19:group-chat@thread.v2' };
  return {
    version: '0.1.0',
    tenantId: options.tenantId,
    bot: options.bot,
    currentUser: person(options.currentUser),
    users: options.others.map(person),
    personalChat: { id: chats.personal },
    groupChat: { id: chats.group, name: 'Messaging chat' },
    team: options.team,
  };
}

async function untilAnswering(url: string, ended: Promise<unknown>): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  let gone = false;
  ended.then(() => {
    gone = true;
  });
  while (Date.now() < deadline && !gone) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await wait(200);
  }
  throw new Error(
    gone
      ? 'The chat window ended before it was ready. Is its port free? Choose another with --chat-port.'
      : 'The chat window did not come up within a minute. Run again, or use --no-chat.',
  );
}

function endProcess(child: ChildProcess): void {
  if (child.exitCode !== null || child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGTERM');
  } catch {
    child.kill('SIGTERM');
  }
}
