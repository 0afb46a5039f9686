import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry } from './chapter.ts';
import { fingerprint, isOutdated, parityProblems, structure } from './parity.ts';
import { readPages } from './read-pages.ts';

const body = `Lời mở đầu.

## Kiến trúc [#architecture]

<LabCode lab="leda" file="stack.ts" region="tables" />

\`\`\`sh run
npm run lab:deploy -- leda
\`\`\`

<Notice kind="tip" title="Mẹo">Một mẹo.</Notice>
`;

const page = (language: 'vi' | 'en', text: string, data: Partial<Entry['data']> = {}): Entry => ({
  id: '2-a/index',
  file: `site/content/${language}/2-a/index.mdx`,
  data: { title: 'A', description: 'A page for a test, long enough.', weight: 2, chapter: false, ...data },
  body: text,
});
const vi = page('vi', body);
const en = (text: string, data: Partial<Entry['data']> = {}) => page('en', text, { source: fingerprint(body), ...data });

describe('parityProblems', () => {
  test('finds nothing when only words differ', () => {
    const translated = body
      .replace('Lời mở đầu', 'Introduction')
      .replace('Kiến trúc', 'Architecture')
      .replace('title="Mẹo"', 'title="Tip"');
    expect(parityProblems([vi], [en(translated)])).toEqual([]);
  });

  test('names a missing twin and where it is expected, in both directions', () => {
    expect(parityProblems([vi], [])).toEqual([
      'site/content/vi/2-a/index.mdx: its twin is missing, expected at site/content/en/2-a/index.mdx',
    ]);
    expect(parityProblems([], [en(body)])).toEqual([
      'site/content/en/2-a/index.mdx: its twin is missing, expected at site/content/vi/2-a/index.mdx',
    ]);
  });

  test.each([
    [
      'a heading of another level',
      body.replace('## ', '### '),
      'heading ### [#architecture], where site/content/vi/2-a/index.mdx, line 3 of the text, has heading ## [#architecture]',
    ],
    ['a heading of another id', body.replace('#architecture', '#other'), 'heading ## [#other]'],
    ['another command', body.replace('lab:deploy', 'lab:check'), 'has fence sh run: npm run lab:check -- leda, where'],
    ['another kind of fence', body.replace('sh run', 'sh'), 'has fence sh, where'],
    ['another region', body.replace('"tables"', '"stream"'), 'has <LabCode file="stack.ts" lab="leda" region="stream">, where'],
    ['a component less', body.replace(/<Notice.*/, 'Một mẹo.'), 'site/content/en/2-a/index.mdx has no more, where'],
  ])('refuses %s', (_, text, said) => {
    const [problem, ...others] = parityProblems([vi], [en(text)]);
    expect(problem).toContain(said);
    expect(others).toEqual([]);
  });

  test('refuses front matter that differs where it must not, and a translation without its source', () => {
    expect(parityProblems([vi], [en(body, { level: 300, source: undefined })])).toEqual([
      'site/content/en/2-a/index.mdx: level is 300, but undefined in site/content/vi/2-a/index.mdx',
      `site/content/en/2-a/index.mdx: the front matter lacks source: ${fingerprint(body)} (the fingerprint of site/content/vi/2-a/index.mdx)`,
    ]);
  });
});

describe('isOutdated', () => {
  test('is true once the Vietnamese words have changed, and not for a change of white space or composition', () => {
    expect(isOutdated(vi, en(body))).toBe(false);
    expect(isOutdated(page('vi', body.replaceAll('\n\n', '\n\n\n').normalize('NFD')), en(body))).toBe(false);
    expect(isOutdated(page('vi', body.replace('mẹo', 'lời khuyên')), en(body))).toBe(true);
  });
});

describe('structure', () => {
  test('does not look for headings and components inside fences', () => {
    expect(structure('```ts\n## no heading\n<Notice>\n```\n').map(({ what }) => what)).toEqual(['fence ts']);
  });

  test('counts properties without a value, and not the words people read', () => {
    const [wrong, right] = structure('<Choice label="a right answer">\n<Choice label="b" right>');
    expect([wrong?.what, right?.what]).toEqual(['<Choice>', '<Choice right>']);
  });

  test('says when a fence is never closed', () => {
    expect(structure('```sh run\nnpm ci\n').map(({ what }) => what)).toEqual(['fence sh run, never closed']);
  });
});

test('pages that say why they are no translations of each other may differ in structure, in nothing else', () => {
  const unpaired = 'Imported from a workshop whose languages differ.';
  const source = { ...vi, data: { ...vi.data, unpaired } };
  expect(parityProblems([source], [en('Something else.', { unpaired })])).toEqual([]);
  expect(parityProblems([source], [en('Something else.', { unpaired, minutes: 5 })])).toHaveLength(1);
  expect(parityProblems([source], [en(body)])[0]).toContain('unpaired stands in one language only');
});

test('every page of the workshop itself is paired', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  expect(readPages(root, 'vi').flatMap(({ file, data }) => (data.unpaired ? [file] : []))).toEqual([]);
});
