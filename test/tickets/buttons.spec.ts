import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { newLifecycle } from '../../src/campaigns/test-campaign/lifecycle.ts';
import type { CampaignRoom } from '../../src/campaigns/watch/campaign-room.ts';
import { createAssistant } from '../../src/questions/create-assistant.ts';
import type { Database } from '../../src/store/database.ts';
import { keptTicket } from '../../src/store/tickets.ts';
import { actionsOf, typedNodes, wordsOf } from '../cards/walk.ts';
import { cmdletsOf, pixelTenant } from '../questions/policies/policy-chat.ts';
import { facts } from '../support/alert-facts.ts';
import { openAlertRoom } from '../support/alert-room.ts';
import { openTestDatabase } from '../support/database.ts';
import { fakeTenantReader } from '../support/fake-tenant-reader.ts';
import { quarantined } from '../support/quarantined-mail.ts';
import { now, profile } from '../support/questions.ts';
import { reader, startTestBot, type TestBot, tenantId } from '../support/teams-bot.ts';
import { ticketRoom } from '../support/tickets.ts';

const mail = quarantined('falcon', { subject: 'Project Falcon layoffs', recipients: ['bo.lind@contoso.example'] });
const pasted = readFileSync(new URL('../support/headers/asf-web-bug.txt', import.meta.url), 'utf8');
const at = '2026-11-20T09:00:00.000Z';

const report = {
  campaign: {
    id: 'camp-1',
    name: 'Zebra plans',
    sender: 'news@contoso.example',
    subject: 'Zebra plans for all',
    isTest: true,
    foundBy: 'marker' as const,
    plan: null,
    firstSeenAt: at,
    createdAt: at,
    told: [],
    ...newLifecycle(at, 'found'),
  },
  expected: [{ address: 'yusuf.marlow@contoso.example', because: null }],
  copies: [],
};

describe('The way to a ticket from every card, over the wire', function () {
  this.timeout(90_000);
  let database: Database;
  let bot: TestBot;
  let alerts: ReturnType<typeof openAlertRoom>;
  const faults: object[] = [];
  const { reader: read } = fakeTenantReader({ messages: [mail], cmdlets: cmdletsOf(pixelTenant()) });
  const tenant = { ...read, tenantId };

  before(async () => {
    database = await openTestDatabase('pglite');
    alerts = openAlertRoom(database, () => now);
    await alerts.tell(facts.quarantined('anna@contoso.example'));
    const campaigns = {
      newest: async () => [{ campaign: report.campaign, counts: {} }],
      details: async (id: string) => (id === 'camp-1' ? report : null),
    } as unknown as CampaignRoom;
    const answers = createAssistant({
      tenant,
      profile,
      alerts: alerts.room,
      campaigns,
      tickets: ticketRoom(database),
      log: { error: (meta) => void faults.push(meta) },
    });
    bot = await startTestBot({ answers, env: { OPERATOR_GROUPS: reader.aadObjectId } });
  });
  after(async () => {
    await bot.stop();
    await database.close();
    assert.deepEqual(faults, []);
  });

  async function answer(to: Promise<Response>): Promise<object> {
    const before = bot.connector.messages().length;
    await to;
    const { body } = await bot.connector.message(before + 1);
    assert.ok(body.attachments, body.text);
    return body.attachments[0].content;
  }

  function actionOf(card: object, title: string) {
    const action = actionsOf(card).find((one) => one.title === title);
    assert.ok(action, `no “${title}” among ${actionsOf(card).map((one) => one.title)}`);
    return { verb: String(action.verb), data: action.data as object };
  }

  /** Presses the button, and sends the form that comes; gives what the form showed and the very text that left. */
  async function escalate(card: object, title = 'Open a ticket') {
    const { verb, data } = actionOf(card, title);
    const form = await answer(bot.press(verb, data));
    assert.match(wordsOf(form), /Open a ticket with ContactMonkey/);
    const inputs = [...typedNodes(form)].filter((node) => String(node.type).startsWith('Input.'));
    const values = Object.fromEntries(inputs.map((input) => [String(input.id), String(input.value ?? '')]));
    const send = actionOf(form, 'Open the ticket');
    const opened = await answer(bot.press(send.verb, { ...values, ...send.data, description: 'Held again.' }));
    const number = /CM-\d{7}/.exec(wordsOf(opened))?.[0] ?? '';
    const kept = await keptTicket(database, tenant.tenantId, { number });
    assert.ok(kept, wordsOf(opened));
    return { form: wordsOf(form), sent: kept.consents[0]?.text ?? '', subject: kept.ticket.subject };
  }

  it('a held mail: its verdict, ids and counts, and nobody’s name', async () => {
    const { form, sent, subject } = await escalate(
      await answer(bot.press('quarantine.why', { message: mail.identity })),
    );
    assert.ok(sent.includes(mail.networkMessageId) && sent.includes('Held again.'));
    assert.ok(form.includes('Project Falcon layoffs') && form.includes('bo.lind@contoso.example'));
    assert.doesNotMatch(sent, /Falcon|bo\.lind|Riley/);
    assert.deepEqual(subject, { kind: 'message', key: mail.identity });
  });

  it('a finding: policy, setting, value and what it should be', async () => {
    const summary = await answer(bot.press('policy.gaps', {}));
    const details = actionsOf(summary).find(
      ({ verb, data }) => verb === 'policy.gaps' && 'finding' in (data as object),
    );
    assert.ok(details);
    const { sent, subject } = await escalate(await answer(bot.press('policy.gaps', details.data as object)));
    assert.match(sent, /"It is"|"Setting"/);
    assert.equal(subject?.kind, 'finding');
  });

  it('an alert: what it is, since when, how many, and what was done', async () => {
    const [alert] = await alerts.room.open();
    const about = { alert: alert?.id ?? '', revision: String(alert?.revision) };
    const form = await answer(bot.press('alert.escalate', about));
    assert.match(wordsOf(form), /People affected by the alert/);
    const again = await escalate(
      { type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', title: 'T', verb: 'ticket.open', data: about }] },
      'T',
    );
    assert.match(again.sent, /HighConfPhish/);
    assert.doesNotMatch(again.sent, /anna@contoso|Town Hall/);
    assert.deepEqual(again.subject, { kind: 'alert', key: alert?.id });
  });

  it('a test report: how it fared in numbers', async () => {
    const card = await answer(bot.press('testcampaign.report', { campaign_id: 'camp-1' }));
    const { sent, subject } = await escalate(card);
    assert.match(sent, /"label":"Recipients","text":"1"/);
    assert.doesNotMatch(sent, /Zebra|yusuf/);
    assert.deepEqual(subject, { kind: 'campaign', key: 'camp-1' });
  });

  it('pasted headers: what they say, by the button and by “escalate this”', async () => {
    const card = await answer(bot.say(pasted));
    const { sent, subject } = await escalate(card);
    assert.match(sent, /MarkAsSpamWebBugsInHtml/);
    assert.equal(subject?.kind, 'headers');
    await answer(bot.say(pasted));
    assert.match(
      wordsOf(await answer(bot.say('escalate this'))),
      /There is a ticket about this already|MarkAsSpamWebBugsInHtml/,
    );
  });
});
