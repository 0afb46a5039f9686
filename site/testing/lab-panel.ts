import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { policy } from '../layouts/policy.ts';
import { serve } from './browser.ts';
import type { BuiltSite } from './built-site.ts';
import { weigher } from './page-weight.ts';

/** What the tests of the panel work with. */
export interface PanelTest {
  browser: Browser;
  site: BuiltSite;
  url: string;
  /** What axe finds in the page as it is. */
  axe(page: Page): Promise<string[]>;
}

const TAB_BUDGET = 350_000; // bytes, brotli: LEDA deployed and run, the page itself and the editor left out
const PATIENCE = { timeout: 20_000 };

const status = (page: Page) => page.locator('lab-panel .status');
const says = (page: Page, text: string | RegExp) => page.locator('lab-panel .status', { hasText: text }).waitFor(PATIENCE);
const button = (page: Page, name: string) => page.locator('lab-panel .controls').getByRole('button', { name, exact: true });
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.focus('lab-panel .card button');
  await page.keyboard.press('Enter');
  await status(page).waitFor(PATIENCE);
}

/** Presses a button as a keyboard does. */
async function press(page: Page, name: string): Promise<void> {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
}

interface Words {
  deploy: string;
  run: string;
  check: string;
  clean: string;
  code: string;
  ran: RegExp;
  green: RegExp;
  gone: RegExp;
}
const words: Record<string, Words> = {
  '/serverless/rest-api/': {
    deploy: 'Triển khai',
    run: 'Chạy',
    check: 'Kiểm tra',
    clean: 'Dọn dẹp',
    code: 'Mã nguồn',
    ran: /^Chạy xong/,
    green: /^Cả 7 mục kiểm tra đều đạt/,
    gone: /không còn gì sót\.$/,
  },
  '/en/serverless/rest-api/': {
    deploy: 'Deploy',
    run: 'Run',
    check: 'Check',
    clean: 'Clean up',
    code: 'Code',
    ran: /^Finished/,
    green: /^All 7 checks passed/,
    gone: /the inventory finds nothing left\.$/,
  },
};

/** A new window whose every complaint ends up in `said`. */
async function inNewWindow(
  { browser }: PanelTest,
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page, said: string[]) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await work(page, said);
  await context.close();
  expect(said).toEqual([]);
}

/** What a reader does with a lab in its page; each in a new browser. */
export const labPanel: Record<string, (given: PanelTest) => Promise<void>> = Object.fromEntries([
  ...Object.entries(words).map(([address, said]): [string, (given: PanelTest) => Promise<void>] => [
    `a lab runs on ${address} by keyboard alone: nothing of it before, green checks, nothing after; axe finds nothing in it`,
    (given) =>
      inNewWindow(given, { colorScheme: address.startsWith('/en/') ? 'dark' : 'light' }, async (page) => {
        const loaded: string[] = [];
        page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
        await page.goto(given.url + address);
        expect(await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content')).toBe(policy);
        expect(loaded.filter((path) => /^\/(tab|drawings)\//.test(path))).toEqual([]);
        await open(page, given.url + address);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, said.deploy);
        await says(page, 'CREATE_COMPLETE');
        await press(page, said.run);
        await says(page, said.ran);
        expect(await page.locator('lab-panel .counter text').first().textContent()).toMatch(/^[1-9]/);
        await press(page, said.check);
        await says(page, said.green);
        await tab(page, said.code).click();
        await page.locator('lab-panel .cm-content').waitFor(PATIENCE);
        expect(await given.axe(page)).toEqual([]);
        await press(page, said.clean);
        await says(page, said.gone);
      }),
  ]),
  [
    'a drill is red, its syntax errors have a place, and a line typed into the editor makes it green; a reload in between loses nothing',
    (given: PanelTest) =>
      inNewWindow(given, {}, async (page) => {
        const address = `${given.url}/en/serverless/dynamodb-streams/`;
        const typeOver = async (line: string, text: string) => {
          await page.locator('lab-panel .cm-line', { hasText: line }).click();
          await page.keyboard.press('Home');
          await page.keyboard.press('Shift+End');
          await page.keyboard.type(text);
        };
        await open(page, address);
        await page.selectOption('lab-panel .controls select', 'drill:event-name-ignored');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        await press(page, 'Check');
        await says(page, /^\d of \d checks passed/);
        expect(await page.locator('lab-panel [data-outcome="failed"]').count()).toBe(1);
        await tab(page, 'Code').click();
        await page.selectOption('lab-panel [data-view="code"] select', 'functions/change.ts');
        await typeOver('what: dynamodb', 'what: ,');
        await page.locator('lab-panel .view').getByRole('button', { name: 'Redeploy' }).click();
        await says(page, 'functions/change.ts, line 23, column');
        await page.locator('lab-panel .cm-lint-marker-error').waitFor(PATIENCE);
        await typeOver('what: ,', "what: !dynamodb?.NewImage ? 'REMOVE' : dynamodb.OldImage ? 'MODIFY' : 'INSERT',");
        await page.getByRole('option', { name: 'functions/change.ts (edited)' }).waitFor({ state: 'attached', ...PATIENCE });
        await page.waitForTimeout(1500); // the cloud saves what is deployed this often
        await open(page, address);
        expect(await status(page).textContent()).toBe('Still there from your last visit: A newcomer, or an edit?, CREATE_COMPLETE.');
        expect(await page.inputValue('lab-panel .controls select')).toBe('drill:event-name-ignored');
        await tab(page, 'Code').click();
        await page.locator('lab-panel .cm-content').waitFor(PATIENCE);
        await page.keyboard.press('Tab');
        await press(page, 'Redeploy');
        await says(page, 'UPDATE_COMPLETE');
        await press(page, 'Check');
        await says(page, /^All \d checks passed/);
      }),
  ],
  [
    'the history of an execution opens step by step, by keyboard: what went in, what came out, what failed; its code comes with its tab',
    (given: PanelTest) =>
      inNewWindow(given, { colorScheme: 'dark' }, async (page) => {
        const runs = page.locator('lab-panel .runs button');
        const steps = page.locator('lab-panel .history > li');
        const loaded: string[] = [];
        page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
        await open(page, `${given.url}/event-driven/order-workflow/`);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Triển khai');
        await says(page, 'CREATE_COMPLETE');
        await press(page, 'Chạy');
        await says(page, /^Chạy xong/);
        expect(loaded.filter((path) => path.includes('executions'))).toEqual([]);
        await tab(page, 'Lần chạy').focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => steps.count(), PATIENCE).toBe(37);
        await steps
          .filter({ hasText: /TaskStateExited Process/ })
          .locator('summary')
          .focus();
        await page.keyboard.press('Enter');
        expect(await page.getByRole('group', { name: 'Ra: TaskStateExited Process', exact: true }).textContent()).toContain(
          '"total": 110000',
        );
        await page.locator('lab-panel .controls select').nth(1).selectOption('invalid');
        await press(page, 'Chạy');
        await expect
          .poll(() => runs.allTextContents(), PATIENCE)
          .toEqual([expect.stringContaining('FAILED'), expect.stringContaining('SUCCEEDED')]);
        await expect
          .poll(() => page.locator('lab-panel .history [data-status="bad"] pre').allTextContents(), PATIENCE)
          .toEqual(['InvalidOrder', expect.stringContaining('-1')]);
        expect(await given.axe(page)).toEqual([]);
        await runs.last().focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => steps.count(), PATIENCE).toBe(37);
        expect(await runs.last().getAttribute('aria-current')).toBe('true');
      }),
  ],
  [
    'a mail that asks for a confirmation is answered in the page by keyboard, and the alarm it waits for is shown with its history',
    (given: PanelTest) =>
      inNewWindow(given, {}, async (page) => {
        await open(page, `${given.url}/en/operations/alarm-response/`);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        await tab(page, 'Mail').click();
        const mail = page.locator('lab-panel article', { hasText: 'Waiting for confirmation' });
        await mail.getByRole('button', { name: 'Confirm the subscription' }).focus(PATIENCE);
        await page.keyboard.press('Enter');
        await page.locator('lab-panel .view [role="status"]:focus', { hasText: 'truc@example.com has confirmed' }).waitFor(PATIENCE);
        expect(await mail.count()).toBe(0);
        await press(page, 'Check');
        await says(page, /^All 6 checks passed/);
        await page.locator('lab-panel article', { hasText: 'entered the ALARM state' }).waitFor(PATIENCE);
        expect(await given.axe(page)).toEqual([]);
        await tab(page, 'Alarms').click();
        await page.locator('[data-view="alarms"] select').selectOption({ label: 'Failing' }, PATIENCE);
        await page.getByRole('cell', { name: 'Alarm updated from OK to ALARM' }).waitFor(PATIENCE);
        expect(await given.axe(page)).toEqual([]);
      }),
  ],
  [
    'pictures in buckets are drawn, before and after, and a message in a queue shows its body, attributes and receives; on a phone',
    (given: PanelTest) =>
      inNewWindow(given, { viewport: { width: 360, height: 800 } }, async (page) => {
        await open(page, `${given.url}/en/event-driven/image-pipeline/`);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        await press(page, 'Run');
        await says(page, /^Finished/);
        await tab(page, 'Buckets').click();
        await expect.poll(() => page.locator('lab-panel .preview canvas').count(), PATIENCE).toBe(2);
        for (const name of [/^Open hạ long \d+\.png$/, /^Open hạ long \d+-320\.png$/]) {
          await page.getByRole('button', { name }).focus();
          await page.keyboard.press('Enter');
        }
        await expect
          .poll(
            () => page.evaluate(`[...document.querySelectorAll('lab-panel figure canvas')].map(({ width, height }) => [width, height])`),
            PATIENCE,
          )
          .toEqual([
            [320, 213],
            [1200, 800],
          ]);
        expect(await given.axe(page)).toEqual([]);
        const file = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a file of the reader') };
        await page.locator('lab-panel .upload input').first().setInputFiles(file);
        await page.getByRole('button', { name: 'Open notes.txt' }).click();
        await page.locator('lab-panel figure pre', { hasText: 'a file of the reader' }).waitFor(PATIENCE);
        await tab(page, 'Queues').click();
        await page.locator('[data-view="queues"] select').selectOption({ label: 'Metadata' }, PATIENCE);
        await page.getByRole('button', { name: 'Receive', exact: true }).click();
        const message = page.locator('lab-panel .messages details');
        expect(await message.locator('summary').textContent(PATIENCE)).toMatch(/received \d+ times$/);
        expect(await message.locator('pre').textContent()).toContain('"width": 1200');
        expect(await message.locator('dt').allTextContents()).toContain('eventId');
        expect(await given.axe(page)).toEqual([]);
      }),
  ],
  [
    'a request that was traced is a waterfall and a map, picked by keyboard; parts that come later are added; their code comes with the tab',
    (given: PanelTest) =>
      inNewWindow(given, { colorScheme: 'dark' }, async (page) => {
        const rows = page.locator('lab-panel .waterfall tbody tr');
        const traces = page.locator('lab-panel [data-trace]');
        const loaded: string[] = [];
        page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
        await open(page, `${given.url}/en/operations/tracing/`);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        expect(loaded.filter((path) => /traces.*\.js$/.test(path))).toEqual([]);
        await tab(page, 'Traces').focus();
        await page.keyboard.press('Enter');
        await page.locator('lab-panel .view', { hasText: 'No trace in the last hour yet.' }).waitFor(PATIENCE);
        await press(page, 'Run');
        await says(page, /^Finished/);
        // The supplier answers long after the order: its part joins a trace that is shown already.
        await rows.filter({ hasText: /^Supplier ?Lambda function/ }).waitFor(PATIENCE);
        expect(await rows.filter({ hasText: 'fault' }).locator('th').allTextContents()).toEqual([expect.stringMatching(/^supplier/)]);
        expect(await page.locator('lab-panel .service-map svg:visible .name').allTextContents()).toEqual(
          ['Client', 'OrdersApi/prod', 'Orders', 'PricesApi/prod', 'Prices', 'SupplierApi/prod', 'Supplier'].map((name) =>
            expect.stringMatching(new RegExp(`^${name}`)),
          ),
        );
        expect(await given.axe(page)).toEqual([]);
        const last = (await traces.last().getAttribute('data-trace'))!;
        await traces.last().focus();
        await page.keyboard.press('Enter');
        await page.locator(`lab-panel .waterfall[aria-label="Waterfall of the trace ${last}"]`).waitFor(PATIENCE);
        expect(await page.evaluate('document.activeElement.dataset.trace')).toBe(last);
      }),
  ],
  [
    'a browser that lacks something is told what, and by which browsers the lab runs; nothing of the lab is loaded',
    (given: PanelTest) =>
      inNewWindow(given, {}, async (page) => {
        const loaded: string[] = [];
        page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
        await page.addInitScript('delete Promise.withResolvers; Object.defineProperty(window, "isSecureContext", { value: false });');
        await page.goto(`${given.url}/en/serverless/s3-trigger/`);
        await page.click('lab-panel .card button');
        const told = page.locator('lab-panel [role="alert"]');
        await told.waitFor(PATIENCE);
        expect(await told.textContent()).toMatch(
          /What is missing: Promise\.withResolvers, a page from https:\/\/ or localhost\. It runs in Chrome and Edge from 119, Firefox from 121, Safari from 17\.4,/,
        );
        expect(loaded.filter((path) => path.startsWith('/tab/'))).toEqual([]);
      }),
  ],
  [
    `LEDA deployed and run loads at most ${TAB_BUDGET} bytes, the editor left out`,
    (given: PanelTest) =>
      inNewWindow(given, {}, async (page) => {
        const address = '/en/event-driven/leda/';
        const ofPage = new Set(['/offline.js']);
        const note = (request: { url(): string }) => ofPage.add(new URL(request.url()).pathname);
        page.on('request', note);
        await page.goto(given.url + address);
        page.off('request', note);
        const loaded = new Set<string>();
        page.context().on('request', (request) => loaded.add(new URL(request.url()).pathname));
        await page.click('lab-panel .card button');
        await status(page).waitFor(PATIENCE);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        await press(page, 'Run');
        await says(page, /^Finished/);
        // What the page is made of is fetched once more, to be kept for a time without a network.
        const files = [...loaded].filter((path) => given.site.has(path) && !ofPage.has(path));
        expect(files.filter((path) => path.startsWith('/tab/')).length).toBeGreaterThan(10);
        expect(weigher(given.site)(files[0]!, files.slice(1)).total).toBeLessThanOrEqual(TAB_BUDGET);
      }),
  ],
  [
    'a page that was opened is there without a network, and its lab with it',
    async (given: PanelTest) => {
      const server = await serve(given.site.folder);
      await inNewWindow(given, {}, async (page, said) => {
        const address = `${server.url}/en/serverless/s3-trigger/`;
        await open(page, address);
        await page.selectOption('lab-panel .controls select', 'stage:solution');
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        await page.evaluate('navigator.serviceWorker.ready');
        await page.waitForFunction(`caches.match(location.href).then(Boolean)`, undefined, PATIENCE);
        await open(page, address);
        await press(page, 'Clean up');
        await says(page, /nothing left\.$/);
        await page.goto('about:blank');
        server.close();
        await open(page, address);
        await press(page, 'Deploy');
        await says(page, 'CREATE_COMPLETE');
        said.length = 0;
      });
    },
  ],
]);
