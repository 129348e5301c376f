import assert from 'node:assert/strict';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createQuestionRegistry, folderOfIntent } from '../../src/questions/registry.ts';

async function folderWith(files: Record<string, string>): Promise<URL> {
  const root = await mkdtemp(join(tmpdir(), 'questions-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return pathToFileURL(`${root}/`);
}

describe('The register of questions', () => {
  it('knows every folder that answers, under its own intent', async () => {
    const registry = createQuestionRegistry();
    const questions = await registry.all();
    assert.ok(questions.length >= 18);
    for (const question of questions) {
      assert.equal(await registry.find(question.intent), question);
      assert.ok(question.help.length > 5 && question.help.length < 100, question.intent);
      assert.ok(question.examples.length > 0, question.intent);
    }
  });

  it('loads a question when it is asked, and no other', async () => {
    const root = await folderWith({
      'good-one/index.ts': "export const question = { intent: 'good.one', help: '', examples: [], answer: null };",
      'bad-one/index.ts': "throw new Error('loaded');",
      'words-only/examples.ts': 'export const examples = [];',
    });
    const registry = createQuestionRegistry(root);
    assert.equal((await registry.find('good.one'))?.intent, 'good.one');
    assert.equal(await registry.find('words.only'), null);
    assert.equal(await registry.find('not.there'), null);
    await assert.rejects(registry.find('bad.one'), /loaded/);
  });

  it('never leaves its folder, whatever intent a client names', async () => {
    const registry = createQuestionRegistry();
    for (const intent of ['../cards/help', 'shared', '..', '', '/etc/passwd', 'quarantine-list', 'QUARANTINE.LIST']) {
      assert.equal(await registry.find(intent), null, intent);
    }
    assert.equal(folderOfIntent('smalltalk/help'), 'smalltalk-help');
    assert.equal(folderOfIntent('policy.how_to_fix'), 'policy-how-to-fix');
  });
});
