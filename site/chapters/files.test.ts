import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { rehypeFiles } from './files.ts';
import type { ElementNode, TreeNode } from './tree.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'public'));
writeFileSync(join(folder, 'map.png'), '');
writeFileSync(join(folder, 'public/slides.pdf'), '');

const element = (tagName: string, properties: Record<string, unknown>, ...children: TreeNode[]): ElementNode => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const page = { path: join(folder, 'index.mdx') };
const read = (...children: TreeNode[]) => {
  const tree = { type: 'root', children };
  rehypeFiles(join(folder, 'public'))(tree, page);
  return tree.children[0] as ElementNode;
};

test('what a page refers to must be there', () => {
  const link = (href: string) => element('a', { href });
  expect(() =>
    read(link('/slides.pdf'), link('/serverless/'), link('#place'), link('https://example.org/a.pdf'), link('/downloads/x.zip')),
  ).not.toThrow();
  expect(() => read(element('img', { src: './lost.png', alt: 'a map' }), link('/lost.pdf'))).toThrow(
    `${page.path}: there is no picture ./lost.png; there is no file /lost.pdf`,
  );
});

test('a picture says what it shows', () => {
  expect(() => read(element('img', { src: './map.png', alt: '' }))).toThrow('the picture ./map.png says nothing');
});

test('a picture that stands alone can be enlarged; one in a line of text stays there', () => {
  const picture = () => element('img', { src: './map.png', alt: 'a map', title: 'Where it lies' });
  const figure = read(element('p', {}, picture()));
  expect([figure.tagName, figure.properties['data-zoom'], figure.children.map((child) => (child as ElementNode).tagName)]).toEqual([
    'figure',
    '',
    ['img', 'figcaption'],
  ]);
  expect(read(element('p', {}, { type: 'text', value: 'see ' } as TreeNode, picture())).tagName).toBe('p');
});
