import type { Heading, Nodes, RootContent } from 'mdast';
import { isParent, lineOf, nodesBelow, plainText, text } from './markdown.ts';
import type { Tell } from './report.ts';
import { hugoAnchor, slugOf, uniquely } from './slug.ts';

/** A heading of a page, and where Hugo let it be linked to. */
export interface PageHeading {
  node: Heading;
  id: string;
  anchor: string;
}

/**
 * Brings the headings of a page into this site's order: none repeats the page's title, the first is of the second level
 * and none skips one. Each gets an id; a heading without words becomes what it holds.
 */
export function orderHeadings(blocks: RootContent[], title: string, tell: Tell): { blocks: RootContent[]; headings: PageHeading[] } {
  const root: Nodes = { type: 'root', children: blocks };
  dropTitle(root.children, title, tell);
  withoutEmpty(root, tell);
  const above: number[] = [];
  const unique = uniquely(new Set());
  const anchors = uniquelyAsHugo();
  const headings = [...nodesBelow(root)]
    .filter((node): node is Heading => node.type === 'heading')
    .map((node): PageHeading => {
      onOneLine(node);
      const { own, words } = takeId(node);
      while (above.length > 0 && above.at(-1)! >= node.depth) above.pop();
      const depth = Math.min(6, 2 + above.length) as Heading['depth'];
      above.push(node.depth);
      if (depth !== node.depth) tell('import.heading', lineOf(node), { what: words, from: node.depth, to: depth });
      node.depth = depth;
      return { node, id: unique(slugOf(own ?? words) || 'section'), anchor: own ?? anchors(hugoAnchor(words)) };
    });
  return { blocks: root.children, headings };
}

/** Ends every heading in its id, as the site's pages have it. */
export function writeIds(headings: readonly PageHeading[]): void {
  for (const { node, id } of headings) node.children.push({ type: 'html', value: ` [#${id}]` });
}

/** A first heading that says what the page's title says already. */
function dropTitle(blocks: RootContent[], title: string, tell: Tell): void {
  const [first] = blocks;
  if (first?.type !== 'heading' || !isSame(plainText(first), title)) return;
  tell('import.title-twice', lineOf(first), { what: plainText(first) });
  blocks.shift();
}

const isSame = (a: string, b: string) => slugOf(a, 200) === slugOf(b, 200) && slugOf(a) !== '';

/** A heading without words is what it holds, or nothing. */
function withoutEmpty(node: Nodes, tell: Tell): void {
  if (!isParent(node)) return;
  const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    withoutEmpty(child, tell);
    if (child.type !== 'heading') return [child];
    const pictures = child.children.filter(({ type }) => type !== 'text');
    const words = child.children
      .filter(({ type }) => type !== 'image')
      .map((part) => plainText(part))
      .join('');
    if (/[\p{L}\p{N}]/u.test(words)) return [child];
    tell('import.empty', lineOf(child), { what: `${'#'.repeat(child.depth)} ${words}`.trim() });
    return pictures.length > 0 || words.trim() !== '' ? [{ type: 'paragraph', children: child.children, position: child.position }] : [];
  });
  Object.assign(node, { children });
}

/** A heading here is one line. */
function onOneLine(node: Nodes): void {
  if (node.type === 'text' || node.type === 'inlineCode') node.value = node.value.replace(/\s*\n\s*/g, ' ');
  if (!isParent(node)) return;
  Object.assign(node, { children: (node.children as Nodes[]).map((child) => (child.type === 'break' ? text(' ') : child)) });
  for (const child of node.children) onOneLine(child);
}

/** `## Title {#own-id}`: the id that the author chose. */
function takeId(node: Heading): { own: string | undefined; words: string } {
  const last = node.children.at(-1);
  const found = last?.type === 'text' ? /^(.*?)\s*\{#([\w-]+)[^}]*\}\s*$/s.exec(last.value) : null;
  if (last?.type === 'text' && found) last.value = found[1]!;
  return { own: found?.[2], words: plainText(node).trim() };
}

/** Hugo numbers what is named twice from 1. */
function uniquelyAsHugo(): (anchor: string) => string {
  const seen = new Map<string, number>();
  return (anchor) => {
    const times = seen.get(anchor) ?? 0;
    seen.set(anchor, times + 1);
    return times === 0 ? anchor : `${anchor}-${times}`;
  };
}
