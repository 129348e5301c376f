import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';

const pictures = join(import.meta.dirname, '../../test-results/e2e');
const longestWait = 20_000;
/** The client is big: on a busy machine its first page takes long. */
const startWait = 60_000;

/** The chat window as a person uses it. Waits for what it is told to do to show, never for a length of time. */
export interface ChatPage {
  page: Page;
  /** The welcome card. */
  welcome: Locator;
  /** Types into the open chat and sends. Returns the card that comes as the answer. */
  ask(text: string): Promise<Locator>;
  /** Types and sends; what comes back is a sentence without card that holds these words. */
  askForWords(text: string, words: string | RegExp): Promise<Locator>;
  /** Presses a button of a card and returns the card that comes as the answer. */
  press(card: Locator, title: string | RegExp): Promise<Locator>;
  /** Goes to a chat or channel by the name the window gives it. */
  goTo(conversation: string): Promise<void>;
  /** Starts a post in the open channel that mentions the bot. Returns the post with its answers. */
  mention(bot: string, text: string): Promise<Locator>;
  /** Of what the window shows, with the top of `of` in sight. */
  picture(name: string, of?: Locator): Promise<void>;
  close(): Promise<void>;
}

/** Opens Microsoft 365 Agents Playground. What it loads from elsewhere (fonts, an animation) is turned away, so that it settles. */
export async function openChat(browser: Browser, url: string): Promise<ChatPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 2000 } });
  context.setDefaultTimeout(longestWait);
  context.setDefaultNavigationTimeout(startWait);
  const page = await context.newPage();
  await page.route(
    (address) => address.hostname !== '127.0.0.1',
    (route) => route.abort(),
  );
  await page.goto(url);
  const cards = page.locator('.ac-adaptiveCard');
  await page.getByRole('textbox').first().waitFor({ timeout: startWait });
  await page.getByTitle('Toggle Log Panel').click();

  async function nextCard(act: () => Promise<void>): Promise<Locator> {
    const before = await cards.count();
    await act();
    const card = cards.nth(before);
    await card.waitFor();
    return card;
  }

  async function send(text: string): Promise<void> {
    const box = page.getByRole('textbox').last();
    await box.click();
    await page.keyboard.insertText(text);
    await page.keyboard.press('Enter');
  }

  return {
    page,
    welcome: cards.first(),
    ask: (text) => nextCard(() => send(text)),
    async askForWords(text, words) {
      await send(text);
      const said = page.getByText(words).last();
      await said.waitFor();
      return said;
    },
    press: (card, title) => nextCard(() => card.getByRole('button', { name: title }).first().click()),
    async goTo(conversation) {
      await page.getByRole('treeitem', { name: conversation }).click();
      await page.getByRole('textbox').first().waitFor();
    },
    async mention(bot, text) {
      const box = page.getByRole('textbox').first();
      await box.click();
      await page.keyboard.type(`@${bot.slice(0, 4)}`);
      await page.getByRole('menuitem', { name: bot }).click();
      await page.keyboard.insertText(` ${text}`);
      await page.getByRole('button', { name: 'Post' }).click();
      const post = page.locator('.fui-Card').filter({ hasText: text }).first();
      await post.waitFor();
      return post;
    },
    async picture(name, of) {
      await of?.evaluate((part) => part.scrollIntoView({ block: 'start' }));
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' });
    },
    close: () => context.close(),
  };
}

/** What a person reads there, line by line. */
export async function wordsOf(part: Locator): Promise<string> {
  return (await part.allInnerTexts()).join('\n');
}
