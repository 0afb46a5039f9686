import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compile } from '@mdx-js/mdx';
import { afterAll, expect, test } from 'vitest';
import { toBook } from '../../site/chapters/book.ts';
import { rehypeHeadings } from '../../site/chapters/headings.ts';
import { readPages } from '../../site/chapters/read-pages.ts';
import { rehypeFences } from '../../site/code/fences.ts';
import type { Command } from '../command.ts';
import { recordedIo } from '../io/recorded.ts';
import { siteNew } from './site-new.ts';
import { siteStamp } from './site-stamp.ts';

const root = mkdtempSync(path.join(tmpdir(), 'site-new-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
for (const language of ['vi', 'en']) {
  for (const [folder, weight] of [
    ['', 0],
    ['1-serverless/', 1],
    ['1-serverless/4-a/', 4],
  ] as const)
    write(
      `site/content/${language}/${folder}index.mdx`,
      `---\ntitle: A page\ndescription: A page for a test, long enough.\nweight: ${weight}\n${language === 'en' ? 'source: "e3b0c44298"\n' : ''}---\n`,
    );
}
write('labs/greeting/lab.ts', '');

async function run(command: Command, ...argv: string[]) {
  const io = recordedIo();
  const world = { io, environment: {}, root, home: root, interrupted: new AbortController().signal, verbose: false };
  const end = await command.call(argv, world).catch((error: { key: string }) => error.key);
  const result = io.events.find((event) => event.type === 'result');
  return { end, data: result?.data };
}
const pages = () => ({ vi: readPages(root, 'vi'), en: readPages(root, 'en') });
const book = () =>
  toBook(pages(), (message) => {
    throw new Error(message);
  });

test('a chapter with a lab and one without stand last in their part, in both languages, stamped, and the book is whole', async () => {
  expect((await run(siteNew, 'serverless/greeting', '--lab', 'greeting', '--title-vi', 'Lời chào')).data).toEqual({
    files: ['vi', 'en'].map((language) => `site/content/${language}/1-serverless/5-greeting/index.mdx`),
    address: '/serverless/greeting/',
  });
  expect((await run(siteNew, '1/greeting/deeper', '--number', '3')).end).toBe(0);
  const { chapters, outdated } = book();
  expect(chapters.vi.map(({ number, data }) => `${number} ${data.title}`)).toEqual([
    ' A page',
    '1 A page',
    '1.4 A page',
    '1.5 Lời chào',
    '1.5.3 Deeper',
  ]);
  expect([...outdated]).toEqual([]);
  for (const { file, body } of Object.values(pages()).flat())
    await compile({ value: body, path: file }, { rehypePlugins: [rehypeHeadings, rehypeFences] });
});

test('a name that is taken, a part or a lab that is not there, and a number that is none are said; a dry run writes nothing', async () => {
  expect((await run(siteNew, 'serverless/a')).end).toBe('new.exists');
  expect((await run(siteNew, 'serverless/b', '--number', '4')).end).toBe('new.exists');
  expect((await run(siteNew, 'servers/b')).end).toBe('new.no-part');
  expect((await run(siteNew, 'b')).end).toBe('new.page');
  expect((await run(siteNew, 'serverless/b', '--lab', 'greetings')).end).toBe('lab.unknown');
  expect((await run(siteNew, 'serverless/b', '--number', 'x')).end).toBe('new.number');
  expect((await run(siteNew, 'serverless/b', '--dry-run')).end).toBe(0);
  expect(pages().vi.filter(({ id }) => id.includes('-b/'))).toEqual([]);
});

test('a changed Vietnamese page is listed until its English one is stamped, which needs the same structure', async () => {
  const file = (language: string) => `site/content/${language}/1-serverless/4-a/index.mdx`;
  write(file('vi'), `${read(file('vi'))}\nThêm một câu.\n\n## Và một mục [#more]\n`);
  expect(await run(siteStamp)).toEqual({ end: 1, data: ['serverless/a'] });
  expect((await run(siteStamp, 'serverless/a')).end).toBe('stamp.differs');
  write(file('en'), `${read(file('en'))}\nOne sentence more.\n\n## And a section [#more]\n`);
  expect((await run(siteStamp, file('en'))).end).toBe(0);
  expect(read(file('en'))).toMatch(/^---\ntitle: A page\n.*\nweight: 4\nsource: "[0-9a-f]{10}"\n---\n\nOne sentence more/s);
  expect(await run(siteStamp)).toEqual({ end: 0, data: [] });
  expect((await run(siteStamp, 'serverless/z')).end).toBe('stamp.unknown');
});

test('a page whose own name begins with a number is stamped by it, as by its file', async () => {
  expect((await run(siteNew, 'serverless/2025-06-04')).end).toBe(0);
  expect((await run(siteStamp, 'serverless/2025-06-04')).data).toEqual(['serverless/2025-06-04']);
  expect((await run(siteStamp, '1-serverless/6-2025-06-04')).data).toEqual(['serverless/2025-06-04']);
});
