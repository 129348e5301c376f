import assert from 'node:assert/strict';
import { parseSenderProfile } from '../../../src/contactmonkey/parse-sender-profile.ts';
import type { DnsFacts } from '../../../src/microsoft365/dns/dns-lookup.ts';
import { createFixedDns } from '../../../src/microsoft365/dns/fixed-lookup.ts';
import { createAssistant } from '../../../src/questions/create-assistant.ts';
import type { Place } from '../../../src/questions/question.ts';
import { createQuestionRegistry } from '../../../src/questions/registry.ts';
import { dnsFacts } from '../../../src/sandbox/company/dns.ts';
import { type SandboxChat, sandboxChat } from '../../support/sandbox-chat.ts';
import { asker } from './policy-chat.ts';

const intents = [
  'policy.gaps',
  'policy.explain',
  'policy.how_to_fix',
  'policy.compare_preset',
  'policy.changes',
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
/** Teams refuses larger cards; some room is left for what the channel adds. */
const mostBytes = 28 * 1024;

describe('Policy questions to the simulated tenant over HTTP', function () {
  this.timeout(120_000);
  let town: SandboxChat;
  const faults: { intent?: string; err?: Error }[] = [];

  before(async () => {
    town = await sandboxChat();
  });
  after(() => town.close());
  beforeEach(() => town.sandbox.faults.clear());

  function assistant() {
    const dns = createFixedDns(dnsFacts as DnsFacts);
    const log = { error: (meta: object) => faults.push(meta) };
    return createAssistant({ tenant: town.tenant, profile: town.profile, dns, log });
  }

  function ask(text: string, place: Place = 'personal') {
    const now = new Date(town.sandbox.clock.now());
    return assistant().ask({ text, asker: asker(['reader']), place, now, conversation: {}, files: [] });
  }

  it('answers every fourth example sentence with words, sources and a card that fits', async () => {
    const registry = createQuestionRegistry();
    for (const intent of intents) {
      const question = await registry.find(intent);
      assert.ok(question, intent);
      for (const text of question.examples.filter((_, place) => place % 4 === 0)) {
        const { answer, understanding } = await ask(text);
        assert.ok(answer.text.length > 20, text);
        assert.ok(Buffer.byteLength(JSON.stringify(answer.card)) < mostBytes, `${text}: too large`);
        if (understanding.intent.startsWith('policy.') && !answer.unanswered) assert.ok(answer.card, text);
      }
    }
    assert.deepEqual([...new Set(faults.map(({ intent, err }) => `${intent}: ${err?.message}`))], []);
  });

  it('names no recipient in a channel, in any of them', async () => {
    const staff = new Set(await town.tenant.directory.groupMembers('all-staff@alderfinch.example'));
    const registry = createQuestionRegistry();
    const { profile } = parseSenderProfile(town.sandbox.profile);
    for (const { address } of profile.senders) staff.delete(address);
    for (const intent of intents) {
      const question = await registry.find(intent);
      const answers = await Promise.all((question?.examples ?? []).slice(0, 12).map((text) => ask(text, 'channel')));
      for (const { answer } of answers) {
        if (answer.audience === 'askerOnly') continue;
        const shown = answer.text + JSON.stringify(answer.card);
        for (const address of shown.match(/[\w.+-]+@[\w.-]+\w/g) ?? []) {
          assert.equal(staff.has(address.toLowerCase()), false, `${intent} shows ${address}`);
        }
      }
    }
  });

  it('finds the fix for what held a message, from its “why”', async () => {
    const list = await town.press('quarantine.list', {});
    const fixed = new Set<string>();
    for (const key of list.conversation.listed?.keys ?? []) {
      const { answer } = await town.press('policy.how_to_fix', { message: key });
      assert.ok(answer.card, key);
      const commands = await town.press('policy.how_to_fix', { message: key, show: 'powershell' });
      assert.ok(commands.answer.card);
      if (/Fix 1/.test(answer.text)) fixed.add(answer.text.split('.')[0] ?? '');
    }
    assert.ok(fixed.size >= 3, [...fixed].join('; '));
    assert.deepEqual(town.faults, []);
  });

  it('proposes no bulk threshold at which the held mail would be held again', async () => {
    const list = await town.press('quarantine.list', { reason: 'Bulk' });
    let proposed = 0;
    for (const key of (list.conversation.listed?.keys ?? []).slice(0, 10)) {
      const { answer } = await town.press('policy.how_to_fix', { message: key });
      const level = /BCL (\d)/.exec(answer.text)?.[1];
      const wanted = /Set BulkThreshold to (\d)/.exec(answer.text)?.[1];
      if (level === undefined || wanted === undefined) continue;
      proposed += 1;
      assert.ok(Number(wanted) > Number(level), `BCL ${level}, threshold ${wanted}`);
    }
    assert.ok(proposed > 0);
  });
});
