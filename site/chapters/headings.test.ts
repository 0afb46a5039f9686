import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rehypeHeadings } from './headings.ts';
import { inLanguage, rehypeLinks } from './links.ts';
import type { ElementNode, TreeNode } from './tree.ts';

const text = (value: string) => ({ type: 'text', value });
const element = (tagName: string, children: TreeNode[], properties = {}): ElementNode => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const file = { path: 'site/content/en/2-a/index.mdx' };

describe('rehypeHeadings', () => {
  test('takes the id out of the text, also inside components', () => {
    const heading = element('h2', [text('Kiến trúc [#architecture]')]);
    rehypeHeadings()({ type: 'root', children: [{ type: 'mdxJsxFlowElement', children: [heading] }] }, file);
    expect(heading).toMatchObject({ properties: { id: 'architecture' }, children: [{ value: 'Kiến trúc' }] });
  });

  test('names the page and the heading that has no id, and the ids that are taken', () => {
    const [bare, twice] = [element('h2', [text('Bare')]), [element('h2', [text('A [#a]')]), element('h3', [text('B [#a]')])]];
    expect(() => rehypeHeadings()(bare, file)).toThrow(
      'site/content/en/2-a/index.mdx: the heading "Bare" ends in no id such as [#architecture]',
    );
    expect(() => rehypeHeadings()({ type: 'root', children: twice }, file)).toThrow('two headings have the id "a". Ids so far: a');
  });
});

describe('rehypeLinks', () => {
  test('leads to the page in the language of the page that links; other links stay', () => {
    const links = ['/coverage/#iam', '#here', 'https://docs.aws.amazon.com/'].map((href) => element('a', [], { href }));
    rehypeLinks()({ type: 'root', children: links }, file);
    expect(links.map(({ properties }) => properties.href)).toEqual(['/en/coverage/#iam', '#here', 'https://docs.aws.amazon.com/']);
    expect(inLanguage('vi', '/coverage/')).toBe('/coverage/');
  });

  test('leads to a file of the site whatever the language', () => {
    const folder = mkdtempSync(join(tmpdir(), 'public-'));
    writeFileSync(join(folder, 'a b.zip'), '');
    const links = ['/a%20b.zip', '/llms.txt'].map((href) => element('a', [], { href }));
    rehypeLinks(folder)({ type: 'root', children: links }, file);
    expect(links.map(({ properties }) => properties.href)).toEqual(['/a%20b.zip', '/en/llms.txt']);
    rmSync(folder, { recursive: true });
  });
});
