import path from 'node:path';
import { expect, test } from 'vitest';
import { pageSteps } from '../../site/commands/page-steps.ts';
import { limit } from './limit.ts';
import { readPage } from './read-page.ts';
import { toldTwice } from './told-twice.ts';

const root = path.resolve(import.meta.dirname, '../..');
const scripts = {
  'lab:list': 'node scripts/main.ts lab:list',
  'lab:deploy': 'node scripts/main.ts lab:deploy',
  'lab:status': 'node scripts/main.ts lab:status',
};
const read = (vi: string, en = vi) => readPage(root, { vi: pageSteps('vi.mdx', vi, scripts), en: pageSteps('en.mdx', en, scripts) });
const page = (notes: string, command: string, ...expected: string[]) =>
  `\`\`\`sh run ${notes}\n${command}\n\`\`\`\n\n\`\`\`text expect\n${expected.join('\n')}\n\`\`\``;
/** What a page is told in words. */
const problem = (...languages: Parameters<typeof read>) => read(...languages).then(String, ({ message }: Error) => message);

test('a command is typed once and compared with what each language of the page says', async () => {
  const [vi, en] = [page('', 'npm run lab:list', 'Các lab:', '…leda: …'), page('', 'npm run lab:list', 'Labs:', '…leda: …')];
  await read(vi, en);
  expect(await problem(vi, vi)).toMatch(
    /^en\.mdx:6: the page says that "npm run lab:list" prints\n {2}Các lab:\nIt printed:\nLabs:\n.*leda: /s,
  );
  expect(await problem(en, en)).toMatch(/^vi\.mdx:6: .*\n {2}Labs:\n/);
});

test('what chooses its words itself is typed in each language', async () => {
  await read(page('', 'npm run lab:list -- --help', 'Liệt kê các lab …'), page('', 'npm run lab:list -- --help', 'List the labs …'));
  await read(page('', 'npm run lab:list -- --lang en', 'Labs:'));
});

test('what must fail and does not is a failure, and so is the opposite; both are told with what was printed', async () => {
  await read(page('fails', 'npm run lab:deploy -- nothing', '…nothing…'), page('fails', 'npm run lab:deploy -- nothing', '…nothing…'));
  expect(await problem(page('', 'npm run lab:deploy -- nothing', '…'))).toMatch(
    /^vi\.mdx:2: "npm run lab:deploy -- nothing" ended with exit code 2\. It printed:\n✗ /,
  );
  expect(await problem(page('fails', 'echo well', 'well'))).toBe(
    'vi.mdx:2: "echo well" must fail, says the page, and it did not. It printed:\nwell\n',
  );
});

test('programs know the cloud and the home of the page; what they print is shown as the page has it', async () => {
  const health =
    'node -p "fetch(\'http://127.0.0.1:4566/_workshop/health\').then(({ status }) => console.log(status, process.env.WORKSHOP_HOME))"';
  await read(page('', health, '200 .workshop'));
  await read(page('', 'ls .workshop/cloud.json', '.workshop/cloud.json'));
});

test('variables before a command of the workshop are its own, and it is heard in both languages still', async () => {
  const list = 'WORKSHOP_EVENT=day npm run lab:status -- --target http://127.0.0.1:4566';
  const keyed = `AWS_ACCESS_KEY_ID=111122223333 ${list}`;
  await read(page('', keyed, 'Tài khoản 111122223333 …'), page('', keyed, 'Account 111122223333 …'));
});

test('what stays is ended once it has said what the page expects', async () => {
  await read(page('stays', 'node -e "console.log(process.env.LANG); setInterval(() => {}, 9e5)"', '…UTF-8'));
});

test('a command told in both languages asks for none', () => {
  const told = toldTwice('vi', undefined, false);
  told.io.tell({ type: 'say', key: 'lab.list-title' });
  expect([told.output('vi'), told.output('en'), told.isForOne]).toEqual(['Các lab:\n', 'Labs:\n', false]);
  expect([told.io.language, told.isForOne]).toEqual(['vi', true]);
});

test('no more than so many at once, in order', async () => {
  const inTurn = limit(2);
  const open: (() => void)[] = [];
  const started: number[] = [];
  const all = [1, 2, 3, 4].map((n) =>
    inTurn(() => {
      started.push(n);
      return new Promise<void>((resolve) => void open.push(resolve));
    }),
  );
  await Promise.resolve();
  expect(started).toEqual([1, 2]);
  open[0]!();
  await all[0];
  await Promise.resolve();
  expect(started).toEqual([1, 2, 3]);
  for (const resolve of open) resolve();
  await all[2];
  open[3]!();
  await Promise.all(all);
});
