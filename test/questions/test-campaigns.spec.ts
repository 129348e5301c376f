import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createCampaignRoom } from '../../src/campaigns/watch/campaign-room.ts';
import { pollCampaigns } from '../../src/campaigns/watch/poll.ts';
import type { MessageTraceRow } from '../../src/defender/mail-events.ts';
import type { Conversation } from '../../src/questions/conversation.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Entities, Place } from '../../src/questions/question.ts';
import type { Database } from '../../src/store/database.ts';
import { openTestDatabase } from '../support/database.ts';
import { type FakeTenant, fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { untouchedTenant } from '../support/microsoft-baselines.ts';
import { guid, quarantined } from '../support/quarantined-mail.ts';
import { cardText, now, profile, reader } from '../support/questions.ts';

function at(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

function traced(id: string, minutes: number, given: Partial<MessageTraceRow> = {}): MessageTraceRow {
  return {
    messageTraceId: guid(id),
    internetMessageId: null,
    receivedAt: at(minutes).toISOString(),
    sender: 'news@contoso.example',
    recipient: 'ada@contoso.example',
    subject: 'CM Test - Town Hall',
    status: 'Delivered',
    fromIp: null,
    toIp: null,
    sizeBytes: null,
    ...given,
  };
}

describe('Test campaigns in the chat', () => {
  let database: Database;

  before(async function () {
    this.timeout(60_000);
    database = await openTestDatabase('pglite');
  });
  after(() => database.close());

  function chat(given: Partial<FakeTenant> = {}, own: Partial<typeof profile> = {}) {
    const tenantId = randomUUID();
    const cmdlets = {
      ...(untouchedTenant('Default') as FakeTenant['cmdlets']),
      'Get-AcceptedDomain': [{ DomainName: 'contoso.example' }],
    };
    const fake = fakeTenantReader({ cmdlets, ...given });
    const tenant = { ...fake.reader, tenantId };
    let woken = 0;
    const pages: string[] = [];
    const campaigns = createCampaignRoom({
      database,
      tenantId,
      wake: async () => {
        woken += 1;
      },
    });
    const faults: unknown[] = [];
    const assistant = createAssistant({
      tenant,
      profile: { ...profile, ...own },
      campaigns,
      publishReport: async (html) => `https://bot.example/reports/${pages.push(html)}`,
      log: { error: (meta) => faults.push(meta) },
    });
    let conversation: Conversation = {};
    const turn = { asker: reader, now };
    return {
      tenant: fake.tenant,
      pages,
      faults,
      woken: () => woken,
      poll: (minutes: number) =>
        pollCampaigns({ tenant, profile, database, onFacts: async () => undefined }, at(minutes)),
      async ask(text: string, minutes = 0) {
        const reply = await assistant.ask({
          ...turn,
          now: at(minutes),
          text,
          files: [],
          place: 'personal',
          conversation,
        });
        conversation = reply.conversation;
        return reply.answer;
      },
      async press(verb: string, data: Entities, minutes = 0, place: Place = 'personal') {
        const reply = await assistant.press({ ...turn, now: at(minutes), verb, data, place, conversation });
        conversation = reply.conversation;
        return reply.answer;
      },
    };
  }

  it('shows a form filled with what was said, and proposes a seed list with reasons', async () => {
    const { ask, faults } = chat({
      members: {},
      traces: [
        traced('old', -600, { subject: 'Newsletter' }),
        traced('old2', -600, { subject: 'Newsletter', recipient: 'bob@contoso.example' }),
      ],
    });
    const answer = await ask('start test campaign for the December newsletter');
    assert.deepEqual(faults, []);
    assert.match(cardText(answer.card), /December newsletter/i);
    assert.match(cardText(answer.card), /"verb":"testcampaign.start"/);
    assert.match(cardText(answer.card), /stands for|alone with these policies|No seed list/);
  });

  it('chooses a region in the form only where the profile has one: a mail has the tracker of its sender', async () => {
    const regionsFor = async (regions: (typeof profile)['regions']) => {
      const { ask } = chat({}, { regions });
      const form = cardText((await ask('start a test for the December newsletter')).card);
      return /"id":"regions"[^}]*?"value":"([^"]*)"/.exec(form)?.[1] ?? '';
    };
    assert.equal(await regionsFor(['us']), 'us');
    assert.equal(await regionsFor(['us', 'eu']), '');
  });

  it('fills the form with who sends, when, which files and which region, as they were said', async () => {
    const { ask } = chat();
    const said =
      'start a test for the December newsletter from boss@contoso.example to pilot@contoso.example tomorrow at 9:00 with agenda.pdf in the EU region';
    const form = cardText((await ask(said)).card);
    const value = (id: string) => new RegExp(`"id":"${id}"[^}]*?"value":"([^"]*)"`).exec(form)?.[1];
    assert.equal(value('sender'), 'boss@contoso.example');
    assert.equal(value('people'), 'pilot@contoso.example');
    assert.equal(value('day'), '2026-11-21');
    assert.equal(value('time'), '09:00');
    assert.equal(value('attachments'), 'agenda.pdf');
    assert.equal(value('regions'), 'eu');
    assert.equal(value('recipients'), 'named');
  });

  it('reads the hour that goes with a day', async () => {
    const { ask } = chat();
    const form = cardText((await ask('plan a test for the April letter tomorrow at 9')).card);
    const value = (id: string) => new RegExp(`"id":"${id}"[^}]*?"value":"([^"]*)"`).exec(form)?.[1];
    assert.deepEqual([value('day'), value('time')], ['2026-11-21', '09:00']);
  });

  it('does not plan a test without words of the subject or with a time that is none', async () => {
    const { press, woken } = chat();
    const none = await press('testcampaign.start', { plan: 'yes', name: ' ', recipients: 'open' });
    assert.match(none.text, /Words of the subject are needed/);
    const bad = await press('testcampaign.start', {
      plan: 'yes',
      name: 'Town Hall',
      day: '2026-99-01',
      recipients: 'open',
    });
    assert.match(bad.text, /could not be read/);
    assert.equal(woken(), 0);
  });

  it('plans a test, follows it, says that it passed, and reports it against the one before', async () => {
    const { press, ask, poll, tenant, woken, pages } = chat();
    const form = {
      plan: 'yes',
      name: 'Town Hall',
      recipients: 'named',
      people: 'ada@contoso.example, bob@contoso.example',
    };
    const planned = await press('testcampaign.start', form);
    assert.match(planned.text, /Town Hall.*expected/s);
    assert.equal(woken(), 1);
    assert.match((await ask('did the test land?')).text, /Planned/);

    tenant.traces.push(traced('a', 1), traced('b', 1, { recipient: 'bob@contoso.example', status: 'Quarantined' }));
    tenant.messages.push(
      quarantined('b', {
        receivedAt: at(1).toISOString(),
        subject: 'CM Test - Town Hall',
        recipients: ['bob@contoso.example'],
      }),
    );
    await poll(2);
    const status = await press('testcampaign.status', {}, 3);
    assert.match(status.text, /CM Test - Town Hall: Settled.*1 delivered, 1 in quarantine/);
    const [listed] = /"campaign_id":"([^"]+)"/.exec(cardText(status.card))?.slice(1) ?? [];
    const report = await press('testcampaign.report', { campaign_id: listed ?? '' }, 3);
    assert.match(report.text, /Not passed/);
    assert.match(report.text, /Arrives in the inbox without quarantine: failed\. 1 of 2 got it/);
    assert.match(report.text, /Default/);
    assert.match(cardText(report.card), /bob@contoso\.example/);
    assert.match(pages[0] ?? '', /bob@contoso\.example/);

    tenant.traces.push(traced('c', 30), traced('d', 30, { recipient: 'bob@contoso.example' }));
    await poll(32);
    await poll(50);
    const second = await press('testcampaign.report', {}, 51);
    assert.match(second.text, /Passed: all 2 got it/);
    assert.match(second.text, /The fix worked/);
    const both = await press('testcampaign.report', { count: 'two' }, 51);
    assert.match(both.text, /newest 2 tests/);
    const [pair] = /"compare":(\[[^\]]+\])/.exec(cardText(both.card))?.slice(1) ?? [];
    const pressed = await press('testcampaign.report', { compare: JSON.parse(pair ?? '[]') }, 51);
    const asked = await ask('compare the last test with the one before', 51);
    assert.equal(asked.text, pressed.text);
    assert.match(asked.text, /The fix worked.*2 got both: 1 better, 0 worse/);
    assert.match(asked.text, /then: 1 delivered, 1 in quarantine[\s\S]*now: 2 delivered/);
    assert.match(cardText(asked.card), /bob@contoso\.example.*In quarantine → Delivered/);
    assert.match(pages.at(-1) ?? '', /<h2>Compared with the test before<\/h2>[\s\S]*bob@contoso\.example/);
  });

  it('names nobody in a channel', async () => {
    const { press, poll, tenant, pages } = chat();
    tenant.traces.push(traced('a', 1, { status: 'Quarantined', recipient: 'bob@contoso.example' }));
    await poll(2);
    const report = await press('testcampaign.report', {}, 3, 'channel');
    assert.doesNotMatch(cardText(report.card) + report.text, /bob@/);
    assert.match(cardText(report.card), /Details in my chat/);
    assert.equal(pages.length, 0);
  });

  it('does not say that a fix worked when there is nothing to compare with', async () => {
    const { ask, poll, tenant } = chat();
    tenant.traces.push(traced('a', 1));
    await poll(2);
    const answer = await ask('compare the last test with the one before', 3);
    assert.match(answer.text, /no test before it/);
    assert.match(cardText(answer.card), /Test again/);
  });

  it('tells all that is known of one recipient, and says what is not', async () => {
    const { press, poll, tenant } = chat({ hunting: false });
    tenant.traces.push(traced('a', 1, { status: 'Quarantined', recipient: 'bob@contoso.example' }));
    await poll(2);
    const about = await press('testcampaign.status', { recipient: 'bob@contoso.example' }, 3);
    assert.match(about.text, /bob@contoso\.example: In quarantine/);
    assert.match(about.text, /files not known; not known/);
    assert.match((await press('testcampaign.report', { recipient: 'zoe' }, 3)).text, /Nobody called zoe/);
    const channel = await press('testcampaign.report', { recipient: 'bob@contoso.example' }, 3, 'channel');
    assert.equal(channel.audience, 'askerOnly');
  });

  it('shows in words what it would cancel, and cancels on a press only', async () => {
    const { press, ask } = chat();
    await press('testcampaign.start', { plan: 'yes', name: 'Town Hall', recipients: 'open' });
    await press('testcampaign.start', { plan: 'yes', name: 'Summer party', recipients: 'open' });
    const which = await press('testcampaign.cancel', {});
    assert.match(which.text, /Which|Running tests/);
    for (const name of [/Town Hall/, /Summer party/]) assert.match(which.text, name);
    assert.match((await ask('cancel the test')).text, /I only stop looking at it/);
    const one = await press('testcampaign.cancel', { campaign: 'Summer party' });
    assert.doesNotMatch(one.text, /Town Hall/);
    const [id] = /"cancel":"([^"]+)"/.exec(cardText(one.card))?.slice(1) ?? [];
    assert.match((await press('testcampaign.status', { subject: 'Summer party' })).text, /Planned/);
    assert.match((await press('testcampaign.cancel', { cancel: id ?? '' })).text, /no longer watch “Summer party”/);
    assert.match((await press('testcampaign.status', { subject: 'Summer party' })).text, /Cancelled/);
  });

  it('cancels a test once, from the card of how tests stand', async () => {
    const { press } = chat();
    await press('testcampaign.start', { plan: 'yes', name: 'Town Hall', recipients: 'open' });
    const status = cardText((await press('testcampaign.status', {})).card);
    const [id] = /"testcampaign.cancel","data":\{"campaign_id":"([^"]+)"/.exec(status)?.slice(1) ?? [];
    assert.match((await press('testcampaign.cancel', { campaign_id: id ?? '' })).text, /I only stop looking at it/);
    assert.match((await press('testcampaign.cancel', { cancel: id ?? '' })).text, /no longer watch/);
    assert.match((await press('testcampaign.cancel', { cancel: id ?? '' })).text, /over already/);
  });

  it('lets nobody end the watch over a test that found itself but operators and approvers', async () => {
    const { press, poll, tenant } = chat();
    tenant.traces.push(traced('a', 1, { status: 'Quarantined' }));
    await poll(2);
    const status = cardText((await press('testcampaign.status', {}, 3)).card);
    const [id] = /"testcampaign.cancel","data":\{"campaign_id":"([^"]+)"/.exec(status)?.slice(1) ?? [];
    const refused = await press('testcampaign.cancel', { cancel: id ?? '' }, 4);
    assert.match(refused.text, /Only whoever planned a test, an operator or an approver/);
    assert.equal(refused.audience, 'askerOnly');
    assert.match((await press('testcampaign.status', {}, 5)).text, /Arriving/);
  });

  it('finds a test by its button, however many came after it', async () => {
    const { press, poll, tenant } = chat();
    tenant.traces.push(traced('old', -40 * 60, { subject: 'CM Test - The first' }));
    await poll(-40 * 60 + 1);
    const [id] =
      /"campaign_id":"([^"]+)"/.exec(cardText((await press('testcampaign.status', {})).card))?.slice(1) ?? [];
    for (let index = 0; index < 60; index += 1) {
      await press('testcampaign.start', { plan: 'yes', name: `Later ${index}`, recipients: 'open' });
    }
    assert.match(
      (await press('testcampaign.report', { campaign_id: id ?? '' }, 1)).text,
      /The first: So far all 1 who were seen got it/,
    );
    assert.match((await press('testcampaign.status', { campaign_id: id ?? '' }, 1)).text, /The first/);
  }).timeout(20_000);

  it('says that it is blind rather than that nothing came', async () => {
    const { press, poll, tenant } = chat();
    await press('testcampaign.start', { plan: 'yes', name: 'Town Hall', recipients: 'open' });
    tenant.failing['trace.pages'] = {
      what: 'the message trace',
      kind: 'noPermission',
      sentence: 'The app may not read the message trace.',
      advice: 'Give it the role.',
    };
    for (const minute of [1, 2, 3]) await poll(minute);
    const status = await press('testcampaign.status', {}, 4);
    assert.match(status.text, /may not read the message trace/);
    assert.equal(status.couldNot.length, 1);
  });
});
