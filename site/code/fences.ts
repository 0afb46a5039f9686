import { type ElementNode, elements, isElement, type MarkdownFile, type TextNode, type TreeNode, textOf } from '../chapters/tree.ts';
import { highlight, type Line } from './highlight.ts';

/**
 * What the words after a fence's language say:
 * - ```` ```sh run ````: commands the reader types and the tests execute; `fails` when they must fail, `stays` when they go on
 *   running in a terminal of their own; `edited` ones follow an edit of the reader and `aws` ones need an AWS account, so the tests
 *   leave both out
 * - ```` ```text expect ````: lines that the commands above print, in this order, perhaps with others between them; `…` stands for anything
 * - ```` ```sh ````: shown only
 */
export interface FenceInfo {
  language: string;
  role: 'run' | 'expect' | 'show';
  notes: readonly Note[];
  title: string | undefined;
}

const notes = ['fails', 'stays', 'edited', 'aws'] as const;
export type Note = (typeof notes)[number];
const words: readonly string[] = ['run', 'expect', ...notes];

/** Reads a fence's info. Throws naming the word that means nothing. */
export function fenceInfo(language: string, meta: string): FenceInfo {
  const title = /title="([^"]*)"/.exec(meta)?.[1];
  const given = meta
    .replace(/title="[^"]*"/, '')
    .split(/\s+/)
    .filter(Boolean);
  const unknown = given.find((word) => !words.includes(word));
  if (unknown) throw new Error(`a fence does not know "${unknown}". It knows: ${words.join(', ')}, title="..."`);
  const role = given.includes('run') ? 'run' : given.includes('expect') ? 'expect' : 'show';
  if (role === 'run' && language !== 'sh') throw new Error(`a fence to run is written in sh, not ${language || 'no language'}`);
  return { language, role, notes: notes.filter((note) => given.includes(note)), title };
}

/** Colours the fences of a page and tells its `pre` component what each one is. */
export function rehypeFences() {
  return async (tree: TreeNode, file: MarkdownFile) => {
    for (const pre of elements(tree)) {
      const code = pre.tagName === 'pre' ? pre.children[0] : undefined;
      if (!isElement(code) || code.tagName !== 'code') continue;
      const language = /language-(\S+)/.exec(String(code.properties.className ?? ''))?.[1] ?? 'text';
      try {
        // MDX keeps the words after the language here.
        const info = fenceInfo(language, String(code.properties.metastring ?? ''));
        const lines = await highlight(textOf(code).replace(/\n$/, ''), language);
        code.properties = {};
        code.children = toTree(lines, info.role === 'run');
        pre.properties = {
          'data-role': info.role,
          'data-language': language,
          ...(info.title && { 'data-title': info.title }),
          ...(info.notes[0] && { 'data-note': info.notes[0] }),
        };
      } catch (error) {
        throw new Error(`${file.path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  };
}

function toTree(lines: readonly Line[], commands: boolean): TreeNode[] {
  return lines.map((line, index) => {
    const before = lines[index - 1]?.map(({ text }) => text).join('');
    const continued = before?.endsWith('\\') ?? false;
    const comment = line[0]?.text.startsWith('#') ?? false;
    const names = commands && !continued && !comment && line.length > 0 ? ['line', 'prompt'] : ['line'];
    const children = line.map(({ text, kind }) => (kind ? span([kind], [textNode(text)]) : textNode(text)));
    return span(names, [...children, textNode('\n')]);
  });
}

function span(className: string[], children: TreeNode[]): ElementNode {
  return { type: 'element', tagName: 'span', properties: { className }, children };
}

function textNode(value: string): TextNode {
  return { type: 'text', value };
}
