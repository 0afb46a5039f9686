import { expect, test } from 'vitest';
import { type Entry, toChapters } from '../chapters/chapter.ts';
import { changesOf, lastEdits } from './changes.ts';
import { feed } from './feed.ts';
import { toEdits } from './history.ts';

const entry = (id: string, weight: number, facts?: string): Entry => ({
  id: id ? `${id}/index` : 'index',
  file: `site/content/vi/${id ? `${id}/` : ''}index.mdx`,
  data: { title: `${id} <&>`, description: 'A page for a test, long enough.', weight, chapter: false, facts },
  body: '',
});
const chapters = toChapters([entry('', 0), entry('1-one', 1, '2026-11-20'), entry('2-two', 2)], 'vi');
const log = [
  '\x002026-11-20T18:00:00+07:00\n\nM\tsite/content/vi/1-one/index.mdx\nD\tsite/content/vi/9-gone/index.mdx\n',
  '\x002026-11-20T09:00:00+07:00\n\nA\tsite/content/vi/1-one/index.mdx\nA\tsite/content/vi/9-gone/index.mdx\n',
  '\x002026-11-19T10:00:00+07:00\n\nM\tsite/content/vi/2-two/index.mdx\n',
  '\x002026-11-18T10:00:00+07:00\n\nA\tsite/content/vi/2-two/index.mdx\n',
].join('');

test('a page is told of once a day, as new on the day it came; pages that are gone are not', () => {
  const changes = changesOf(chapters, toEdits(log));
  expect(changes.map(({ chapter, at, isNew }) => [chapter.key, at, isNew])).toEqual([
    ['one', '2026-11-20T18:00:00+07:00', true],
    ['two', '2026-11-19T10:00:00+07:00', false],
    ['two', '2026-11-18T10:00:00+07:00', true],
  ]);
  expect(lastEdits(toEdits(log)).get('site/content/vi/2-two/index.mdx')).toBe('2026-11-19T10:00:00+07:00');
});

test('without a history, pages go by the day of their facts', () => {
  expect(changesOf(chapters, undefined).map(({ chapter, at }) => [chapter.key, at])).toEqual([['one', '2026-11-20T00:00:00Z']]);
  expect(lastEdits(undefined).size).toBe(0);
});

test('the feed is RSS: dates as RFC 822 has them, texts escaped, each entry with an id of its own', () => {
  const text = feed('vi', changesOf(chapters, toEdits(log)), new URL('https://example.org'));
  expect(text).toContain('<title>Mới: 1 1-one &lt;&amp;&gt;</title><link>https://example.org/one/</link>');
  expect(text).toContain('<pubDate>Fri, 20 Nov 2026 11:00:00 GMT</pubDate>');
  const ids = [...text.matchAll(/<guid[^>]*>([^<]+)/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(3);
});
