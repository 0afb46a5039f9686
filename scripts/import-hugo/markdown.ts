import type { Nodes, Parent, PhrasingContent, Root, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown, gfmToMarkdown } from 'mdast-util-gfm';
import { type MdxJsxFlowElement, type MdxJsxTextElement, mdxFromMarkdown, mdxToMarkdown } from 'mdast-util-mdx';
import { type Options, toMarkdown } from 'mdast-util-to-markdown';
import { gfm } from 'micromark-extension-gfm';
import { mdxjs } from 'micromark-extension-mdxjs';

/** Markdown as Hugo reads it (CommonMark with GitHub's tables, links, task lists and footnotes). */
export function parseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

const options: Options = {
  bullet: '-',
  rule: '-',
  emphasis: '*',
  fences: true,
  resourceLink: true,
  listItemIndent: 'one',
  // Reason: a paragraph that begins with one of these words would be read as JavaScript.
  unsafe: [
    { atBreak: true, character: 'i', after: 'mport(?![\\w])' },
    { atBreak: true, character: 'e', after: 'xport(?![\\w])' },
  ],
  extensions: [gfmToMarkdown({ tablePipeAlign: false }), mdxToMarkdown({ printWidth: 120 })],
};

/** A tree as the MDX of this site: braces and angle brackets of the text are escaped. */
export function toMdx(children: RootContent[]): string {
  return toMarkdown({ type: 'root', children }, options);
}

/** Whether a page made of this text can be read as MDX, and brings no JavaScript along. */
export function isReadable(mdx: string): boolean {
  try {
    const { children } = fromMarkdown(mdx, {
      extensions: [gfm(), mdxjs()],
      mdastExtensions: [gfmFromMarkdown(), mdxFromMarkdown()],
    });
    return !children.some(({ type }) => type === 'mdxjsEsm');
  } catch {
    return false;
  }
}

/** A component or an element with attributes that are texts; those undefined are left out. */
export function element<Type extends 'mdxJsxFlowElement' | 'mdxJsxTextElement'>(
  type: Type,
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly Nodes[],
): Type extends 'mdxJsxFlowElement' ? MdxJsxFlowElement : MdxJsxTextElement {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ type: 'mdxJsxAttribute', name: key, value: value.replace(/\s+/g, ' ') }],
  );
  return { type, name, attributes: given, children: [...children] } as never;
}

/** Text as it stands, escaped where it is written. */
export function text(value: string): PhrasingContent {
  return { type: 'text', value };
}

export function code(value: string, lang?: string): RootContent {
  return { type: 'code', value, lang: lang ?? null, meta: null };
}

export function isParent(node: Nodes): node is Nodes & Parent {
  return 'children' in node;
}

/** Every node below one, from top to bottom. */
export function* nodesBelow(node: Nodes): Generator<Nodes> {
  if (!isParent(node)) return;
  for (const child of node.children) {
    yield child;
    yield* nodesBelow(child);
  }
}

/** The words a reader sees of a node, or of several. */
export function plainText(nodes: Nodes | readonly Nodes[]): string {
  if (Array.isArray(nodes)) return nodes.map((node: Nodes) => plainText(node)).join('');
  const node = nodes as Nodes;
  if (node.type === 'break') return ' ';
  if (node.type === 'html') return '';
  if (node.type === 'image') return node.alt ?? '';
  if ('value' in node) return String(node.value);
  return isParent(node) ? node.children.map((child) => plainText(child)).join('') : '';
}

const FLOW = new Set([
  'blockquote',
  'code',
  'definition',
  'footnoteDefinition',
  'heading',
  'list',
  'listItem',
  'mdxJsxFlowElement',
  'paragraph',
  'table',
  'tableRow',
  'tableCell',
  'thematicBreak',
]);

export function isFlow(node: Nodes): node is RootContent {
  return FLOW.has(node.type);
}

/** Blocks where only a line of text may stand: their text, one block after the other. */
export function asPhrasing(nodes: readonly Nodes[]): PhrasingContent[] {
  const parts = nodes.map((node): PhrasingContent[] => {
    if (node.type === 'code') return [{ type: 'inlineCode', value: node.value.replace(/\s*\n\s*/g, ' ') }];
    if (node.type === 'thematicBreak') return [];
    if (isFlow(node)) return isParent(node) ? asPhrasing(node.children) : [];
    return node.type === 'root' ? asPhrasing(node.children) : [node as PhrasingContent];
  });
  return parts.flatMap((part, index) => (index > 0 && part.length > 0 && isFlow(nodes[index]!) ? [text(' '), ...part] : part));
}

/** Without white space at the ends, where Markdown would have to spell it. */
export function trimmed(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result = nodes.filter((node) => !(node.type === 'text' && node.value === '')).map((node) => ({ ...node }));
  for (const [pick, pattern] of [
    [() => result[0], /^\s+/],
    [() => result.at(-1), /\s+$/],
  ] as const) {
    let node = pick();
    while (node?.type === 'text') {
      node.value = node.value.replace(pattern, '');
      if (node.value !== '') break;
      result.splice(result.indexOf(node), 1);
      node = pick();
    }
  }
  return result;
}

export function lineOf(node: Nodes): number {
  return node.position?.start.line ?? 0;
}
