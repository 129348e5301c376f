import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ajvDraft04 from 'ajv-draft-04';
import formats from 'ajv-formats';
import { strFromU8, unzipSync } from 'fflate';
import { buildPackage } from '../../appPackage/build-package.ts';

const env = {
  BOT_APP_ID: '11111111-2222-4333-8444-555555555555',
  DEVELOPER_NAME: 'Northwind Traders',
  WEBSITE_URL: 'https://northwind.example',
  PRIVACY_URL: 'https://northwind.example/privacy',
  TERMS_URL: 'https://northwind.example/terms',
};

async function manifestSchema(version: string): Promise<object> {
  const packageFile = createRequire(import.meta.url).resolve('@microsoft/app-manifest/package.json');
  const file = join(dirname(packageFile), 'build/json-schemas/teams', `v${version}`, 'MicrosoftTeams.schema.json');
  return JSON.parse(await readFile(file, 'utf8'));
}

describe('The app package', () => {
  it("fits the official manifest schema of the manifest's own version", async () => {
    const manifest = JSON.parse((await buildPackage(env)).manifest);
    const ajv = new ajvDraft04.default({ strict: false, allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(await manifestSchema(manifest.manifestVersion));
    assert.ok(validate(manifest), JSON.stringify(validate.errors));
  });

  it('leaves no placeholder unfilled and keeps the limits Teams enforces beyond the schema', async () => {
    const { manifest: text } = await buildPackage(env);
    const manifest = JSON.parse(text);
    assert.doesNotMatch(text, /\$\{\{/);
    assert.equal(manifest.supportsChannelFeatures, 'tier1');
    assert.ok(manifest.name.short.length <= 30 && manifest.description.short.length <= 80);
    for (const list of manifest.bots[0].commandLists) assert.ok(list.commands.length <= 12);
  });

  it('escapes values that would break the JSON', async () => {
    const manifest = JSON.parse((await buildPackage({ ...env, DEVELOPER_NAME: 'A "quoted" \\ name' })).manifest);
    assert.equal(manifest.developer.name, 'A "quoted" \\ name');
  });

  it('names every variable with a wrong value', async () => {
    const wrong = { BOT_APP_ID: 'nope', WEBSITE_URL: 'http://plain.example', DEVELOPER_NAME: 'x'.repeat(33) };
    await assert.rejects(buildPackage(wrong), (error: Error) =>
      Object.keys(wrong).every((name) => error.message.includes(name)),
    );
  });

  it('says what is missing for a package that a bot answers in', async () => {
    const { missing } = await buildPackage({});
    assert.deepEqual(missing, ['BOT_APP_ID', 'DEVELOPER_NAME', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_URL']);
    assert.deepEqual((await buildPackage(env)).missing, []);
  });

  it('is a zip with manifest and icons at its root', async () => {
    const files = unzipSync((await buildPackage(env)).zip);
    assert.deepEqual(Object.keys(files).sort(), ['color.png', 'manifest.json', 'outline.png']);
    assert.equal(JSON.parse(strFromU8(files['manifest.json']!)).bots[0].botId, env.BOT_APP_ID);
  });

  for (const [icon, size] of [
    ['color', 192],
    ['outline', 32],
  ] as const) {
    it(`has a ${icon} icon of ${size} by ${size} pixels`, async () => {
      const png = await readFile(join(import.meta.dirname, '../../appPackage/icons', `${icon}.png`));
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [size, size]);
      assert.equal(png.readUInt8(25), 6, 'true colour with alpha');
    });
  }
});
