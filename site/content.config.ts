import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { pageSchema } from './chapters/front-matter-problems.ts';
import type { Language } from './i18n/language.ts';

/** The pages of one language. The file's path is its id; numbers in it stay, they are checked against the weight. */
const pages = (language: Language) =>
  defineCollection({
    loader: glob({
      base: `./site/content/${language}`,
      pattern: '**/*.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }) satisfies Loader,
    schema: pageSchema,
  });

export const collections = { vi: pages('vi'), en: pages('en') };
