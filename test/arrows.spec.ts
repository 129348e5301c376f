import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const root = join(import.meta.dirname, '..');
const { options, forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

const forbiddenImports: { rule: string; from: string; importing: string }[] = [
  { rule: 'defender-is-pure', from: 'src/defender/a.ts', importing: '../microsoft365/b.ts' },
  { rule: 'defender-is-pure', from: 'src/defender/a.ts', importing: 'node:fs' },
  { rule: 'contactmonkey-is-pure', from: 'src/contactmonkey/a.ts', importing: '../defender/b.ts' },
  { rule: 'bot-sdk-only-in-teams', from: 'src/questions/a.ts', importing: 'botbuilder' },
  { rule: 'templating-only-in-cards', from: 'src/questions/a.ts', importing: 'adaptivecards-templating' },
  { rule: 'azure-identity-only-in-the-wire', from: 'src/campaigns/a.ts', importing: '@azure/identity' },
  { rule: 'sandbox-shares-no-code-with-the-wire', from: 'src/sandbox/a.ts', importing: '../microsoft365/b.ts' },
  { rule: 'nobody-imports-the-sandbox', from: 'src/teams/a.ts', importing: '../sandbox/b.ts' },
  { rule: 'teams-is-the-outermost-room', from: 'src/questions/a.ts', importing: '../teams/b.ts' },
  { rule: 'database-only-in-store', from: 'src/alerts/a.ts', importing: 'kysely' },
];

async function violationsOf(tree: Record<string, string>): Promise<string[]> {
  const copy = await mkdtemp(join(tmpdir(), 'arrows-'));
  try {
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    await cp(join(root, 'tsconfig.json'), join(copy, 'tsconfig.json'));
    for (const [file, text] of Object.entries(tree)) {
      await mkdir(dirname(join(copy, file)), { recursive: true });
      await writeFile(join(copy, file), text);
    }
    const result = await cruise(['src'], { ...options, baseDir: copy, ruleSet: { forbidden }, validate: true });
    return (result.output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

describe('The dependency arrows', () => {
  for (const { rule, from, importing } of forbiddenImports) {
    it(`refuse that ${from} imports ${importing}`, async () => {
      const tree: Record<string, string> = {
        [from]: `import * as other from '${importing}';\nexport const seen = other;\n`,
      };
      if (importing.startsWith('.')) tree[join(dirname(from), importing)] = 'export const b = 1;\n';
      assert.ok((await violationsOf(tree)).includes(rule));
    });
  }

  it('let a room use its own files', async () => {
    const tree = {
      'src/defender/a.ts': "import { b } from './b.ts';\nexport const seen = b;\n",
      'src/defender/b.ts': 'export const b = 1;\n',
    };
    assert.deepEqual(await violationsOf(tree), []);
  });
});
