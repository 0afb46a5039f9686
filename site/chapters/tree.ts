/** As much of an HTML tree as the site's Markdown steps read. Components of a page are nodes of other types, with children. */
export interface TreeNode {
  type: string;
  children?: TreeNode[];
}
export interface ElementNode extends TreeNode {
  type: 'element';
  tagName: string;
  properties: Record<string, unknown>;
  children: TreeNode[];
}
export interface TextNode extends TreeNode {
  type: 'text';
  value: string;
}
/** The file being read, as the Markdown steps see it. */
export interface MarkdownFile {
  path: string;
}

/** Every element below a node, from top to bottom. */
export function* elements(node: TreeNode): Generator<ElementNode> {
  if (isElement(node)) yield node;
  for (const child of node.children ?? []) yield* elements(child);
}

export function isElement(node: TreeNode | undefined): node is ElementNode {
  return node?.type === 'element';
}

export function isText(node: TreeNode | undefined): node is TextNode {
  return node?.type === 'text';
}

/** What a reader sees of a node. */
export function textOf(node: TreeNode): string {
  return isText(node) ? node.value : (node.children ?? []).map(textOf).join('');
}
