import type { Language } from '../i18n/language.ts';
import { type Translate, translator } from '../i18n/translate.ts';
import type { Chapter } from './chapter.ts';

/** What the components of a page know about it. */
export interface Reading {
  language: Language;
  t: Translate;
  /** All pages of the language, in reading order. */
  chapters: readonly Chapter[];
  /** The page itself; undefined on pages outside the book (coverage, not found). */
  chapter: Chapter | undefined;
  /** For messages: the file that is being shown. */
  file: string;
}

export function reading(language: Language, chapters: readonly Chapter[], page: Chapter | string): Reading {
  const chapter = typeof page === 'string' ? undefined : page;
  return { language, t: translator(language), chapters, chapter, file: typeof page === 'string' ? page : page.file };
}
