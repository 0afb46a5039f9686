import type { Language } from '../i18n/language.ts';
import { type Chapter, type Entry, toChapters } from './chapter.ts';
import { isOutdated, parityProblems } from './parity.ts';

/** All pages of both languages, checked against each other. */
export interface Book {
  chapters: Record<Language, Chapter[]>;
  /** Keys of the English pages whose Vietnamese text has changed since they were translated. */
  outdated: ReadonlySet<string>;
}

/**
 * What is wrong between the two languages goes to `onProblems` as one message: a build throws it, while a page is being
 * written it is a warning, for one language always comes first.
 */
export function toBook(entries: Record<Language, readonly Entry[]>, onProblems: (message: string) => void): Book {
  const problems = parityProblems(entries.vi, entries.en);
  if (problems.length > 0) onProblems(`The two languages differ in ${problems.length} place(s):\n  ${problems.join('\n  ')}`);
  const chapters = { vi: toChapters(entries.vi, 'vi'), en: toChapters(entries.en, 'en') };
  const sources = new Map(chapters.vi.map((chapter) => [chapter.key, chapter]));
  const isStale = (chapter: Chapter) => {
    const source = sources.get(chapter.key);
    return source !== undefined && isOutdated(source, chapter);
  };
  const outdated = chapters.en.filter(isStale).map(({ key }) => key);
  return { chapters, outdated: new Set(outdated) };
}
