import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { variables } from '../src/config/variables.ts';

const root = join(import.meta.dirname, '..');

describe('The README', () => {
  it('lists every environment variable with its meaning, default and need', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    for (const { name, meaning, default: standard, required } of variables) {
      const row = `| \`${name}\` | ${meaning} | ${standard === null ? '' : `\`${standard}\``} | ${required} |`;
      assert.ok(readme.includes(row), `The README lacks or misstates: ${row}`);
    }
  });

  it('names only scripts that package.json has', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };
    const named = [...readme.matchAll(/npm run (?:-s )?([a-z:]+)/g)].map((match) => match[1] as string);
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });
});
