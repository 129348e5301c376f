import assert from 'node:assert/strict';
import type { Browser, Locator } from 'playwright-core';
import { scheduledTests } from '../../src/sandbox/delivery/scheduled-tests.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ChatPage, wordsOf } from '../support/playground-page.ts';
import { startTwoPeople, type TwoPeople } from '../support/two-people.ts';

/** Waits go with the tempo of the watch and of the queue, which look every few seconds. */
const untilSeen = 60_000;

describe('a ticket between two people, each in Microsoft 365 Agents Playground', function () {
  this.timeout(240_000);
  let browser: Browser;
  let people: TwoPeople;
  let number = '';

  before(async () => {
    browser = await launchBrowser();
    people = await startTwoPeople(browser);
  });
  after(async () => {
    await people?.stop();
    await browser?.close();
  });

  /** The newest card of a window that holds all these words. */
  function card(chat: ChatPage, ...words: (string | RegExp)[]): Locator {
    const cards = chat.page.locator('.ac-adaptiveCard');
    return words.reduce<Locator>((found, hasText) => found.filter({ hasText }), cards).last();
  }

  async function comes(chat: ChatPage, ...words: (string | RegExp)[]): Promise<Locator> {
    const found = card(chat, ...words);
    await found.waitFor({ timeout: untilSeen });
    await found.scrollIntoViewIfNeeded();
    return found;
  }

  /** Presses a button, which may stand behind the “...” of its card. */
  async function press(chat: ChatPage, on: Locator, title: string): Promise<void> {
    const button = on.getByRole('button', { name: title, exact: true }).first();
    if (await button.isVisible()) return button.click();
    await on
      .locator('button')
      .filter({ hasText: /^\s*(?:\.\.\.|…)\s*$/ })
      .last()
      .click();
    await chat.page.getByText(title, { exact: true }).last().click();
  }

  /** As a person does: the client takes what was written when its box is left. */
  async function type(box: Locator, text: string): Promise<void> {
    await box.click();
    await box.pressSequentially(text);
    await box.press('Tab');
  }

  async function write(on: Locator, text: string, button: string): Promise<void> {
    await type(on.getByRole('textbox').last(), text);
    await on.getByRole('button', { name: button }).first().click();
  }

  it('is asked for in the channel by the organisation’s own people', async () => {
    const { csm, desk } = people;
    await csm.goTo(desk);
    await people.sayAtDesk('Priya', 'tell tickets here');
    await comes(csm, 'Tickets are told here from now on');
    await csm.picture('50-desk');
  });

  it('begins with an alert, and a form that shows all that would leave', async () => {
    const { admin, sandbox } = people;
    sandbox.tenant.sendTest(scheduledTests[0]);
    await admin.goTo('mail-ops');
    // With all its causes the card rests: until then it is drawn again with each look of the watch, also under an open menu.
    const causes = ['Retail stores anti-spam', 'EU offices anti-spam', 'Strict preset'];
    const alert = await comes(admin, 'Campaign mail is in quarantine', ...causes, 'Acknowledge');
    await alert.getByRole('button', { name: 'Acknowledge' }).click();
    const mine = await comes(admin, 'Campaign mail is in quarantine', /Looked after.*Priya/);
    await admin.picture('51-alert');
    await press(admin, mine, 'Escalate');
    await admin.page.getByText('Answered in our personal chat').first().waitFor();
    await admin.goTo('Personal Chat');
    const form = await comes(admin, 'Open a ticket with ContactMonkey');
    assert.match(await wordsOf(form), /This and nothing else is sent/);
    await type(form.getByLabel('What is the problem'), 'Every edition of our weekly is held since Monday.');
    await admin.picture('52-form');
    await form.getByRole('button', { name: 'Open the ticket' }).click();
    const ticket = await comes(admin, /CM-\d{7} is open/);
    number = /CM-\d{7}/.exec(await wordsOf(ticket))?.[0] ?? '';
    assert.match(await wordsOf(ticket), /ContactMonkey has been told/);
    await admin.picture('53-opened');
  });

  it('comes to the channel with its evidence and without a name, and the alert names its number', async () => {
    const { admin, csm } = people;
    const ticket = await comes(csm, number, 'Take it');
    const words = await wordsOf(ticket);
    assert.match(words, /Every edition of our weekly/);
    for (const name of ['Priya', '@alderfinch']) assert.ok(!words.includes(name), `${name} in ${words}`);
    await csm.picture('54-desk-new');
    await ticket.getByRole('button', { name: 'Take it', exact: true }).click();
    await comes(csm, number, /Assigned to:? Sam Oduya/);
    await admin.goTo('mail-ops');
    await comes(admin, 'Campaign mail is in quarantine', number);
    await admin.picture('55-alert-with-ticket');
  });

  it('is answered in the channel, and the answer is in the administrator’s chat', async () => {
    const { admin, csm } = people;
    await write(
      await comes(csm, number, /Assigned to:? Sam Oduya/),
      'Which region do you send from?',
      'Ask the customer',
    );
    await comes(csm, number, 'waiting for customer');
    await csm.picture('56-asked');
    await admin.goTo('Personal Chat');
    await comes(admin, `${number}: Sam Oduya asks`, 'Which region do you send from?');
    await admin.picture('57-admin-sees');
  });

  it('goes back: the administrator writes, and the channel has it in the thread', async () => {
    const { admin, csm } = people;
    await write(
      await comes(admin, number, 'waiting for customer', 'Send message'),
      'The EU region, from weekly@news.',
      'Send message',
    );
    await comes(csm, 'The EU region, from weekly@news.');
    const ticket = await comes(csm, number, 'waiting for ContactMonkey', 'Solved');
    assert.match(await wordsOf(ticket), /The EU region/);
    await csm.picture('58-desk-reply');
  });

  it('is solved by the customer success manager, and both cards agree', async () => {
    const { admin, csm } = people;
    const ticket = await comes(csm, number, 'waiting for ContactMonkey', 'Solved');
    await write(ticket, 'Bulk threshold 8 for that sender, then it arrives.', 'Send answer');
    const answered = await comes(csm, number, 'Bulk threshold 8', 'Solved');
    await press(csm, answered, 'Solved');
    const theirs = await comes(csm, number, /Waiting:? for nobody: it is solved/);
    const own = await comes(admin, number, /Waiting:? for nobody: it is solved/);
    const happened = async (one: Locator) => (await wordsOf(one)).split('What happened')[1]?.split('Write to')[0] ?? '';
    for (const said of ['Which region do you send from?', 'The EU region', 'Bulk threshold 8', 'solved'])
      for (const one of [theirs, own]) assert.ok((await happened(one)).includes(said), said);
    await csm.picture('59-desk-solved');
    await admin.picture('60-admin-solved');
  });
});
