import { elements, isText, type MarkdownFile, type TreeNode, textOf } from './tree.ts';

/** `## Kiến trúc [#architecture]`: the same id in both languages, so that a switch of the language keeps the place. */
const withId = /^(.*?)\s*\[#([a-z0-9-]+)\]$/;

/** Takes the ids out of the headings of a page and sets them. Throws when a heading has none or two have the same. */
export function rehypeHeadings() {
  return (tree: TreeNode, file: MarkdownFile) => {
    const seen = new Set<string>();
    for (const node of elements(tree)) {
      if (!/^h[1-6]$/.test(node.tagName)) continue;
      const last = node.children.at(-1);
      const found = isText(last) ? withId.exec(last.value) : null;
      if (!isText(last) || !found) {
        throw new Error(`${file.path}: the heading "${textOf(node)}" ends in no id such as [#architecture], which both languages share`);
      }
      const id = found[2]!;
      if (seen.has(id)) throw new Error(`${file.path}: two headings have the id "${id}". Ids so far: ${[...seen].join(', ')}`);
      seen.add(id);
      last.value = found[1]!;
      node.properties = { ...node.properties, id };
    }
  };
}
