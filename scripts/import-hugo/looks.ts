import type { Nodes, PhrasingContent } from 'mdast';
import { isParent, lineOf, nodesBelow, trimmed } from './markdown.ts';
import type { Tell } from './report.ts';

/** What a page of this site shows in another way: columns are not aligned by the page, and a picture in a line of its own is a figure. */
export function ownLooks(root: Nodes, tell: Tell): void {
  for (const node of nodesBelow(root)) {
    if (node.type !== 'table' || !node.align?.some((align) => align !== null)) continue;
    tell('import.look', lineOf(node), { what: `|${node.align.map((align) => align ?? '-').join('|')}|` });
    node.align = null;
  }
  standAlone(root);
}

function standAlone(node: Nodes): void {
  if (!isParent(node)) return;
  const children = (node.children as Nodes[]).flatMap((child): Nodes[] => {
    standAlone(child);
    return child.type === 'paragraph' ? cut(child.children).map((part) => ({ ...child, children: part })) : [child];
  });
  Object.assign(node, { children });
}

/** The lines of a paragraph, those that are one picture apart. */
function cut(children: readonly PhrasingContent[]): PhrasingContent[][] {
  const parts: PhrasingContent[][] = [[]];
  for (const [index, child] of children.entries()) {
    const [before, after] = [children[index - 1], children[index + 1]];
    const begins = before === undefined || before.type === 'break' || (before.type === 'text' && /\n\s*$/.test(before.value));
    const ends = after === undefined || after.type === 'break' || (after.type === 'text' && /^\s*\n/.test(after.value));
    if (child.type === 'image' && begins && ends) parts.push([child], []);
    else parts.at(-1)!.push(child);
  }
  const lines = parts.map((part) => trimmed(withoutBreaks(part))).filter((part) => part.length > 0);
  return lines.length > 0 ? lines : [[...children]];
}

/** Breaks at the ends of a line separate nothing. */
function withoutBreaks(part: readonly PhrasingContent[]): PhrasingContent[] {
  const first = part.findIndex(({ type }) => type !== 'break');
  const last = part.findLastIndex(({ type }) => type !== 'break');
  return first < 0 ? [] : part.slice(first, last + 1);
}
