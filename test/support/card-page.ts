import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';

export interface RenderedCard {
  /** What the renderer complained about when parsing or rendering. */
  warnings: string[];
  text: string;
  /** Elements that stick out of the card, with their words. */
  overflowing: string[];
  /** Texts with less contrast than WCAG 2 AA asks (4.5, or 3 for large text), with the ratio. */
  faint: string[];
  links: string[];
  /** Elements that only HTML or Markdown from outside could have made. */
  foreignElements: string[];
}

const clientFile = new URL('card-page.client.js', import.meta.url);
const rendererFile = new URL('../../node_modules/adaptivecards/dist/adaptivecards.js', import.meta.url);

/** A page that renders cards as the Teams client would: same renderer, same sizes, colours like its light and dark themes. */
export async function openCardPage(browser: Browser, theme: 'light' | 'dark', width: number): Promise<Page> {
  const hostConfig = await readFile(new URL(`teams-${theme}.host-config.json`, import.meta.url), 'utf8');
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.setContent(pageHtml(theme));
  await page.addScriptTag({ content: await readFile(rendererFile, 'utf8') });
  await page.addScriptTag({
    content: `window.hostConfig = ${hostConfig};`,
  });
  await page.addScriptTag({ content: await readFile(clientFile, 'utf8') });
  return page;
}

/** Renders on a page made by `openCardPage` and reports what can be seen. */
export async function renderOn(page: Page, card: object): Promise<RenderedCard> {
  return page.evaluate(`renderCard(${JSON.stringify(card)})`);
}

/** The frame of a chat message in Teams breaks long words, which text runs inherit, and lets a row of buttons wrap. */
function pageHtml(theme: 'light' | 'dark'): string {
  const dark = theme === 'dark';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>
    body { margin: 0; background: ${dark ? '#1f1f1f' : '#f5f5f5'}; }
    #card { overflow-wrap: anywhere; border-radius: 8px; background: ${dark ? '#292929' : '#fff'};
      color: ${dark ? '#fff' : '#242424'}; }
    .ac-pushButton { font: 600 13px 'Segoe UI', 'DejaVu Sans', sans-serif; padding: 5px 12px; border-radius: 4px;
      border: 1px solid ${dark ? '#666' : '#d1d1d1'}; background: ${dark ? '#292929' : '#fff'}; color: ${dark ? '#fff' : '#242424'}; }
    .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
    .ac-input { box-sizing: border-box; width: 100%; font: 14px 'Segoe UI', 'DejaVu Sans', sans-serif; padding: 5px;
      border: 1px solid ${dark ? '#666' : '#d1d1d1'}; background: ${dark ? '#1f1f1f' : '#fff'}; color: inherit; }
    #card :is(select, option) { color: inherit; }
  </style><div id="card"></div></html>`;
}
