import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { openCardPage, renderOn } from '../support/card-page.ts';
import { cardSamples } from './samples/index.ts';

const pictures = new URL('../../test-results/cards/', import.meta.url);
const views = [
  { theme: 'light', width: 720, pictured: true },
  { theme: 'dark', width: 720, pictured: false },
  { theme: 'light', width: 320, pictured: false },
  { theme: 'dark', width: 320, pictured: true },
] as const;

describe('cards in the client', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async () => {
    browser = await launchBrowser();
    await mkdir(pictures, { recursive: true });
  });

  after(async () => {
    await browser?.close();
  });

  for (const { theme, width, pictured } of views) {
    describe(`in the ${theme} theme, ${width} px wide`, () => {
      let page: Page;

      before(async () => {
        page = await openCardPage(browser, theme, width);
      });

      after(async () => {
        await page?.context().close();
      });

      for (const sample of cardSamples) {
        it(`${sample.name} can be read whole, without warnings, sideways scrolling or faint text`, async () => {
          const card = sample.build();
          const rendered = await renderOn(page, card);
          if (pictured) {
            const picture = await page.locator('#card').screenshot();
            await writeFile(new URL(`${sample.name}-${theme}-${width}.png`, pictures), picture);
          }
          assert.deepEqual(rendered.warnings, []);
          assert.deepEqual(rendered.overflowing, []);
          assert.deepEqual(rendered.faint, []);
          assert.deepEqual(rendered.links, []);
          assert.deepEqual(rendered.foreignElements, []);
          const visible = flat(rendered.text);
          const behindMenu = secondaryTitles(card);
          for (const words of sample.shows.filter((shown) => !behindMenu.includes(shown)))
            assert.ok(visible.includes(flat(words)), `“${words}” cannot be seen in:\n${rendered.text}`);
        });
      }
    });
  }
});

/** Buttons past the third are behind the "..." of the card. */
function secondaryTitles(card: { actions?: object[] }): string[] {
  const actions = (card.actions ?? []) as { title: string; mode?: string }[];
  return actions.filter((action) => action.mode === 'secondary').map((action) => action.title);
}

/** Runs of one line come out as one or several lines, so white space does not count. */
function flat(text: string): string {
  return text.replace(/\s+/g, '');
}
