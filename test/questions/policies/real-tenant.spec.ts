import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createQuestionRegistry } from '../../../src/questions/registry.ts';
import { snapshotOfScubaExport } from '../../support/scuba-adapter.ts';
import { policyChat } from './policy-chat.ts';

const sample = new URL('../../../../shared/samples/policies/scuba-provider-export.json', import.meta.url);
const intents = [
  'policy.gaps',
  'policy.explain',
  'policy.how_to_fix',
  'policy.compare_preset',
  'policy.effective',
  'allowlist.add',
  'allowlist.expiry',
  'safelinks.rewrite',
  'safelinks.block',
  'attachments.delay',
  'spoof.auth',
  'bulk.bcl',
  'licence.features',
  'security.tradeoff',
];

describe('Policy questions over the settings of a real tenant', function () {
  this.timeout(60_000);
  before(function () {
    if (existsSync(sample)) return;
    process.stderr.write('    skipped: ../shared/samples/policies/scuba-provider-export.json is not there\n');
    this.skip();
  });

  it('are answered without a fault, whatever the export lacks', async () => {
    const file = JSON.parse(readFileSync(sample, 'utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>;
    const document = snapshotOfScubaExport((file.Raw ?? file) as Record<string, unknown>);
    const unread = {
      what: 'it',
      kind: 'noPermission',
      sentence: 'It is not in the export.',
      advice: 'Take a snapshot.',
    } as const;
    const failing = new Proxy({} as Record<string, typeof unread>, {
      get: (_, name) =>
        typeof name === 'string' && name.startsWith('Get-') && !(name in document) ? unread : undefined,
    });
    const { ask, faults } = policyChat(document, { fake: { failing } });
    const registry = createQuestionRegistry();
    for (const intent of intents) {
      const question = await registry.find(intent);
      for (const text of (question?.examples ?? []).filter((_, place) => place % 6 === 0)) {
        const { answer } = await ask(text);
        assert.ok(answer.text.length > 20, text);
        assert.doesNotMatch(answer.text, /undefined|\[object|NaN/, text);
      }
    }
    assert.deepEqual(
      faults.map(({ err }) => err?.message),
      [],
    );
    const { answer } = await ask('check our policies');
    assert.match(answer.text, /not checked/);
    assert.ok(answer.couldNot.length > 0);
  });
});
