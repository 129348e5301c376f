import assert from 'node:assert/strict';
import type { Answer } from '../../src/questions/question.ts';
import { heapInUse } from '../support/heap.ts';
import { cardText } from '../support/questions.ts';
import { type SandboxChat, sandboxChat } from '../support/sandbox-chat.ts';

/** What the tenant itself stamped on a held message, and where the product has to point. */
const expected: [stamp: RegExp, component: string, setting: RegExp][] = [
  [/X-CustomSpam/i, 'Anti-spam policy', /MarkAsSpam\w+/],
  [/CAT:SPOOF/, 'Anti-phishing policy', /AuthenticationFailAction|Dmarc\w+Action/],
  [/CAT:UIMP/, 'Anti-phishing policy', /TargetedUserProtectionAction/],
  [/CAT:BULK/, 'Anti-spam policy', /BulkThreshold/],
  [/CAT:FTBP/, 'Anti-malware policy', /FileTypes/],
  [/CAT:SAP/, 'Safe Attachments policy', /Action/],
  [/CAT:SPM/, 'Anti-spam policy', /SpamAction/],
  [/CAT:PHSH/, 'Anti-spam policy', /PhishSpamAction/],
  [/CAT:HPH(?:I)?SH/, 'Anti-spam policy', /HighConfidencePhishAction/],
];

describe('Questions to the simulated tenant over HTTP', function () {
  this.timeout(60_000);
  let town: SandboxChat;

  before(async () => {
    town = await sandboxChat();
  });
  after(() => town.close());
  beforeEach(() => town.sandbox.faults.clear());

  async function listAll(): Promise<string[]> {
    const keys: string[] = [];
    let reply = await town.press('quarantine.list', {});
    for (let pages = 0; pages < 50; pages += 1) {
      keys.push(...(reply.conversation.listed?.keys ?? []));
      const next = reply.conversation.listed?.next;
      if (!next) break;
      reply = await town.press('quarantine.list', { page: next });
    }
    return keys;
  }

  it('lists every campaign once, and no other company’s', async () => {
    const keys = await listAll();
    assert.ok(keys.length >= 15, `${keys.length} campaigns`);
    assert.equal(new Set(keys).size, keys.length);
    const senders = new Set(town.profile.senders.map(({ address }) => address));
    for (const key of keys) {
      const message = await town.tenant.quarantine.message(key);
      assert.ok(senders.has(message.sender.toLowerCase()), message.sender);
    }
  });

  it('points every quarantine cause at its component and setting', async () => {
    const met = new Set<RegExp>();
    for (const key of await listAll()) {
      const header = await town.tenant.quarantine.header(key);
      const { answer } = await town.press('quarantine.why', { message: key });
      const main = answer.text.split('\n\n').find((part) => /^(?:Certain|Likely|Unknown): /.test(part)) ?? '';
      if (/Tenant Allow\/Block List|ZAP|Transport rule/.test(main.split('. ')[0] ?? '')) continue;
      const row = expected.find(([stamp]) => stamp.test(header));
      assert.ok(row, `no expectation for ${header.match(/CAT:\w+/)?.[0]}`);
      const [stamp, component, setting] = row;
      met.add(stamp);
      const [first = ''] = main.split('. ');
      assert.ok(first.includes(component), `${stamp}: ${first}`);
      assert.match(first, setting);
      assert.deepEqual(answer.couldNot, []);
    }
    assert.equal(met.size, expected.length, 'the built-in company shows every cause');
  });

  it('finds transport rules, block entries and ZAP as causes', async () => {
    const mains = new Set<string>();
    for (const key of await listAll()) {
      const { answer } = await town.press('quarantine.why', { message: key });
      for (const name of ['Tenant Allow/Block List', '(ZAP)', 'Transport rule'])
        if (answer.text.includes(name)) mains.add(name);
    }
    assert.equal(mains.size, 3);
  });

  it('keeps a conversation: list, why the second one, who got it, preview, release', async () => {
    const list = await town.ask('what is in quarantine?');
    const second = list.conversation.listed?.keys[1] ?? '';
    const why = await town.ask('why the second one?');
    assert.equal(why.conversation.subject?.key, second);
    const who = await town.ask('who was affected by it?');
    assert.equal(who.understanding.intent, 'quarantine.recipients');
    assert.match(who.answer.text, /recipients? of “/);
    const preview = await town.ask('let me see the body before i decide');
    assert.equal(preview.understanding.intent, 'quarantine.preview');
    assert.equal(preview.answer.unanswered, undefined);
    const release = await town.ask('release it');
    assert.equal(release.understanding.intent, 'quarantine.release');
    assert.ok(release.answer.text.includes(second));
    const week = await town.ask('what is in quarantine since yesterday');
    const month = await town.ask('and last week?');
    assert.equal(month.understanding.intent, 'quarantine.list');
    assert.notEqual(month.answer.text, week.answer.text);
  });

  it('says nothing about people in a channel, in no answer to a listed message', async () => {
    town.goTo('channel');
    try {
      const { conversation } = await town.press('quarantine.list', {});
      const key = conversation.listed?.keys[2] ?? '';
      const { recipients } = await town.tenant.quarantine.message(key);
      for (const verb of ['quarantine.list', 'quarantine.count', 'quarantine.why', 'quarantine.recipients']) {
        const { answer } = await town.press(verb, verb === 'quarantine.list' ? {} : { message: key });
        if (answer.audience === 'askerOnly') continue;
        const shown = answer.text + cardText(answer.card);
        for (const address of recipients) assert.equal(shown.includes(address), false, `${verb} shows ${address}`);
      }
    } finally {
      town.goTo('personal');
    }
  });

  it('counts as many as it lists', async () => {
    const list = await town.press('quarantine.list', {});
    const count = await town.press('quarantine.count', {});
    const number = (answer: Answer) => Number(answer.text.match(/\d+/)?.[0]);
    assert.equal(number(count.answer), number(list.answer));
  });

  it('writes nothing to the tenant, whatever is asked', async () => {
    town.requests();
    const { conversation } = await town.press('quarantine.list', {});
    const message = conversation.listed?.keys[0] ?? '';
    for (const verb of ['quarantine.release', 'quarantine.preview', 'quarantine.recipients', 'headers.explain']) {
      await town.press(verb, { message });
    }
    for (const operation of Object.keys(town.requests())) {
      assert.doesNotMatch(operation, /exchange (?!Get-|Preview-)/, operation);
    }
  });
});

describe('Faults of the tenant', function () {
  this.timeout(60_000);
  let town: SandboxChat;

  before(async () => {
    town = await sandboxChat();
  });
  after(() => town.close());
  afterEach(() => town.sandbox.faults.clear());

  /** Each way in which Exchange fails, the kind a person is told, and whether it may be asked again. */
  const ladder: [rule: Record<string, unknown>, kind: RegExp, again: boolean][] = [
    [{ action: 'unauthorized' }, /signInFailed|noPermission/, true],
    [{ action: 'forbiddenNul' }, /noPermission/, false],
    [{ action: 'forbiddenNulGzip' }, /noPermission/, false],
    [{ action: 'forbiddenJson' }, /noPermission/, false],
    [{ action: 'roleNotSupported' }, /noPermission/, false],
    [{ action: 'badEnum' }, /refused/, false],
    [{ action: 'badParameter' }, /refused|noPermission/, false],
    [{ action: 'businessError' }, /refused|notFound/, false],
    [{ action: 'throttled' }, /throttled/, true],
    [{ action: 'throttled', retryAfter: null }, /throttled/, true],
    [{ action: 'unavailable' }, /throttled|unreachable/, true],
    [{ action: 'unavailable', retryAfter: null }, /throttled|unreachable/, true],
    [{ action: 'concurrency' }, /throttled/, true],
    [{ action: 'html' }, /badAnswer/, true],
    [{ action: 'empty' }, /badAnswer/, true],
    [{ action: 'truncated' }, /badAnswer|unreachable/, true],
    [{ action: 'reset' }, /unreachable/, true],
    [{ action: 'hang' }, /timedOut/, true],
  ];

  for (const [rule, kind, again] of ladder) {
    it(`${JSON.stringify(rule)} ends in a true sentence${again ? '' : ' and is asked once'}`, async () => {
      const fresh = await sandboxChat({}, { requestTimeoutMs: rule.action === 'hang' ? 500 : 20_000 });
      try {
        fresh.sandbox.faults.add({ ...rule, service: 'exchange', cmdlet: 'Get-QuarantineMessage' });
        fresh.requests();
        const { answer } = await fresh.ask('what is in quarantine');
        const asked = fresh.requests()['exchange Get-QuarantineMessage'] ?? 0;
        assert.equal(answer.unanswered, true, answer.text);
        assert.match(answer.couldNot[0]?.kind ?? '', kind);
        assert.match(answer.text, /^[A-Z].{20,}\.$/s);
        assert.doesNotMatch(answer.text, /\n\s+at |\bError:|undefined|\[object|<html/);
        assert.deepEqual(fresh.faults, []);
        if (!again) assert.equal(asked, 1);
        assert.ok(asked <= 8, `asked ${asked} times`);
        fresh.sandbox.faults.clear();
      } finally {
        await fresh.close();
      }
    });
  }

  it('hunting that fails in any way costs detail, not the answer', async () => {
    for (const action of [
      'notLicensed',
      'huntingForbidden',
      'huntingTimeout',
      'huntingError',
      'huntingQuota',
      'graphThrottled',
    ]) {
      const fresh = await sandboxChat({}, { requestTimeoutMs: 5_000 });
      try {
        fresh.sandbox.faults.add({ action, service: 'graph' });
        const { answer } = await fresh.ask('what is in quarantine');
        assert.equal(answer.unanswered, undefined, `${action}: ${answer.text}`);
        assert.match(answer.text, /quarantined messages of ContactMonkey mail/);
        assert.ok(answer.couldNot.length > 0, action);
      } finally {
        await fresh.close();
      }
    }
  });

  it('recovers as soon as the tenant does', async () => {
    town.sandbox.faults.add({ action: 'forbiddenNul', service: 'exchange' });
    assert.equal((await town.ask('what is in quarantine')).answer.unanswered, true);
    town.sandbox.faults.clear();
    assert.equal((await town.ask('what is in quarantine')).answer.unanswered, undefined);
  });
});

describe('A quarantine of 50,000 messages', function () {
  this.timeout(120_000);

  it('gives its first card after a few calls, and a full count, in bounded memory', async () => {
    const town = await sandboxChat({ quarantineSize: 50_000 });
    try {
      town.requests();
      const before = heapInUse();
      const { answer } = await town.ask('what is in quarantine');
      const calls = Object.values(town.requests()).reduce((sum, count) => sum + count, 0);
      assert.ok(calls <= 16, `${calls} calls for the first card`);
      assert.match(answer.text, /ContactMonkey mail in \d+ campaigns/);
      await town.ask('how many?');
      const grown = (heapInUse() - before) / 1024 / 1024;
      assert.ok(grown < 60, `${Math.round(grown)} MB`);
    } finally {
      await town.close();
    }
  });
});
