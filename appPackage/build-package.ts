import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const here = import.meta.dirname;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const nobody = '00000000-0000-0000-0000-000000000000';

interface Placeholder {
  holds: string;
  /** Taken from another variable when unset. */
  like?: string;
  /** What a trial package holds where nothing is set. */
  trial: string;
  check: (value: string) => boolean;
}

/** What a company fills into manifest.json. */
const placeholders: Record<string, Placeholder> = {
  BOT_APP_ID: { holds: "the bot's application (client) id, a GUID", trial: nobody, check: isGuid },
  TEAMS_APP_ID: { holds: "the Teams app's own id, a GUID", like: 'BOT_APP_ID', trial: nobody, check: isGuid },
  DEVELOPER_NAME: {
    holds: 'the publisher shown in Teams, at most 32 characters',
    trial: 'Trial',
    check: (value) => value.length <= 32,
  },
  WEBSITE_URL: { holds: "an https address of the publisher's website", trial: 'https://example.com', check: isHttps },
  PRIVACY_URL: { holds: 'an https address of the privacy statement', trial: 'https://example.com', check: isHttps },
  TERMS_URL: { holds: 'an https address of the terms of use', trial: 'https://example.com', check: isHttps },
};

export interface AppPackage {
  /** manifest.json, color.png and outline.png at the root, as Teams expects them. */
  zip: Uint8Array;
  manifest: string;
  /** Variables that were not set. Where there are any, the package is for looking at only: no bot answers in it. */
  missing: string[];
}

/** Builds the app package from `env` and the package version. Throws one sentence that names every variable with a wrong value. */
export async function buildPackage(env: Record<string, string | undefined>): Promise<AppPackage> {
  const { manifest, missing } = await fillManifest(env);
  const [color, outline] = await Promise.all([icon('color'), icon('outline')]);
  const zip = zipSync({ 'manifest.json': strToU8(manifest), 'color.png': color, 'outline.png': outline });
  return { zip, manifest, missing };
}

async function fillManifest(env: Record<string, string | undefined>): Promise<{ manifest: string; missing: string[] }> {
  const packageJson = JSON.parse(await readFile(join(here, '..', 'package.json'), 'utf8')) as { version: string };
  const values: Record<string, string> = { APP_VERSION: packageJson.version };
  const missing: string[] = [];
  const problems: string[] = [];
  for (const [name, { holds, like, trial, check }] of Object.entries(placeholders)) {
    const value = env[name] || (like ? env[like] : undefined);
    if (value && !check(value)) problems.push(`${name} should hold ${holds}`);
    if (!value && !like) missing.push(name);
    values[name] = value || trial;
  }
  if (problems.length > 0) throw new Error(`The app package was not built: ${problems.join('; ')}.`);
  const template = await readFile(join(here, 'manifest.json'), 'utf8');
  const manifest = template.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => insideQuotes(values[name] ?? ''));
  return { manifest, missing };
}

function insideQuotes(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function icon(name: string): Promise<Uint8Array> {
  return readFile(join(here, 'icons', `${name}.png`));
}

function isGuid(value: string): boolean {
  return guid.test(value);
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}
