import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { recordedIo } from '../io/recorded.ts';
import { siteImportHugo } from './site-import-hugo.ts';

const root = mkdtempSync(path.join(tmpdir(), 'import-hugo-'));
afterAll(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
write('hugo/content/_index.md', '---\ntitle: Shop\ndate: "`r Sys.Date()`"\n---\n[File](/a.zip)\n');
write('hugo/content/_index.vi.md', '---\ntitle: Cửa hàng\n---\n[Tệp](/a.zip)\n');
write('hugo/static/a.zip', 'zip');
write('hugo/public/index.md', 'made by Hugo');

async function run(...argv: string[]) {
  const io = recordedIo();
  const world = { io, environment: { INIT_CWD: root }, root, home: root, interrupted: new AbortController().signal, verbose: false };
  const failure = await siteImportHugo.call(argv, world).then(
    () => undefined,
    (error: { key: string }) => error.key,
  );
  const result = io.events.find((event) => event.type === 'result');
  return {
    failure,
    said: io.events.flatMap((event) => (event.type === 'say' ? event.key : [])),
    data: result?.data as { files: string[]; notes: { key: string; file: string; line: number }[] },
  };
}

test('a dry run tells everything and writes nothing; a run writes; a second one does not overwrite unless it is told to', async () => {
  const dry = await run('hugo', '--out', 'site/content', '--dry-run');
  expect(dry.said).toContain('import.would-write');
  expect(dry.data.notes).toContainEqual(expect.objectContaining({ key: 'import.field', file: 'content/_index.md', line: 3 }));
  expect(existsSync(path.join(root, 'site'))).toBe(false);

  expect((await run('hugo')).data.files).toEqual(['vi/index.mdx', 'en/index.mdx']);
  expect(readFileSync(path.join(root, 'site/content/vi/index.mdx'), 'utf8')).toContain('[Tệp](/files/a.zip)');
  expect(readFileSync(path.join(root, 'site/public/files/a.zip'), 'utf8')).toBe('zip');

  // The site has a home page now: the workshop becomes a part of it, the same one each time.
  expect((await run('hugo')).data.files).toEqual(['vi/1-hugo/index.mdx', 'en/1-hugo/index.mdx']);
  write('site/content/vi/1-hugo/index.mdx', 'mine');
  expect((await run('hugo')).failure).toBe('import.exists');
  expect(readFileSync(path.join(root, 'site/content/vi/1-hugo/index.mdx'), 'utf8')).toBe('mine');
  expect((await run('hugo', '--force')).failure).toBeUndefined();
  expect(readFileSync(path.join(root, 'site/content/vi/1-hugo/index.mdx'), 'utf8')).toContain('title: Cửa hàng');
  expect((await run('hugo', '--part', '7-shop')).data.files).toContain('en/7-shop/index.mdx');
});

test('a folder that is not there, one without pages, and a part without a number are said', async () => {
  expect((await run('nothing')).failure).toBe('import.no-folder');
  expect((await run('hugo/static')).failure).toBe('import.no-pages');
  expect((await run('hugo', '--part', 'Shop')).failure).toBe('import.part');
});
