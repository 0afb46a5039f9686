import type { Translate } from '../i18n/translate.ts';
import type { Chapter } from './chapter.ts';

const kinds = ['page.part', 'page.chapter', 'page.step'] as const;

/** What a page is in the book: `Chương 2.4`. Empty for the home page. */
export function kicker(t: Translate, { number, parents }: Chapter): string {
  return number && t(kinds[Math.min(parents.length, kinds.length) - 1]!, { number });
}
