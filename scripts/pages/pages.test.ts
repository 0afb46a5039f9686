import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readPages } from '../../site/chapters/read-pages.ts';
import { limit } from './limit.ts';
import { type PagePlan, planOf, whyNotRun } from './page-plan.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** A page without a plan fails, in its own test. */
const planned = (file: string): PagePlan | undefined => {
  try {
    return planOf(root, file);
  } catch {
    // The test of the page says why, with its file and line.
    return undefined;
  }
};
/** Pages beside the book that tell their readers to type something. */
const BESIDE = ['site/authors/content/vi/index.mdx'];
const pages = [
  ...readPages(root, 'vi').map(({ file, data }) => ({ file, data: { lab: data.lab, unrun: data.unrun } })),
  ...BESIDE.map((file) => ({ file, data: { lab: undefined, unrun: undefined } })),
].map((page) => ({ ...page, plan: planned(page.file) }));
const commands = (plan: PagePlan | undefined) => (plan?.vi ?? []).flatMap((step) => step.commands.map((command) => ({ step, command })));
const isRun = (plan: PagePlan | undefined) =>
  plan === undefined || commands(plan).some(({ step, command }) => whyNotRun(root, step, command) === undefined);
const run = pages.filter(({ data, plan }) => data.unrun === undefined && isRun(plan));

/** Pages mostly wait for what they started; of more at once, each would only take longer. */
const inTurn = limit(3);

describe.concurrent('the commands of the pages do what the pages say, in both languages', () => {
  test.for(run)('$file', { timeout: 600_000 }, ({ file }) =>
    inTurn(async () => {
      const child = promisify(execFile)(process.execPath, ['scripts/pages/main.ts', file], { cwd: root, maxBuffer: 2 ** 24 });
      await child.catch(({ stderr }: { stderr: string }) => expect.unreachable(stderr));
    }),
  );
});

test('a page about a lab runs commands, or says why not', () => {
  const silent = pages.filter((page) => page.data.lab !== undefined && page.data.unrun === undefined && !run.includes(page));
  expect(
    silent.map(({ file }) => file),
    'Say why in the front matter: unrun: "..."',
  ).toEqual([]);
});

const counts = new Map<string, number>();
for (const { step, command } of run.flatMap(({ plan }) => commands(plan))) {
  const why = whyNotRun(root, step, command) ?? 'are run';
  counts.set(why, (counts.get(why) ?? 0) + 1);
}
test(`of the commands in ${run.length} pages ${[...counts].map(([why, count]) => `${count} ${why}`).join(', ')}`, () => {
  expect(counts.get('are run')).toBeGreaterThan(0);
});

test('a page that says why it is not run has commands, or a lab, that could be', () => {
  const idle = pages.filter(({ data, plan }) => data.unrun !== undefined && data.lab === undefined && !isRun(plan));
  expect(idle.map(({ file }) => file)).toEqual([]);
});
