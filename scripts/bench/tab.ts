import { chromiumPath, openBrowser, serve } from '../../site/testing/browser.ts';
import { type BuiltSite, buildSite } from '../../site/testing/built-site.ts';
import { weigher } from '../../site/testing/page-weight.ts';
import { type Bench, type Benchmark, NotMeasured } from './benchmark.ts';

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof openBrowser>>['newPage']>>;

const LEDA = '/en/event-driven/leda/';
const API = '/en/serverless/rest-api/';

/** What a reader waits for who runs a lab in the page, in headless Chromium, from the built site. */
export const tab: Benchmark[] = [
  {
    id: 'tab-bytes',
    says: 'LEDA opened, deployed and run in the page: all that is loaded beyond the page itself, brotli',
    unit: 'B',
    goal: 350_000,
    run: (bench) =>
      inPages({ ...bench, times: 1 }, LEDA, async (page, built, ofPage) => {
        const loaded = new Set<string>();
        page.context().on('request', (request) => loaded.add(new URL(request.url()).pathname));
        await open(page);
        await deploy(page);
        await page.evaluate(`${press}(1); new Promise((done) => ${until}(() => /^Finished/.test(${said}), done))`);
        const files = [...loaded].filter((path) => built.has(path) && !ofPage.has(path));
        return weigher(built)(files[0]!, files.slice(1)).total;
      }),
  },
  {
    id: 'tab-deploy',
    says: 'LEDA in the page: from the press on Deploy to CREATE_COMPLETE',
    unit: 'ms',
    goal: 1000,
    run: (bench) =>
      inPages(bench, LEDA, async (page) => {
        await open(page);
        return deploy(page);
      }),
  },
  {
    id: 'tab-trades',
    says: 'LEDA in the page: 1,000 trades, half of them with duplicates while functions fail, until the totals are exact',
    unit: 'ms',
    goal: 5000,
    run: (bench) => inPages(bench, LEDA, async (page) => (await trades(page)).ms),
  },
  {
    id: 'tab-frames',
    says: 'frames a second of the page with its drawing alive while those trades run',
    unit: '/s',
    goal: 50,
    run: (bench) => inPages(bench, LEDA, async (page) => (await trades(page)).frames),
  },
  {
    id: 'tab-edit',
    says: 'an edited function in the page: from the press on Redeploy to the API’s answer by the new code',
    unit: 'ms',
    goal: 500,
    run: (bench) =>
      inPages(bench, API, async (page) => {
        await open(page);
        await deploy(page);
        await page.click('#live-tab-api');
        await page.click('#live-tab-code');
        await page.selectOption('lab-panel [data-view="code"] select', 'functions/hello.ts');
        await page.locator('lab-panel .cm-content').click();
        await page.keyboard.press('Control+End');
        await page.keyboard.type('\nconsole.log(1);');
        await page.waitForSelector('lab-panel [data-view="code"] option:has-text("(edited)")', { state: 'attached' });
        return page.evaluate(`new Promise((done) => {
        const since = performance.now();
        document.querySelector('lab-panel [data-view="code"] .strong').click();
        ${until}(() => /^UPDATE_COMPLETE/.test(${said}), () => {
          document.querySelector('lab-panel [data-view="api"] [type="submit"]').click();
          ${until}(() => document.querySelector('lab-panel .answer pre'), () => done(performance.now() - since));
        });
      })`) as Promise<number>;
      }),
  },
];

/** Scripts of the page: what the status line says, waiting frame by frame, pressing the nth button of the controls. */
const said = "document.querySelector('lab-panel .status').textContent";
const until = '(function until(test, done) { if (test()) done(performance.now()); else requestAnimationFrame(() => until(test, done)); })';
const press = "((n) => document.querySelectorAll('lab-panel .controls button')[n].click())";

async function open(page: Page): Promise<void> {
  await page.click('lab-panel .card button');
  await page.waitForSelector('lab-panel .controls');
  await page.selectOption('lab-panel .controls select', 'stage:solution');
}

function deploy(page: Page): Promise<number> {
  return page.evaluate(
    `new Promise((done) => { const since = performance.now(); ${press}(0); ${until}(() => /^CREATE_COMPLETE/.test(${said}), (at) => done(at - since)); })`,
  );
}

/** Both of LEDA's scenarios, 500 trades each. */
async function trades(page: Page): Promise<{ ms: number; frames: number }> {
  await open(page);
  await deploy(page);
  let [ms, frames] = [0, 0];
  for (const scenario of ['calm', 'storm']) {
    await page.selectOption('lab-panel .controls select >> nth=1', scenario);
    const run = (await page.evaluate(`new Promise((done) => {
      let frames = 0;
      const since = performance.now();
      ${press}(1);
      ${until}(() => { frames++; return /^Finished/.test(${said}); }, (at) => done({ ms: at - since, frames }));
    })`)) as { ms: number; frames: number };
    ms += run.ms;
    frames += run.frames;
  }
  return { ms, frames: Math.round((1000 * frames) / ms) };
}

/** Measures in a new browser window each time: nothing is left of the time before. */
async function inPages(
  { times }: Bench,
  path: string,
  measure: (page: Page, built: BuiltSite, ofPage: ReadonlySet<string>) => Promise<number>,
): Promise<number[]> {
  if (!chromiumPath) throw new NotMeasured('no Chromium here; name one: CHROMIUM=/path/to/chrome');
  const built = await buildSite();
  const [browser, server] = await Promise.all([openBrowser(), serve(built.folder, { compressed: true })]);
  try {
    const measured: number[] = [];
    for (let i = 0; i < Math.min(times, 5); i++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      const ofPage = new Set(['/offline.js']);
      page.on('request', (request) => void ofPage.add(new URL(request.url()).pathname));
      await page.goto(server.url + path, { waitUntil: 'networkidle' });
      measured.push(await measure(page, built, new Set(ofPage)));
      await context.close();
    }
    return measured;
  } finally {
    await browser.close();
    server.close();
    built.remove();
  }
}
