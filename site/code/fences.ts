import { elements, isElement, type MarkdownFile, type TreeNode, textOf } from '../chapters/tree.ts';
import { highlight, type Line } from './highlight.ts';

/**
 * What the words after a fence's language say:
 * - ```` ```sh run ````: commands the reader types and the tests execute; `fails` when they must fail
 * - ```` ```text expect ````: what the commands above print; a line may hold `…` for what differs
 * - ```` ```sh ````: shown only
 */
export interface FenceInfo {
  language: string;
  role: 'run' | 'expect' | 'show';
  fails: boolean;
  title: string | undefined;
}

const words = ['run', 'expect', 'fails'];

/** Reads a fence's info. Throws naming the word that means nothing. */
export function fenceInfo(language: string, meta: string): FenceInfo {
  const title = /title="([^"]*)"/.exec(meta)?.[1];
  const given = meta.replace(/title="[^"]*"/, '').split(/\s+/).filter(Boolean);
  const unknown = given.find((word) => !words.includes(word));
  if (unknown) throw new Error(`a fence does not know "${unknown}". It knows: ${words.join(', ')}, title="..."`);
  const role = given.includes('run') ? 'run' : given.includes('expect') ? 'expect' : 'show';
  if (role === 'run' && language !== 'sh') throw new Error(`a fence to run is written in sh, not ${language || 'no language'}`);
  return { language, role, fails: given.includes('fails'), title };
}

/** Colours the fences of a page and tells its `pre` component what each one is. */
export function rehypeFences() {
  return async (tree: TreeNode, file: MarkdownFile) => {
    for (const pre of elements(tree)) {
      const code = pre.tagName === 'pre' ? pre.children[0] : undefined;
      if (!isElement(code) || code.tagName !== 'code') continue;
      const language = /language-(\S+)/.exec(String(code.properties.className ?? ''))?.[1] ?? 'text';
      try {
        const info = fenceInfo(language, code.data?.meta ?? '');
        const lines = await highlight(textOf(code).replace(/\n$/, ''), language);
        code.properties = {};
        code.children = toTree(lines, info.role === 'run');
        pre.properties = { 'data-role': info.role, 'data-language': language, ...(info.title && { 'data-title': info.title }), ...(info.fails && { 'data-fails': '' }) };
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
    const children = line.map(({ text, kind }) => (kind ? span([kind], [{ type: 'text', value: text }]) : { type: 'text', value: text }));
    return span(names, [...children, { type: 'text', value: '\n' }]);
  });
}

function span(className: string[], children: TreeNode[]): TreeNode & Record<string, unknown> {
  return { type: 'element', tagName: 'span', properties: { className }, children };
}
