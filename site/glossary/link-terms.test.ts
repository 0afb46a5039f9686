import { expect, test } from 'vitest';
import type { TreeNode } from '../chapters/tree.ts';
import type { Term } from './glossary.ts';
import { rehypeTerms } from './link-terms.ts';

const word = (term: string, also?: string[]) => ({ term, means: '.', also });
const terms: Record<string, Term> = {
  queue: { vi: word('hàng đợi'), en: word('queue') },
  dlq: { vi: word('hàng đợi thư chết'), en: word('dead-letter queue') },
  quota: { vi: word('hạn mức'), en: word('quota') },
  stack: { auto: false, vi: word('stack'), en: word('stack') },
};
const element = (tagName: string, ...children: (TreeNode | string)[]): TreeNode =>
  ({
    type: 'element',
    tagName,
    properties: {},
    children: children.map((child) => (typeof child === 'string' ? { type: 'text', value: child } : child)),
  }) as TreeNode;

/** The tree as text, terms as [id: text]. */
function said(node: TreeNode & { value?: string; name?: string; attributes?: { value: string }[] }): string {
  const inside = (node.children ?? []).map(said).join('');
  return node.value ?? (node.name === 'Term' ? `[${node.attributes?.[0]?.value}: ${inside}]` : inside);
}
function run(language: string, ...children: TreeNode[]): string[] {
  const tree = { type: 'root', children };
  rehypeTerms(terms)(tree, { path: `site/content/${language}/1-a/index.mdx` });
  return tree.children.map(said);
}

test('the first occurrence is linked, the longest name wins, and words inside of words are left alone', () => {
  expect(run('vi', element('p', 'Một Hàng đợi thư chết, một hàng đợi, hai hàng đợi. '))).toEqual([
    'Một [dlq: Hàng đợi thư chết], một [queue: hàng đợi], hai hàng đợi. ',
  ]);
  expect(run('en', element('p', 'Enqueue; queues; a queue-like stack.'))).toEqual(['Enqueue; [queue: queues]; a queue-like stack.']);
});

test('headings, links and code stay as they are', () => {
  expect(
    run('en', element('h2', 'The queue'), element('p', element('a', 'queue'), element('code', 'queue')), element('p', 'A queue')),
  ).toEqual(['The queue', 'queuequeue', 'A [queue: queue]']);
});

test('a term the author linked is the author’s, wherever on the page', () => {
  const term = { type: 'mdxJsxTextElement', name: 'Term', attributes: [{ name: 'id', value: 'queue' }], children: [] } as TreeNode;
  expect(run('en', element('p', 'A queue'), element('p', term))).toEqual(['A queue', '[queue: ]']);
});

test('a block has two links at most; the next one takes what is left', () => {
  expect(run('en', element('p', 'A dead-letter queue, a queue, a quota'), element('p', 'The quota'))).toEqual([
    'A [dlq: dead-letter queue], a [queue: queue], a quota',
    'The [quota: quota]',
  ]);
});
