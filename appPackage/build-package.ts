import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const here = import.meta.dirname;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What a company fills in: each placeholder of manifest.json, what it should hold, and what stands in for it when unset. */
const placeholders: Record<string, { holds: string; fallback?: string; check: (value: string) => boolean }> = {
  BOT_APP_ID: { holds: "the bot's application (client) id, a GUID", check: (value) => guid.test(value) },
  TEAMS_APP_ID: { holds: "the Teams app's own id, a GUID", fallback: 'BOT_APP_ID', check: (value) => guid.test(value) },
  DEVELOPER_NAME: {
    holds: 'the publisher shown in Teams, at most 32 characters',
    check: (value) => value.length <= 32,
  },
  WEBSITE_URL: { holds: "an https address of the publisher's website", check: isHttps },
  PRIVACY_URL: { holds: 'an https address of the privacy statement', check: isHttps },
  TERMS_URL: { holds: 'an https address of the terms of use', check: isHttps },
};

/** Fills the manifest's placeholders from `env` and the package version. Throws one sentence that names every missing or wrong variable. */
export async function fillManifest(env: Record<string, string | undefined>): Promise<string> {
  const packageJson = JSON.parse(await readFile(join(here, '..', 'package.json'), 'utf8')) as { version: string };
  const values: Record<string, string> = { APP_VERSION: packageJson.version };
  const problems: string[] = [];
  for (const [name, { holds, fallback, check }] of Object.entries(placeholders)) {
    const value = env[name] ?? (fallback ? env[fallback] : undefined);
    if (value && check(value)) values[name] = value;
    else problems.push(`${name} should hold ${holds}`);
  }
  if (problems.length > 0) throw new Error(`The app package was not built: ${problems.join('; ')}.`);
  const template = await readFile(join(here, 'manifest.json'), 'utf8');
  return template.replace(/\$\{\{(\w+)\}\}/g, (_, name: string) => JSON.stringify(values[name] ?? '').slice(1, -1));
}

/** The app package as zip bytes: manifest.json, color.png, outline.png, as Teams expects them at the root. */
export async function buildPackage(env: Record<string, string | undefined>): Promise<Uint8Array> {
  const manifest = await fillManifest(env);
  const [color, outline] = await Promise.all(
    ['color', 'outline'].map((name) => readFile(join(here, 'icons', `${name}.png`))),
  );
  if (!color || !outline)
    throw new Error('The app package was not built: appPackage/icons holds no color.png or outline.png.');
  return zipSync({ 'manifest.json': strToU8(manifest), 'color.png': color, 'outline.png': outline });
}

function isHttps(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}
