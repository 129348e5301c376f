import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/**
 * A headless Chromium: the one `CHROMIUM_PATH` names, an installed one, or the one that comes with the dependencies.
 * Whoever launches it closes it.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: flags, headless: true });
}

export async function findChromium(): Promise<string> {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is no such file.`);
    return named;
  }
  return installed.find((path) => existsSync(path)) ?? (await unpackChromium());
}

let unpacking: Promise<string> | undefined;

function unpackChromium(): Promise<string> {
  unpacking ??= unpackOnce();
  return unpacking;
}

/**
 * The package unpacks into the temporary directory without a lock, so a second test run could start a half-written
 * file. It is pointed at a directory of our own, which takes its final name only when complete.
 */
async function unpackOnce(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'));
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const home = join(tmpdir(), `quarantine-watch-chromium-${version}-${process.getuid?.() ?? 'user'}`);
  const binary = join(home, 'chromium');
  if (existsSync(binary)) return binary;
  const { default: packaged } = await import('@sparticuz/chromium');
  const fresh = await mkdtemp(`${home}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh;
  try {
    await packaged.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    await rename(fresh, home);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(binary)) throw error;
  }
  return binary;
}
