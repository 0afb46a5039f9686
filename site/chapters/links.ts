import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Language, languageOf, pathOf } from '../i18n/language.ts';
import { elements, type MarkdownFile, type TreeNode } from './tree.ts';

/** Authors write `/event-driven/leda/` in both languages; an English page then links to the English one. A file in site/public is the same for both. */
export function rehypeLinks(publicFolder = resolve('site/public')) {
  return (tree: TreeNode, file: MarkdownFile) => {
    const language = languageOf(file.path);
    for (const node of elements(tree)) {
      const href = node.tagName === 'a' ? node.properties.href : undefined;
      if (typeof href !== 'string' || !href.startsWith('/')) continue;
      const isFile = /\.\w+$/.test(href) && existsSync(join(publicFolder, decodeURIComponent(href)));
      if (!isFile) node.properties.href = inLanguage(language, href);
    }
  };
}

/** The address of the same page in a language: `/event-driven/leda/#flow` -> `/en/event-driven/leda/#flow`. */
export function inLanguage(language: Language, href: string): string {
  return pathOf(language, '') + href.slice(1);
}
