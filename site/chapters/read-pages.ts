import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import type { Language } from '../i18n/language.ts';
import type { Entry } from './chapter.ts';
import { problemLines, readFrontMatter } from './front-matter-problems.ts';

/** The pages of a language from their files, for what runs outside Astro. Throws naming the file whose front matter is wrong. */
export function readPages(root: string, language: Language): Entry[] {
  const folder = path.join('site', 'content', language);
  return globSync('**/*.mdx', { cwd: path.join(root, folder) })
    .sort()
    .map((name) => {
      const file = path.posix.join('site/content', language, name.split(path.sep).join('/'));
      const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(path.join(root, folder, name), 'utf8')) ?? [];
      if (head === undefined || body === undefined)
        throw new Error(`${file}: a page begins with its front matter between two lines of ---`);
      const read = readFrontMatter(parse(head, { customTags: ['timestamp'] }));
      if ('problems' in read) throw new Error(problemLines(file, read.problems));
      return { id: file.slice(`site/content/${language}/`.length, -'.mdx'.length), file, data: read.page, body };
    });
}
