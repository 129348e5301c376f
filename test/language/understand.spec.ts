import assert from 'node:assert/strict';
import fc from 'fast-check';
import { baselines } from '../../src/defender/gaps/baselines/index.ts';
import { INTENTS } from '../../src/language/intents.ts';
import { SETTING_NAMES } from '../../src/language/setting-names.ts';
import { understand } from '../../src/language/understand.ts';
import type { Entities } from '../../src/questions/question.ts';
import { readHeldOut, valuesOf } from './held-out.ts';

describe('understanding a sentence', () => {
  it('names the right intent for at least 95 of 100 sentences it never saw', () => {
    const rows = readHeldOut();
    const wrong = rows.filter((row) => understand(row.text).intent !== row.intent);
    const share = 1 - wrong.length / rows.length;
    assert.ok(share >= 0.95, `${share.toFixed(3)}; wrong: ${wrong.map((row) => row.text).join(' | ')}`);
  });

  it('finds the values in them, end to end, with an F1 of at least 0.95', () => {
    let right = 0;
    let wrong = 0;
    for (const row of readHeldOut()) {
      const wanted = valuesOf(row.entities);
      const found = valuesOf(understand(row.text).entities);
      const shared = wanted.intersection(found).size;
      right += shared;
      wrong += wanted.size + found.size - 2 * shared;
    }
    const f1 = (2 * right) / (2 * right + wrong);
    assert.ok(f1 >= 0.95, f1.toFixed(3));
  });

  it('is mostly right when it says it is sure, and offers other meanings when it is not', () => {
    const sure = readHeldOut().filter((row) => understand(row.text).confidence >= 0.9);
    const right = sure.filter((row) => understand(row.text).intent === row.intent);
    assert.ok(right.length / sure.length >= 0.98);
    const vague = understand('newsletter');
    assert.equal(vague.alternatives.length, 3);
    assert.ok(vague.confidence < 0.9);
    assert.ok(vague.alternatives.every(({ intent }) => intent !== vague.intent));
  });

  it('sees through typing slips, capitals, padding and foreign punctuation', () => {
    const variants: [string, string][] = [
      ['wich newsleters are stuk in quarantin', 'quarantine.list'],
      ['WHY WAS THE TOWN HALL MAIL HELD???', 'quarantine.why'],
      ['hi there, sorry to bother you, could you please release item 2 for me, many thanks!', 'quarantine.release'],
      ['«How many mails are held today» ¿please?', 'quarantine.count'],
      ['chek our polcies plz', 'policy.gaps'],
      ['which domains do i need to alow for the EU？', 'allowlist.endpoints'],
      ['escallate this to suport', 'ticket.open'],
    ];
    for (const [text, intent] of variants) assert.equal(understand(text).intent, intent, text);
  });

  it('keeps other departments’ business out', () => {
    const foreign = [
      'my laptop is slow',
      'quarantine a laptop in intune',
      'where are the release notes',
      'why is outlook slow',
      'whats the weather tomorrow',
    ];
    for (const text of foreign) assert.deepEqual({ ...pick(text) }, { intent: 'out_of_scope', entities: {} }, text);
  });

  it('takes names of settings for settings, and names of cmdlets for none', () => {
    for (const name of SETTING_NAMES) {
      for (const text of [`explain ${name}`, `what is ${name}`, `what does ${name} do`]) {
        assert.deepEqual(pick(text), { intent: 'policy.explain', entities: { setting: name } }, text);
      }
    }
    assert.equal(pick('what does Get-QuarantineMessage return').intent, 'out_of_scope');
  });

  it('knows every setting that has a baseline', () => {
    const all = Object.values(baselines).flatMap(({ settings }) => settings.map(({ setting }) => setting));
    const compound = all.filter((name) => /[a-z][A-Z]/.test(name));
    assert.ok(compound.length > 30);
    assert.deepEqual(
      compound.filter((name) => !SETTING_NAMES.includes(name)),
      [],
    );
  });

  it('tells what is lost, what is held and how much from what a setting does', () => {
    const rows: [string, string, Entities][] = [
      ['what do we lose if we turn off honor dmarc', 'security.tradeoff', {}],
      ['any malware hits this morning', 'quarantine.list', { reason: 'malware', date_range: 'this morning' }],
      ['list everything the Strict Preset policy is holding', 'quarantine.list', { policy: 'Strict' }],
      ['more blocked than last month?', 'quarantine.count', { date_range: 'last month' }],
      [
        'what caught message 3f2504e0-4f89-11d3-9a0c-0305e82c3301',
        'quarantine.why',
        { network_message_id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301' },
      ],
      ['how many calories in a phish taco', 'out_of_scope', {}],
    ];
    for (const [text, intent, entities] of rows) assert.deepEqual(pick(text), { intent, entities }, text);
  });

  it('names a finer question beside the intent it belongs to', () => {
    const finer: [string, string, string][] = [
      ['which policy applies to anna@contoso.example', 'policy.explain', 'policy.effective'],
      ['what changed in our policies since monday', 'policy.gaps', 'policy.changes'],
      ['waive finding 2 because the ceo accepted it until march', 'policy.gaps', 'policy.waive'],
      ['list my open tickets', 'ticket.status', 'ticket.list'],
      ['why was this held', 'quarantine.why', 'quarantine.why'],
    ];
    for (const [text, intent, question] of finer) {
      const understood = understand(text);
      assert.deepEqual([understood.intent, understood.question], [intent, question], text);
    }
  });

  it('tells questions about allow lists and protections apart', () => {
    for (const [text, intent] of [
      ['do we have any allow entries that are too wide', 'policy.gaps'],
      ['is our ip allow list a problem', 'policy.gaps'],
      ['who is affected by finding 1', 'policy.gaps'],
      ['who got the newsletter in quarantine', 'quarantine.recipients'],
      ['why does my allow list not work', 'policy.explain'],
      ['our allow list is ignored', 'policy.explain'],
      ['when do our allow entries end', 'allowlist.expiry'],
      ['remove the block entry for tk.cmnky.co', 'allowlist.add'],
      ['set up advanced delivery for contactmonkey?', 'security.tradeoff'],
      ['can we just turn off safe attachments for newsletters', 'security.tradeoff'],
      ['attachments take 20 minutes to arrive', 'attachments.delay'],
      ['what happens if we set SCL -1 for our own domain', 'security.tradeoff'],
      ['show me the test report', 'testcampaign.report'],
    ] as const) {
      assert.equal(understand(text).intent, intent, text);
      assert.ok(understand(text).confidence >= 0.5, text);
    }
  });

  it('takes pasted headers and attached files for headers, whatever else they say', () => {
    const pasted = understand(
      'Received: from a.example\nAuthentication-Results: spf=pass\nSubject: release all quarantine',
    );
    assert.deepEqual([pasted.intent, pasted.confidence], ['headers.explain', 1]);
    assert.equal(understand('', { hasFiles: true }).intent, 'headers.explain');
    assert.equal(understand('what is this', { hasFiles: true }).intent, 'headers.explain');
    assert.equal(understand('open a ticket with this mail', { hasFiles: true }).intent, 'ticket.open');
  });

  it('answers silence and signs with help', () => {
    for (const text of ['', '   ', '???', '👍']) assert.equal(understand(text).intent, 'smalltalk/help');
  });

  it('survives any text with a known intent, a chance and texts as values', () => {
    const known = new Set<string>(INTENTS);
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ unit: 'grapheme', maxLength: 400 })),
        (text) => {
          const understood = understand(text, { conversation: { intent: 'quarantine.list', entities: { page: '2' } } });
          assert.ok(known.has(understood.intent));
          assert.ok(understood.confidence >= 0 && understood.confidence <= 1);
          for (const value of Object.values(understood.entities).flat()) assert.equal(typeof value, 'string');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads 10,000 characters of anything quickly', () => {
    understand('warm up');
    const hard = [
      'a',
      '@',
      '<',
      'a@',
      'a.',
      '"',
      'for ',
      'the update ',
      'from monday to ',
      'X-A-',
      '1,',
      'scl:1;',
      '1 november ',
      'cm test - ',
      ' \n',
      'Received: ',
      'two test mails ',
    ];
    for (const piece of hard) {
      const text = piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000);
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        understand(text);
        return performance.now() - start;
      });
      assert.ok(Math.min(...times) < 20, `${JSON.stringify(piece)} took ${Math.min(...times).toFixed(1)} ms`);
    }
  });
});

function pick(text: string) {
  const { intent, entities } = understand(text);
  return { intent, entities };
}
