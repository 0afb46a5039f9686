import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UserError } from '../user-error.ts';
import { readDomain } from './hosting.ts';
import { siteFiles } from './site-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'site-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a page lies under its address; what is named after its contents lasts, all else is asked for', async () => {
  const lasting = ['_astro/page.a1b2.css', 'pagefind/fragment/vi_1e2fc785dd.pf_fragment', 'pagefind/pagefind.en_1e2fc785dd.pf_meta'];
  const asked = ['index.html', '404.html', 'en/search/index.html', 'pagefind/pagefind.js', 'theme.js'];
  for (const name of [...lasting, ...asked]) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), 'x');
  }
  const files = await siteFiles(folder);
  expect(files.filter(({ cacheControl }) => cacheControl.endsWith('immutable')).map(({ key }) => key)).toEqual(lasting);
  expect(files.filter(({ cacheControl }) => cacheControl.endsWith('must-revalidate')).map(({ key }) => key)).toEqual(
    ['404.html', 'en/search/', 'index.html', 'pagefind/pagefind.js', 'theme.js'].sort(),
  );
  const types = Object.fromEntries(files.map(({ key, contentType }) => [key, contentType]));
  expect(types).toMatchObject({
    'en/search/': 'text/html; charset=utf-8',
    'theme.js': 'text/javascript; charset=utf-8',
    'pagefind/fragment/vi_1e2fc785dd.pf_fragment': 'application/octet-stream',
  });
});

test('a domain comes with its certificate of us-east-1, or not at all', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/a-1';
  expect(readDomain(undefined, undefined)).toBeUndefined();
  expect(readDomain('hoc.example.com', certificateArn)).toEqual({ name: 'hoc.example.com', certificateArn });
  const refusals: [string | undefined, string | undefined][] = [
    ['hoc.example.com', undefined],
    [undefined, certificateArn],
    ['https://hoc.example.com', certificateArn],
    ['hoc.example.com', certificateArn.replace('us-east-1', 'ap-southeast-1')],
  ];
  const keys = refusals.map((refusal) => {
    try {
      return readDomain(...refusal);
    } catch (error) {
      return error instanceof UserError ? error.key : error;
    }
  });
  expect(keys).toEqual([
    'site.domain-needs-certificate',
    'site.domain-needs-certificate',
    'site.domain-invalid',
    'site.certificate-invalid',
  ]);
});
