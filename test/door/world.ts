import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { createAuthority } from '../support/authority.ts';
import { createTokenSigner, type TokenSigner } from '../support/token-signer.ts';
import type { PlayedCall, Role } from './player.ts';

export const tenantId = '8d3f6c1a-52b7-4e0e-9b1c-4a7f0c2de901';
export const appId = 'bbbbbbbb-0000-4000-8000-00000000000b';
export const readerClientId = 'aaaaaaaa-0000-4000-8000-00000000000a';
export const reader = '11111111-1111-4111-8111-111111111111';
const readers = '44444444-4444-4444-8444-444444444444';
const root = join(import.meta.dirname, '../..');

export interface Player {
  origin: string;
  calls(): Promise<PlayedCall[]>;
  forget(): Promise<void>;
}

/** Separate processes that play Entra, Graph, Exchange and the Bot Connector (one wanted, one foreign) over TLS. */
export interface World {
  players: Record<Role | 'foreign', Player>;
  signer: TokenSigner;
  /** The environment of a production start among the players. */
  env: Record<string, string>;
  forget(): Promise<void>;
  stop(): Promise<void>;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`A player ended with ${code}.`)));
  });
}

export async function startWorld(): Promise<World> {
  const authority = await createAuthority();
  const folder = await mkdtemp(join(tmpdir(), 'door-'));
  const authorityPath = join(folder, 'authority.pem');
  await writeFile(authorityPath, authority.cert);
  const trustedBefore = getCACertificates('default');
  setDefaultCACertificates([...trustedBefore, authority.cert]);
  const children: ChildProcess[] = [];
  let connectorOrigin = '';
  const signer = await createTokenSigner({ appId, serviceUrl: () => `${connectorOrigin}/teams/` });

  async function play(role: Role, host = 'localhost'): Promise<Player> {
    const { key, cert } = await authority.issue();
    const child = spawn(process.execPath, [join(import.meta.dirname, 'player.ts'), role], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PLAYER_KEY: key,
        PLAYER_CERT: cert,
        PLAYER_KEY_SET: JSON.stringify(signer.keySet),
        PLAYER_GROUP: readers,
        PLAYER_MEMBER: reader,
      },
    });
    children.push(child);
    const origin = `https://${host}:${await firstLine(child)}`;
    return {
      origin,
      calls: async () => (await (await fetch(`${origin}/_calls`)).json()) as PlayedCall[],
      forget: async () => void (await fetch(`${origin}/_calls`, { method: 'DELETE' })),
    };
  }

  const [entra, graph, exchange, connector, foreign] = await Promise.all([
    play('entra'),
    play('graph'),
    play('exchange'),
    play('connector'),
    play('connector', '127.0.0.1'),
  ]);
  connectorOrigin = connector.origin;
  const players = { entra, graph, exchange, connector, foreign };

  return {
    players,
    signer,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_EXTRA_CA_CERTS: authorityPath,
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      WATCH: 'off',
      TENANT_ID: tenantId,
      CLIENT_ID: readerClientId,
      CLIENT_SECRET: 'hush-reader',
      BOT_APP_ID: appId,
      BOT_APP_TYPE: 'SingleTenant',
      BOT_APP_SECRET: 'hush-bot',
      BOT_OPENID_METADATA_URL: `${entra.origin}/openid`,
      BOT_SERVICE_HOSTS: 'localhost',
      ENTRA_URL: entra.origin,
      GRAPH_URL: graph.origin,
      EXCHANGE_URL: exchange.origin,
      READER_GROUPS: readers,
    },
    forget: async () => void (await Promise.all(Object.values(players).map((player) => player.forget()))),
    async stop() {
      setDefaultCACertificates(trustedBefore);
      for (const child of children) child.disconnect();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A production start as an operator makes it. */
export interface Started {
  /** Where it listens, or null when it ended before. */
  url: string | null;
  stderr(): string;
  stdout(): string;
  signal(name: NodeJS.Signals): void;
  exit: Promise<number | null>;
}

export async function startProduction(env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [join(root, 'src/main.ts')], { cwd: root, env, stdio: 'pipe' });
  let stderr = '';
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const listening = new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      const url = /listens at (\S+)\/api\/messages/.exec(stderr)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([listening, exit.then(() => null)]);
  return { url, stderr: () => stderr, stdout: () => stdout, signal: (name) => void child.kill(name), exit };
}
