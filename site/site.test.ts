import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openBrowser, serve, withoutChromium } from './testing/browser.ts';
import { type BuiltSite, buildSite } from './testing/built-site.ts';
import { labPanel } from './testing/lab-panel.ts';
import { type PageHtml, parsePage } from './testing/page-html.ts';
import { weigher } from './testing/page-weight.ts';
import { journeys } from './testing/reading.ts';
import { behaviours } from './testing/specimen.ts';

const PAGE_BUDGET = 40_000; // bytes, brotli, without fonts
const FONT_BUDGET = 60_000;

let site: BuiltSite;
let parsed: Map<string, PageHtml>;

beforeAll(async () => {
  site = await buildSite();
  parsed = new Map(site.pages.map((page) => [page, parsePage(site.read(page))]));
});
afterAll(() => site?.remove());

/** Not so: the page for what is missing, and the authors' specimen. */
const isToBeFound = (page: string) => !site.read(page).includes('<meta name="robots" content="noindex">');

/** Whole chapters on paper: as long as they are. */
const isPrinted = (page: string) => /^\/(en\/)?print\//.test(page);

/** One message for each page that breaks a rule, all of them together. */
function onEveryPage(find: (html: PageHtml, page: string) => string[]): string[] {
  return [...parsed].flatMap(([page, html]) => find(html, page).map((said) => `${page}: ${said}`));
}

describe('every page', () => {
  test('exists in both languages', () => {
    const inEnglish = (page: string) => (page === '/404.html' ? page : `/en${page}`);
    const vietnamese = site.pages.filter((page) => !page.startsWith('/en/'));
    expect(vietnamese.length).toBeGreaterThan(6);
    for (const page of vietnamese) expect(site.pages).toContain(inEnglish(page));
  });

  test('links only to pages and places that exist', () => {
    expect(
      onEveryPage(({ links }, page) =>
        links
          .filter((href) => !/^https?:/.test(href))
          .flatMap((href) => {
            const { pathname, hash } = new URL(href, `http://x${page}`);
            const target = parsed.get(pathname);
            if (!target) return site.has(pathname) ? [] : [`${href} leads nowhere`];
            return hash && !target.ids.has(hash.slice(1)) ? [`${href}: ${pathname} has no such place`] : [];
          }),
      ),
    ).toEqual([]);
  });

  test('fetches nothing from elsewhere, and everything it fetches is there', () => {
    expect(onEveryPage(({ fetched }) => fetched.filter((path) => !path.startsWith('/') || !site.has(path)))).toEqual([]);
  });

  test('needs no inline script, style or event handler', () => {
    expect(onEveryPage(({ inline }) => inline)).toEqual([]);
  });

  test(`weighs at most ${PAGE_BUDGET} bytes, fonts left out`, () => {
    const [atMost, exactly] = [weigher(site, 5), weigher(site)];
    expect(
      onEveryPage(({ fetched }, page) => {
        if (isPrinted(page)) return [];
        if (atMost(page, fetched).total <= PAGE_BUDGET) return [];
        const { total, parts } = exactly(page, fetched);
        return total > PAGE_BUDGET ? [`${total} bytes: ${parts.join(', ')}`] : [];
      }),
    ).toEqual([]);
  });

  test('names its twin, its address and a description', () => {
    for (const page of site.pages.filter(isToBeFound)) {
      const html = site.read(page);
      for (const part of ['<link rel="canonical"', 'hreflang="vi"', 'hreflang="en"', 'hreflang="x-default"', '<meta name="description"']) {
        expect(html, page).toContain(part);
      }
    }
  });
});

test(`all fonts together weigh at most ${FONT_BUDGET} bytes`, () => {
  const css = [...new Set([...parsed.values()].flatMap(({ fetched }) => fetched.filter((path) => path.endsWith('.css'))))];
  const fonts = new Set(css.flatMap((path) => [...site.read(path).matchAll(/url\(["']?([^)"']+\.woff2)/g)].map(([, url]) => url!)));
  expect(fonts.size).toBe(4);
  expect([...fonts].reduce((sum, path) => sum + site.readBytes(path).length, 0)).toBeLessThanOrEqual(FONT_BUDGET);
});

test('no English page is older than its Vietnamese text', () => {
  expect(site.pages.filter((page) => site.read(page).includes('class="outdated"'))).toEqual([]);
});

test('every page that may be found has a picture of its own to be shared with', () => {
  const pages = site.pages.filter(isToBeFound);
  const pictures = pages.map((page) => new URL(/<meta property="og:image" content="([^"]+)">/.exec(site.read(page))![1]!).pathname);
  expect(new Set(pictures).size).toBe(pages.length);
  for (const picture of pictures) expect(site.readBytes(picture).readUInt32BE(16), picture).toBe(1200); // the width in a PNG's head
});

test.each(['/', '/en/'])('machines read the same workshop below %s: llms.txt, its full text, the feed', (home) => {
  const pages = site.pages.filter((page) => isToBeFound(page) && page.startsWith('/en/') === (home === '/en/'));
  const [index, full, feed] = ['llms.txt', 'llms-full.txt', 'changes.xml'].map((file) => site.read(home + file));
  const named = [...index!.matchAll(/\]\((http[^)]+)\)/g)].map(([, url]) => new URL(url!).pathname);
  for (const path of named) expect(site.has(path), path).toBe(true);
  for (const page of pages.filter((path) => site.read(path).includes('class="kicker"'))) expect(named).toContain(page);
  expect([...full!.matchAll(/^<!-- (\S+) -->$/gm)].length).toBe(
    pages.filter((page) => site.read(page).includes('data-pagefind-body')).length,
  );
  expect(full).toContain('npm run lab:check -- leda');
  for (const [, url] of feed!.matchAll(/<link>([^<]+)<\/link>/g)) expect(pages).toContain(new URL(url!).pathname);
});

test('the sitemap lists every page that may be found', () => {
  const listed = [...site.read('/sitemap.xml').matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => new URL(url!).pathname);
  expect(listed.sort()).toEqual(site.pages.filter(isToBeFound));
});

test('a lab’s drawing carries the logical ids of its template, in both shapes', () => {
  const html = site.read('/event-driven/leda/connect/');
  const ids = (attribute: string) =>
    [...html.matchAll(new RegExp(`${attribute}="([^"]+)"`, 'g'))].map(([, id]) => id!.replace(/[0-9A-F]{8}(?=-|$)/g, ''));
  for (const id of ['IncomingDataStream', 'State', 'StateTable']) expect(ids('data-node').filter((each) => each === id)).toHaveLength(2);
  expect(ids('data-edge').filter((each) => each === 'IncomingDataStream--State')).toHaveLength(2);
  expect(html).toMatch(/class="lacking"[^>]* data-edge="IncomingDataStream\w+--State/);
});

describe.runIf(chromiumPath)('in a browser', () => {
  let browser: Browser;
  let server: { url: string; close(): void };
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), serve(site.folder)]);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** Opens pages in two windows and closes them. Anything the browser complains about is an error. */
  async function visit(paths: readonly string[], width: number, look: (page: Page, path: string) => Promise<string[]>): Promise<string[]> {
    const said: string[] = [];
    const left = [...paths];
    const window = async () => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, serviceWorkers: 'block' });
      const page = await context.newPage();
      page.on('console', (message) => message.type() === 'error' && said.push(`${page.url()}: ${message.text()}`));
      page.on('pageerror', (error) => said.push(`${page.url()}: ${error.message}`));
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await page.goto(server.url + path);
        said.push(...(await look(page, path)).map((text) => `${path}: ${text}`));
      }
      await context.close();
    };
    await Promise.all([window(), window()]);
    return said;
  }

  /** Every page, and of the printed documents one in each language: the others are made of the same pages. */
  const looked = () => site.pages.filter((path) => !isPrinted(path) || path.endsWith('/print/event-driven/leda/'));
  /** Colours, and how a page loads, do not depend on the language. */
  const isVietnamese = (path: string) => !path.startsWith('/en/');

  const themes: Record<string, (page: Page) => Promise<unknown>> = {
    // Reason: a colour that is still on its way to another one says nothing.
    light: (page) => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }),
    dark: (page) => page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' }),
    contrast: async (page) => {
      await themes.light!(page);
      await page.evaluate(() => {
        document.documentElement.dataset.theme = 'contrast';
      });
    },
  };

  /** What axe finds: by all rules in light, by those of colours in the other themes. */
  async function violations(page: Page, path: string, theme: string): Promise<string[]> {
    const rules = { 'color-contrast': { enabled: isVietnamese(path) } };
    // Reason: of what is well axe would work out every element's selector, which takes most of its time.
    const options = { resultTypes: ['violations'], ...(theme === 'light' ? { rules } : { runOnly: ['color-contrast'] }) };
    const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    };
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${theme}: ${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
    );
  }

  test('on no page axe finds anything, in light, dark and high contrast; nothing sticks out at 1280, 768 and 360 px', async () => {
    const said = await visit(looked(), 1280, async (page, path) => {
      const found: string[] = [];
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.evaluate(axe);
      for (const [theme, choose] of Object.entries(themes)) {
        if (theme !== 'light' && !isVietnamese(path)) continue;
        await choose(page);
        found.push(...(await violations(page, path, theme)));
      }
      for (const width of [1280, 768, 360]) {
        await page.setViewportSize({ width, height: 800 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (beyond > 0) found.push(`${beyond} px beyond ${width} px`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
      return found;
    });
    expect(said).toEqual([]);
  });

  test.each([360, 1280])('nothing moves while a page %i px wide is loading', async (width) => {
    const said = await visit(looked().filter(isVietnamese), width, async (page) => {
      await page.evaluate(() => document.fonts.ready);
      const shift = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) =>
              resolve(list.getEntries().reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0)),
            ).observe({
              type: 'layout-shift',
              buffered: true,
            });
            setTimeout(() => resolve(0), 150);
          }),
      );
      return shift > 0.001 ? [`a shift of ${shift}`] : [];
    });
    expect(said).toEqual([]);
  });

  test.each(Object.entries(journeys))('%s', async (_, travel) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await travel(page);
    await context.close();
  });

  test.each([
    ['/', 'duong ong dut', '/event-driven/leda/connect/'],
    ['/', 'đường ống', '/event-driven/leda/'],
    ['/', 'ghi có điều kiện', '/event-driven/leda/exactly-once/'],
    ['/', 'ClientRequestToken', '/event-driven/leda/exactly-once/'],
    ['/en/', 'partition key', '/en/event-driven/leda/'],
  ])('search on %s finds "%s", with nothing loaded before it is opened, by keyboard alone', async (from, query, expected) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(server.url + from);
    expect(loaded.filter((path) => path.startsWith('/pagefind/'))).toEqual([]);
    await page.keyboard.press('/');
    await page.keyboard.type(query);
    await page.waitForSelector('search-box .results a');
    expect(
      await page.$$eval('search-box a.page', (links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname)),
    ).toContain(expected);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname !== from);
    await context.close();
  });

  test.each(Object.entries(behaviours))('%s', async (_, behave) => {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.goto(`${server.url}/en/specimen/`);
    await behave(page);
    await context.close();
  });

  test.each(Object.entries(labPanel))('%s', async (_, run) => {
    await run({
      browser,
      site,
      url: server.url,
      async axe(page) {
        const { violations } = (await page.evaluate(`${axe}; axe.run('lab-panel')`)) as {
          violations: { id: string; nodes: { html: string }[] }[];
        };
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`));
      },
    });
  });

  test('a command is copied without its prompt', async () => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(`${server.url}/`);
    await page.click('.run .copy');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npm ci && npm start');
    await context.close();
  });
});

test.skipIf(chromiumPath)(withoutChromium, () => {});
