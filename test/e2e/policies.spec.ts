import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { RunningSandbox } from '../../src/sandbox/run-sandbox.ts';
import { launchBrowser } from '../support/browser.ts';
import { type ChatPage, openChat, wordsOf } from '../support/playground-page.ts';
import { startSandbox } from '../support/sandbox-run.ts';

describe('the policies in Microsoft 365 Agents Playground', function () {
  this.timeout(120_000);
  let browser: Browser;
  let sandbox: RunningSandbox;
  let chat: ChatPage;

  before(async () => {
    browser = await launchBrowser();
    sandbox = await startSandbox();
    chat = await openChat(browser, sandbox.chat?.url ?? '');
  });
  after(async () => {
    await chat?.close();
    await sandbox?.stop();
    await browser?.close();
  });

  it('are judged by a score, the worst gaps first, and each gap has its page with fixes and commands', async () => {
    const summary = await chat.ask('are our policies ok for ContactMonkey?');
    assert.match(await wordsOf(summary), /\d+ of 100[\s\S]+1\. /);
    await chat.picture('12-policies');
    const finding = await chat.press(summary, 'Details 1');
    assert.match(await wordsOf(finding), /Should be: [\s\S]+Security cost: /);
    await chat.picture('13-finding');
    const commands = await chat.press(finding, 'Show PowerShell');
    assert.match(await wordsOf(commands), /(?:Set|Remove|New)-\w+ -/);
    await chat.picture('14-powershell');
  });

  it('are waived by a form, with a reason and an end, and the gap stays in sight', async () => {
    const finding = await chat.ask('how do I fix number 1?');
    const form = await chat.press(finding, 'Waive');
    await form.getByRole('textbox').first().fill('Under review by the security team');
    await chat.picture('15-waive');
    const waived = await chat.press(form, /^Waive/);
    assert.match(await wordsOf(waived), /Under review by the security team/);
    await chat.picture('16-waived');
    assert.match(
      await wordsOf(await chat.ask('are our policies ok for ContactMonkey?')),
      /1 .{0,12}waived|waived.{0,12} 1/i,
    );
  });

  it('are explained for one person, with the policies that lost', async () => {
    const why = await chat.ask('which policies apply to priya.raman@alderfinch.example?');
    assert.match(await wordsOf(why), /Anti-spam policy[\s\S]+comes later in the order|does not cover/);
    await chat.picture('17-effective');
  });

  it('are printed as a report that opens by its link', async () => {
    const summary = await chat.ask('are our policies ok for ContactMonkey?');
    const link = summary.getByRole('link', { name: 'Printable report' });
    const [page] = await Promise.all([chat.page.context().waitForEvent('page'), link.first().click()]);
    await page.waitForLoadState();
    assert.match((await page.locator('body').textContent()) ?? '', /of 100/);
    await page.screenshot({ path: 'test-results/e2e/18-report.png', fullPage: true });
    await page.close();
  });
});
