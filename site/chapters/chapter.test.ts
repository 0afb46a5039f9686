import { describe, expect, test } from 'vitest';
import { type Entry, keyOf, toChapters } from './chapter.ts';

const entry = (id: string, weight: number, title = id): Entry => ({
  id,
  file: `site/content/vi/${id}.mdx`,
  data: { title, description: 'A page for a test, long enough.', weight, chapter: false },
  body: '',
});
const book = [
  entry('2-events/4-leda/1-connect/index', 1),
  entry('index', 0),
  entry('10-last/index', 10),
  entry('2-events/index', 2),
  entry('2-events/4-leda/index', 4),
];

describe('toChapters', () => {
  test('puts pages in reading order, each after the page above it, by weight and not by name', () => {
    expect(toChapters(book, 'vi').map(({ key }) => key)).toEqual(['', 'events', 'events/leda', 'events/leda/connect', 'last']);
  });

  test('numbers pages by the weights on the way to them', () => {
    expect(toChapters(book, 'vi').map(({ number }) => number)).toEqual(['', '2', '2.4', '2.4.1', '10']);
  });

  test('links each page to its neighbours, its parents and its children', () => {
    const [home, events, leda, connect, last] = toChapters(book, 'vi');
    expect(connect).toMatchObject({ previous: leda, next: last });
    expect(connect!.parents).toEqual([home, events, leda]);
    expect(home!.children).toEqual([events, last]);
    expect(home!.previous).toBeUndefined();
    expect(last!.next).toBeUndefined();
  });

  test('leaves the numbers out of addresses, and puts English under /en/', () => {
    expect(toChapters(book, 'vi')[3]!.path).toBe('/events/leda/connect/');
    expect(
      toChapters(book, 'en')
        .map(({ path }) => path)
        .slice(0, 2),
    ).toEqual(['/en/', '/en/events/']);
    expect(keyOf('2-events/4-leda')).toBe('events/leda');
  });

  test('says which page above is missing and which pages there are', () => {
    const orphan = [entry('index', 0), entry('2-events/4-leda/index', 4)];
    expect(() => toChapters(orphan, 'vi')).toThrow(
      'site/content/vi/2-events/4-leda/index.mdx: the page above it, 2-events/index.mdx, is missing. There are: site/content/vi/index.mdx, site/content/vi/2-events/4-leda/index.mdx',
    );
    expect(() => toChapters([], 'vi')).toThrow('content/vi/index.mdx is missing: it is the home page. There are: no pages at all');
  });

  test('says whose weight is already taken', () => {
    expect(() => toChapters([entry('index', 0), entry('2-a/index', 2), entry('2-b/index', 2)], 'vi')).toThrow(
      'site/content/vi/2-b/index.mdx: weight 2 is taken by site/content/vi/2-a/index.mdx',
    );
  });

  test("wants a folder's number to be the page's weight, and every page in a folder of its own", () => {
    expect(() => toChapters([entry('index', 0), entry('3-a/index', 2)], 'vi')).toThrow('starts with "2-", not "3-a"');
    expect(() => toChapters([entry('index', 0), entry('2-a/page', 1)], 'vi')).toThrow('is the index.mdx of its own folder');
  });
});
