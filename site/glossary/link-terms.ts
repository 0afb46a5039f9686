import { isElement, isText, type MarkdownFile, type TreeNode } from '../chapters/tree.ts';
import { type Language, languageOf } from '../i18n/language.ts';
import { glossary, type Term } from './glossary.ts';
import { wholeWords } from './whole-words.ts';

/** A component of a page, or its attribute, as MDX writes it. */
interface Component extends TreeNode {
  name: string | null;
  attributes: { type: string; name?: string; value?: unknown }[];
}

/** Where a word is no running text, or links already. */
const CLOSED_ELEMENTS = ['a', 'code', 'pre', 'h1', 'h2', 'h3', 'h4', 'th', 'kbd'];
const CLOSED_COMPONENTS = ['Term', 'FileTree', 'Quiz', 'Choice'];
const BLOCKS = ['p', 'li', 'td'];
/** More links than this in a block read worse than none. */
const MOST_PER_BLOCK = 2;

/**
 * Links the first occurrence of each glossary term on a page to what it means. A term the author linked with `Term` is left
 * to the author, wherever that stands.
 */
export function rehypeTerms(terms: Readonly<Record<string, Term>> = glossary) {
  return (tree: TreeNode, file: MarkdownFile) => {
    const language = languageOf(file.path);
    const left = new Map(formsOf(terms, language));
    for (const id of linkedByAuthor(tree)) left.delete(id);
    walk(tree, left, { links: 0 });
  };
}

/** What each term is called in running text, the longest form first. */
function formsOf(terms: Readonly<Record<string, Term>>, language: Language): [string, RegExp][] {
  return Object.entries(terms)
    .filter(([, { auto }]) => auto !== false)
    .map(([id, term]): [string, string[]] => [id, [term[language].term, ...(term[language].also ?? [])]])
    .toSorted(([, [a]], [, [b]]) => b!.length - a!.length)
    .map(([id, forms]) => [id, wholeWords(forms, language === 'en' ? '(?:s|es)?' : '')]);
}

function walk(node: TreeNode, left: Map<string, RegExp>, block: { links: number }): void {
  if (isClosed(node)) return;
  const own = isElement(node) && BLOCKS.includes(node.tagName) ? { links: 0 } : block;
  node.children = node.children?.flatMap((child) => {
    if (isText(child)) return linked(child.value, left, own);
    walk(child, left, own);
    return [child];
  });
}

/** A text with its terms linked. */
function linked(text: string, left: Map<string, RegExp>, block: { links: number }): TreeNode[] {
  const plain = (value: string): TreeNode[] => (value === '' ? [] : [{ type: 'text', value } as TreeNode]);
  if (block.links >= MOST_PER_BLOCK) return plain(text);
  for (const [id, form] of left) {
    const found = form.exec(text);
    if (!found) continue;
    left.delete(id);
    block.links += 1;
    const after = found.index + found[0].length;
    // The text before first: what comes first on the page is linked first.
    return [...linked(text.slice(0, found.index), left, block), termNode(id, found[0]), ...linked(text.slice(after), left, block)];
  }
  return plain(text);
}

function termNode(id: string, value: string): Component {
  return {
    type: 'mdxJsxTextElement',
    name: 'Term',
    attributes: [{ type: 'mdxJsxAttribute', name: 'id', value: id }],
    children: [{ type: 'text', value } as TreeNode],
  };
}

function isClosed(node: TreeNode): boolean {
  if (isElement(node)) return CLOSED_ELEMENTS.includes(node.tagName);
  return isComponent(node) && CLOSED_COMPONENTS.includes(node.name ?? '');
}

function* linkedByAuthor(node: TreeNode): Generator<string> {
  if (isComponent(node) && node.name === 'Term') {
    for (const { name, value } of node.attributes) if (name === 'id' && typeof value === 'string') yield value;
  }
  for (const child of node.children ?? []) yield* linkedByAuthor(child);
}

function isComponent(node: TreeNode): node is Component {
  return node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement';
}
