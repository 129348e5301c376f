import assert from 'node:assert/strict';
import type { Database } from '../../../src/store/database.ts';
import { openTestDatabase } from '../../support/database.ts';
import { untouchedTenant } from '../../support/microsoft-baselines.ts';
import { aRule } from '../../support/tenant-snapshots.ts';
import { buttonOf, pixelTenant, policyChat } from './policy-chat.ts';

describe('Waivers and changes in the chat', function () {
  this.timeout(60_000);
  let database: Database;
  before(async () => {
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  it('waives for operators and approvers only, with a reason and an end within a year', async () => {
    const chat = policyChat(pixelTenant(), { database });
    const { conversation } = await chat.ask('check our policies');
    const finding = conversation.listed?.keys[0] ?? '';
    const refused = await chat.press('policy.waive', { finding, reason: 'accepted by the CISO', until: '2027-01-31' });
    assert.match(refused.answer.text, /for operators and approvers/);
    chat.become(['reader', 'operator']);
    const form = await chat.press('policy.waive', { finding });
    assert.match(JSON.stringify(form.answer.card), /"min":"2026-11-17","max":"2027-11-16"/);
    for (const [data, complaint] of [
      [{ reason: 'short', until: '2027-01-31' }, /reason of 10/],
      [{ reason: 'accepted by the CISO', until: '2026-11-16' }, /tomorrow or later/],
      [{ reason: 'accepted by the CISO', until: '2027-11-17' }, /a year at most/],
      [{ reason: 'accepted by the CISO', until: 'soon' }, /YYYY-MM-DD/],
    ] as const) {
      const again = await chat.press('policy.waive', { finding, ...data });
      assert.match(again.answer.text, complaint);
    }
    const before = await chat.ask('check our policies');
    const done = await chat.press('policy.waive', { finding, reason: 'accepted by the CISO', until: '2027-01-31' });
    assert.match(done.answer.text, /^Waived until 2027-01-31/);
    const after = await chat.ask('check our policies');
    const score = (text: string) => Number(/Score (?:at most )?(\d+)/.exec(text)?.[1]);
    assert.ok(score(after.answer.text) > score(before.answer.text));
    assert.match(after.answer.text, /and 1 waived/);
    const all = await chat.press('policy.gaps', { show: 'all' });
    assert.match(all.answer.text, /Waived until .*accepted by the CISO/);
    const withdrawn = buttonOf(done.answer.card, /Withdraw/);
    assert.match((await chat.press(withdrawn.verb, withdrawn.data)).answer.text, /counts as a gap again/);
    assert.match((await chat.press(withdrawn.verb, withdrawn.data)).answer.text, /is not waived/);
    assert.equal(score((await chat.ask('check our policies')).answer.text), score(before.answer.text));
    assert.deepEqual(chat.faults, []);
  });

  it('understands a waiver that is asked for in words, and asks for reason and end', async () => {
    const chat = policyChat(pixelTenant(), { database });
    chat.become(['reader', 'approver']);
    await chat.ask('check our policies');
    const { answer } = await chat.ask('waive finding 1');
    assert.match(answer.text, /acceptable, and until when/);
  });

  it('tells what changed, who feels it, and which gap came with it', async () => {
    const own = await openTestDatabase('pglite');
    try {
      const chat = policyChat(untouchedTenant('Default'), { database: own });
      await chat.ask('check our policies');
      const nothing = await chat.ask('what changed since yesterday');
      assert.equal(nothing.answer.unanswered, true);
      chat.wait(24 * 60);
      chat.change(pixelTenant());
      const { answer } = await chat.ask('what changed since yesterday in our policies');
      assert.match(answer.text, /MarkAsSpamWebBugsInHtml of the anti-spam policy “Default” went from Off to On/);
      assert.match(answer.text, /New gaps: Advanced spam filter options/);
      assert.match(JSON.stringify(answer.card), /New gap: /);
      const summary = await chat.ask('check our policies');
      assert.match(summary.answer.text, /Since 2026-11-16: 1 new, 0 closed/);
      const { verb, data } = buttonOf(summary.answer.card, /What changed/);
      assert.match((await chat.press(verb, data)).answer.text, /went from Off to On/);
      assert.deepEqual(chat.faults, []);
    } finally {
      await own.close();
    }
  });

  it('names no person in a channel when it tells what changed', async () => {
    const own = await openTestDatabase('pglite');
    try {
      const rule = (people: string[]) => ({
        ...untouchedTenant('Default'),
        'Get-HostedContentFilterRule': [aRule('HostedContentFilterPolicy', 'Default', { SentTo: people })],
      });
      const chat = policyChat(rule(['anna@contoso.com']), { database: own });
      await chat.ask('check our policies');
      chat.wait(24 * 60);
      chat.change(rule(['anna@contoso.com', 'bo@contoso.com']));
      chat.goTo('channel');
      const open = await chat.ask('what changed since yesterday in our policies');
      assert.match(open.answer.text, /1 change/);
      assert.doesNotMatch(open.answer.text + JSON.stringify(open.answer.card), /bo@contoso/);
      chat.goTo('personal');
      assert.match((await chat.ask('what changed since yesterday in our policies')).answer.text, /bo@contoso/);
    } finally {
      await own.close();
    }
  });

  it('says where nothing is kept that it cannot waive and cannot compare', async () => {
    const chat = policyChat(pixelTenant());
    chat.become(['operator']);
    const { conversation } = await chat.ask('check our policies');
    const finding = conversation.listed?.keys[0] ?? '';
    const waived = await chat.press('policy.waive', { finding, reason: 'accepted by the CISO', until: '2027-01-31' });
    assert.match(waived.answer.text, /keeps no waivers/);
    assert.equal(waived.answer.unanswered, true);
    const changes = await chat.ask('what changed in our policies since monday');
    assert.match(changes.answer.text, /keeps no earlier settings/);
  });
});
