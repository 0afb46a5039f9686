import type { Language } from '../i18n/language.ts';
import { type Chapter, type Entry, toChapters } from './chapter.ts';
import { isOutdated, parityProblems } from './parity.ts';

/** All pages of both languages, checked against each other. */
export interface Book {
  chapters: Record<Language, Chapter[]>;
  /** Keys of the English pages whose Vietnamese text has changed since they were translated. */
  outdated: ReadonlySet<string>;
}

/** Throws one message that lists everything wrong between the two languages. */
export function toBook(entries: Record<Language, readonly Entry[]>): Book {
  const problems = parityProblems(entries.vi, entries.en);
  if (problems.length > 0) throw new Error(`The two languages differ in ${problems.length} place(s):\n  ${problems.join('\n  ')}`);
  const chapters = { vi: toChapters(entries.vi, 'vi'), en: toChapters(entries.en, 'en') };
  const sources = new Map(chapters.vi.map((chapter) => [chapter.key, chapter]));
  const outdated = chapters.en.filter((chapter) => isOutdated(sources.get(chapter.key)!, chapter)).map(({ key }) => key);
  return { chapters, outdated: new Set(outdated) };
}
