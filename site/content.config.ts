import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { frontMatter } from './chapters/front-matter.ts';
import type { Language } from './i18n/language.ts';

/** The pages of one language. The file's path is its id; numbers in it stay, they are checked against the weight. */
const pages = (language: Language) =>
  defineCollection({
    loader: glob({
      base: `./site/content/${language}`,
      pattern: '**/*.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }) satisfies Loader,
    schema: frontMatter,
  });

export const collections = { vi: pages('vi'), en: pages('en') };
