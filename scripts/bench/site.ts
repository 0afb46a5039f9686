import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromiumPath, serve } from '../../site/testing/browser.ts';
import { type BuiltSite, buildSite } from '../../site/testing/built-site.ts';
import { parsePage } from '../../site/testing/page-html.ts';
import { weigher } from '../../site/testing/page-weight.ts';
import { type Bench, type Benchmark, NotMeasured, timed } from './benchmark.ts';

const LIGHTHOUSE = '13.5.0';

/** What a reader of the pages waits for, and what an author waits for. */
export const site: Benchmark[] = [
  {
    id: 'site-build',
    says: 'the whole site built, search index and full texts included; pictures that have not changed are kept',
    unit: 'ms',
    goal: 15_000,
    async run({ times }) {
      await withSite(async () => {});
      const measured: number[] = [];
      for (let i = 0; i < Math.min(times, 3); i++) measured.push(await timed(() => withSite(async () => {})));
      return measured;
    },
  },
  {
    id: 'site-heaviest-page',
    says: 'the heaviest page with everything it fetches by itself, brotli, without fonts and printed documents',
    unit: 'B',
    goal: 40_000,
    run: () =>
      withSite(async (built) => {
        const weigh = weigher(built);
        const pages = built.pages.filter((page) => !/^\/(en\/)?print\//.test(page));
        return [Math.max(...pages.map((page) => weigh(page, parsePage(built.read(page)).fetched).total))];
      }),
  },
  ...[
    { id: 'cover', address: '/serverless/' },
    { id: 'chapter', address: '/serverless/s3-trigger/' },
    { id: 'search', address: '/?q=duong+ong' },
  ].map(
    ({ id, address }): Benchmark => ({
      id: `lighthouse-${id}`,
      says: `Lighthouse ${LIGHTHOUSE} on ${address}, as on a phone: the lowest of performance, accessibility, best practices and SEO`,
      unit: 'points',
      goal: 100,
      run: (bench) => withSite((built) => lighthouse(bench, built, address)),
    }),
  ),
];

async function withSite<Result>(work: (built: BuiltSite) => Promise<Result>): Promise<Result> {
  const built = await buildSite();
  try {
    return await work(built);
  } finally {
    built.remove();
  }
}

interface Report {
  categories: Record<string, { score: number | null }>;
}

/** Lighthouse is fetched by npx, as it is far larger than what it measures. */
async function lighthouse({ home, times }: Bench, built: BuiltSite, address: string): Promise<number[]> {
  if (!chromiumPath) throw new NotMeasured('no Chromium here; name one: CHROMIUM=/path/to/chrome');
  const server = await serve(built.folder, { compressed: true });
  const measured: number[] = [];
  try {
    mkdirSync(home, { recursive: true });
    for (let i = 0; i < Math.min(times, 3); i++) {
      const report = path.join(home, 'lighthouse.json');
      const flags = ['--quiet', '--output=json', `--output-path=${report}`, '--chrome-flags=--headless --no-sandbox --disable-gpu'];
      const env = { ...process.env, CHROME_PATH: chromiumPath };
      await promisify(execFile)('npx', ['-y', `lighthouse@${LIGHTHOUSE}`, server.url + address, ...flags], { cwd: home, env }).catch(
        (error: Error) => {
          throw new NotMeasured(`npx lighthouse@${LIGHTHOUSE} does not run here: ${error.message.slice(0, 300)}`);
        },
      );
      const { categories }: Report = JSON.parse(readFileSync(report, 'utf8'));
      const scores = ['performance', 'accessibility', 'best-practices', 'seo'].map((name) => categories[name]?.score ?? 0);
      measured.push(Math.round(100 * Math.min(...scores)));
    }
    return measured;
  } finally {
    server.close();
  }
}
