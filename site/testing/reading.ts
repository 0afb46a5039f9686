import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The page of the whole workshop whose sidebar, pager and boxes are tried. */
const leaf = '/event-driven/leda/connect/';
const part = '[data-chapter="event-driven"] > .row';

const goTo = (page: Page, path: string) => page.goto(new URL(path, page.url()).href);
const isDone = (page: Page, key: string) => page.locator(`.contents [data-chapter="${key}"]`).first().getAttribute('data-done');

/** What a reader does on several pages, one after the other; each begins on the home page of a new browser. */
export const journeys: Record<string, (page: Page) => Promise<void>> = {
  'the arrow keys turn the page, a chosen appearance stays, what was read is marked': async (page) => {
    await goTo(page, '/event-driven/');
    await page.selectOption('theme-switch select', 'dark');
    await page.keyboard.press('ArrowRight');
    expect(new URL(page.url()).pathname).toBe('/event-driven/');
    const next = (await page.getAttribute('.pager a[rel="next"]', 'href'))!;
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(`**${next}`);
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    expect(await page.getAttribute('[data-chapter="event-driven"]', 'data-visited')).toBe('');
    expect(await page.getAttribute('[data-chapter="event-driven/leda/summary"]', 'data-visited')).toBeNull();
  },

  'a link to a lab opens its panel: from the home page, and from the head of a chapter whose panel stands far below': async (page) => {
    const opened = () => page.waitForSelector('lab-panel button[aria-expanded="true"]');
    await page.click('.prose a[href="/event-driven/leda/#live-leda"]');
    await opened();
    await goTo(page, '/en/serverless/rest-api/');
    expect(await page.getAttribute('lab-panel button', 'aria-expanded')).toBe('false');
    await page.focus('.head a[href="#live-rest-api"]');
    await page.keyboard.press('Enter');
    await opened();
    await page.click('lab-panel button');
    expect(await page.getAttribute('lab-panel button', 'aria-expanded')).toBe('false');
  },

  'the language switch keeps the place': async (page) => {
    await goTo(page, '/event-driven/leda/#score');
    await page.click('language-switch a');
    await page.waitForSelector('html[lang="en"]');
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/en/event-driven/leda/#score');
  },

  'a page ticked off by keyboard counts in its part, in both languages, and the home page leads back to the place': async (page) => {
    await goTo(page, `${leaf}#why`);
    await page.focus('done-mark input');
    await page.keyboard.press('Space');
    expect(await isDone(page, 'event-driven/leda/connect')).toBe('');
    expect(await page.locator(`${part} .count`).textContent()).toMatch(/^1\//);
    expect(await page.locator(`${part} .state`).textContent()).toMatch(/^, đã xong 1 trên \d+$/);
    await goTo(page, `/en${leaf}`);
    expect(await page.isChecked('done-mark input')).toBe(true);
    await page.evaluate(() => document.querySelector('main h2:nth-of-type(2)')!.scrollIntoView());
    const place = await page.locator('main h2').nth(1).getAttribute('id');
    await goTo(page, '/');
    expect(await page.locator('next-page .verb').textContent()).toBe('Đọc tiếp');
    expect(await page.getAttribute('next-page a', 'href')).toBe(`${leaf}#${place}`);
    expect(await page.locator('pages-done progress').nth(2).getAttribute('value')).toBe('1');
  },

  'progress goes into a file, is forgotten only when that is confirmed, and comes back': async (page) => {
    await goTo(page, leaf);
    await page.check('done-mark input');
    const work = { edits: { 'stage:start': { sources: { 'functions/state.ts': '// mine' } } }, passed: ['x'] };
    await page.evaluate((kept) => localStorage.setItem('xuong-may.lab.leda', JSON.stringify(kept)), work);
    await goTo(page, '/progress/');
    const box = page.locator('my-progress input[value="event-driven/leda/connect"]');
    expect(await box.isChecked()).toBe(true);
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.export')]);
    const file = (await download.path())!;
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      workshop: 'xuong-may',
      done: ['event-driven/leda/connect'],
      labs: { leda: work },
    });
    await page.click('.forget');
    await page.keyboard.press('Escape');
    expect(await box.isChecked()).toBe(true);
    await page.click('.forget');
    await page.click('my-progress dialog button[value="yes"]');
    await page.waitForFunction(() => document.querySelector('my-progress .status')?.textContent);
    expect(await box.isChecked()).toBe(false);
    expect(await page.evaluate(() => localStorage.getItem('xuong-may.progress'))).toContain('"done":[]');
    expect(await page.evaluate(() => localStorage.getItem('xuong-may.lab.leda'))).toBeNull();
    await page.setInputFiles('.import input', { name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{') });
    await page.waitForFunction(() => document.querySelector('my-progress .status')?.textContent?.includes('không phải'));
    await page.setInputFiles('.import input', file);
    await page.waitForFunction(() => document.querySelector('my-progress .status')?.textContent?.includes('1 trang đã xong'));
    expect(await box.isChecked()).toBe(true);
    expect(JSON.parse((await page.evaluate(() => localStorage.getItem('xuong-may.lab.leda')))!)).toEqual(work);
  },

  'where storage is refused, marks last as long as the page, and the reader is told': async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await goTo(page, leaf);
    await page.check('done-mark input');
    expect(await isDone(page, 'event-driven/leda/connect')).toBe('');
    await goTo(page, '/progress/');
    expect(await page.isVisible('.denied')).toBe(true);
    await page.locator('my-progress li input').first().check();
    expect(await page.locator('my-progress pages-done progress').first().getAttribute('value')).toBe('1');
  },

  'search leads to the best place with Enter, and opens once however often it is asked for': async (page) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ghi co dieu kien');
    await page.locator('search-box .results h2', { hasText: '2.4 LEDA' }).waitFor();
    const first = await page.locator('search-box .results a').first().getAttribute('href');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${first}`);
  },
};
