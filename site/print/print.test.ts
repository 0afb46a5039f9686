import { describe, expect, test } from 'vitest';
import { type Entry, toChapters } from '../chapters/chapter.ts';
import { linkInPrint, printPath, printRoutes, printsOf, sectionId } from './printed.ts';
import { asSection } from './section.ts';

const entry = (id: string, weight: number): Entry => ({
  id: id ? `${id}/index` : 'index',
  file: `${id}.mdx`,
  data: { title: id, description: 'A page for a test, long enough.', weight, chapter: false },
  body: '',
});
const chapters = toChapters([entry('', 0), entry('2-events', 2), entry('2-events/4-leda', 4), entry('3-later', 3)], 'en');
const [home, events, leda, later] = chapters;

test('what has pages below it is printed as one', () => {
  expect(printRoutes(chapters).map(({ params }) => params.path)).toEqual([undefined, 'events']);
  expect(printsOf(leda!).map(printPath)).toEqual(['/en/print/events/', '/en/print/']);
  expect(printsOf(later!)).toEqual([home]);
});

test('links stay in the document where they can, and are whole addresses where they cannot', () => {
  const to = linkInPrint(events!, new URL('https://example.org'));
  expect(sectionId(leda!)).toBe('events-leda');
  expect([to('/en/events/leda/#score'), to('/en/events/leda'), to('/en/later/#x'), to('/en/coverage/')]).toEqual([
    '#events-leda--score',
    '#events-leda',
    'https://example.org/en/later/#x',
    'https://example.org/en/coverage/',
  ]);
});

describe('a page as a section', () => {
  const section = (html: string) => asSection(html, { prefix: 'p--', path: '/p/', linkTo: (href) => `to:${href}` });

  test('has ids of its own, wherever they are named', () => {
    expect(section('<svg aria-labelledby="a b"><title id="a">x</title><g clip-path="url(#c)"/><use href="#s"/></svg>')).toBe(
      '<svg aria-labelledby="p--a p--b"><title id="p--a">x</title><g clip-path="url(#p--c)"/><use href="#p--s"/></svg>',
    );
    expect(section('<label for="t"><input type="radio" name="tabs" id="t" checked></label>')).toBe(
      '<label for="p--t"><input type="radio" name="p--tabs" id="p--t" checked></label>',
    );
  });

  test('leads to places of the page through its address, and leaves other sites alone', () => {
    expect(section('<a href="#why">a</a><a class="x" href="/q/">b</a><a href="https://aws.amazon.com/#a">c</a>')).toBe(
      '<a href="to:/p/#why">a</a><a class="x" href="to:/q/">b</a><a href="https://aws.amazon.com/#a">c</a>',
    );
  });

  test('has nothing folded and nothing that waits to be scrolled to', () => {
    expect(
      section('<details class="e"><summary>s</summary></details><details open name="n"></details><img loading="lazy" src="/a.png">'),
    ).toBe('<details open class="e"><summary>s</summary></details><details open></details><img src="/a.png">');
  });

  test('brings no scripts', () => {
    expect(section('<p>a</p><script type="module" src="/_astro/x.js"></script><p>b</p>')).toBe('<p>a</p><p>b</p>');
  });

  test('shows code that looks like markup as it was', () => {
    expect(section('<code>&lt;a href=&quot;#x&quot;&gt; if (a < b && id="x")</code>')).toBe(
      '<code>&lt;a href=&quot;#x&quot;&gt; if (a < b && id="x")</code>',
    );
  });
});
