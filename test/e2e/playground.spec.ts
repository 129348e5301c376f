import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/run-sandbox.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ChatPage, openChat, wordsOf } from '../support/playground-page.ts';
import { startSandbox } from '../support/sandbox-run.ts';

const botName = 'Quarantine Watch';
const minute = 60_000;
/** Below this the client itself scrolls sideways; cards for phones are looked at apart from it, at 320 pixels. */
const narrowest = 804;

describe('in Microsoft 365 Agents Playground', function () {
  this.timeout(2 * minute);
  let browser: Browser;
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  describe('a person who may ask', () => {
    let sandbox: RunningSandbox;
    let chat: ChatPage;
    before(async () => {
      sandbox = await startSandbox();
      chat = await openChat(browser, sandbox.chat?.url ?? '');
    });
    after(async () => {
      await chat?.close();
      await sandbox?.stop();
    });

    async function control(path: string, method: 'POST' | 'DELETE', body?: object): Promise<void> {
      const answer = await fetch(`${sandbox.tenant.urls.control}/${path}`, { method, body: JSON.stringify(body) });
      assert.equal(answer.status, 200);
    }

    it('is told on the first screen what to type', async () => {
      const welcome = await wordsOf(chat.welcome);
      assert.match(welcome, /“what is in quarantine/);
      assert.match(welcome, /Nothing is released or changed by asking/);
      await chat.picture('01-welcome');
    });

    it('has the list after one press, and the cause with its evidence after the second', async () => {
      const list = await chat.press(chat.welcome, 'What is in quarantine?');
      const listed = await wordsOf(list);
      assert.match(listed, /^In quarantine\s+\d+ messages in \d+ campaigns, newest first/);
      assert.match(listed, /1\. .+\n[\s\S]+From: \S+@\S+/);
      await chat.picture('02-list');
      const why = await chat.press(list, 'Why 1?');
      const cause = await wordsOf(why);
      assert.match(cause, /Part of Defender: .+/);
      assert.match(cause, /Setting: \w+/);
      assert.match(cause, /› header \S+/);
      assert.match(cause, /Sending path\s+. (?:Certain|Likely|Unknown)/);
      await chat.picture('03-why');
    });

    it('goes on from a list: the second one, and another time', async () => {
      const list = await chat.ask('what is in quarantine?');
      const second = /\n2\. (.+)\n/.exec(await wordsOf(list))?.[1] ?? 'no second';
      const why = await chat.ask('why the second one?');
      assert.ok((await wordsOf(why)).includes(second), `the cause is not about “${second}”`);
      const since = await chat.ask('what is in quarantine since yesterday?');
      const week = await chat.ask('and last week?');
      assert.match(await wordsOf(week), /In quarantine[\s\S]+last week/);
      assert.notEqual(await wordsOf(week), await wordsOf(since));
      await chat.picture('04-follow-up');
    });

    it('pastes a block of headers and reads what it means', async () => {
      const headers = await readFile(join(import.meta.dirname, '../support/headers/asf-web-bug.txt'), 'utf8');
      const card = await chat.ask(headers);
      const text = await wordsOf(card);
      assert.match(text, /What the headers say/);
      assert.match(text, /Setting: MarkAsSpamWebBugsInHtml/);
      assert.match(text, /SCL 9/);
      await chat.picture('05-headers');
    });

    it('asks for help and sees what can be asked', async () => {
      const help = await chat.ask('help');
      assert.match(await wordsOf(help), /“why the second one\?”/);
      await chat.picture('06-help');
    });

    it('reads a true sentence when Exchange refuses, and an answer as soon as it does no longer', async () => {
      await control('faults', 'POST', {
        action: 'forbiddenNul',
        service: 'exchange',
        cmdlet: 'Get-QuarantineMessage',
      });
      const refused = await chat.ask('what is in quarantine?');
      assert.match(await wordsOf(refused), /permission/i);
      assert.doesNotMatch(await wordsOf(refused), /Nothing is held|\bat \S+:\d+|undefined/);
      await chat.picture('07-error');
      await control('faults', 'DELETE');
      const list = await chat.ask('what is in quarantine?');
      assert.match(await wordsOf(list), /^In quarantine\s+\d+ messages/);
    });

    it('finds the cards whole in the narrowest window the client knows', async () => {
      const list = await chat.ask('how many were held last week, by reason?');
      await chat.page.setViewportSize({ width: narrowest, height: 1600 });
      try {
        await list.scrollIntoViewIfNeeded();
        await chat.picture('08-narrow');
        const sticksOut = await list.evaluate((card) =>
          [...card.querySelectorAll('*')].some((part) => part.scrollWidth > card.clientWidth + 1),
        );
        assert.equal(sticksOut, false);
      } finally {
        await chat.page.setViewportSize({ width: 1280, height: 2000 });
      }
    });

    it('asks in a channel, where people stay out of it, and reads about them in the personal chat', async () => {
      await chat.goTo('mail-ops');
      const post = await chat.mention(botName, 'what is in quarantine?');
      const list = post.locator('.ac-adaptiveCard').first();
      await list.getByRole('button', { name: 'Why 2?' }).click();
      const why = post.locator('.ac-adaptiveCard').filter({ hasText: 'Why it was held' });
      await why.waitFor();
      const open = await wordsOf(post);
      const recipients = new Set(sandbox.tenant.data.quarantine.flatMap((held) => held.recipients));
      assert.ok(recipients.size > 10);
      for (const address of recipients) assert.equal(open.includes(address), false, address);
      await chat.picture('09-channel');
      await why.getByRole('button', { name: 'Details in my chat' }).click();
      await post.getByText('Answered in our personal chat').waitFor();
      await chat.goTo('Personal Chat');
      const personal = chat.page.locator('.ac-adaptiveCard').last();
      await personal.getByText('Why it was held').waitFor();
      await personal.getByRole('button', { name: 'Who is affected?' }).waitFor();
      await chat.picture('10-personal-details');
    });
  });

  describe('a person without rights', () => {
    it('is refused politely, and nothing is read for them', async () => {
      const sandbox = await startSandbox({ as: 'Ted', quarantineSize: 50 });
      try {
        const chat = await openChat(browser, sandbox.chat?.url ?? '');
        await chat.askForWords('what is in quarantine?', /Sorry, I can answer only people/);
        await chat.picture('11-refusal');
        const asked = Object.keys(sandbox.tenant.log.counts()).filter((operation) => operation.startsWith('exchange'));
        assert.deepEqual(asked, []);
        await chat.close();
      } finally {
        await sandbox.stop();
      }
    });
  });
});
