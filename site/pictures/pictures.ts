import type { Chapter } from '../chapters/chapter.ts';
import { kicker } from '../chapters/kicker.ts';
import { isOtherPage, otherPages } from '../chapters/other-pages.ts';
import type { CoverKind } from '../drawing/cover.ts';
import type { Language } from '../i18n/language.ts';
import { translator } from '../i18n/translate.ts';
import type { PictureText } from './picture.ts';

/** Where the picture of a page stands; a page goes by its key, the home page's is empty. */
export function picturePath(language: Language, key: string): string {
  return `/og/${language}/${key || 'home'}.png`;
}

/** The picture of every page of a language, by the page's key. */
export function picturesOf(language: Language, chapters: readonly Chapter[]): Map<string, PictureText> {
  const t = translator(language);
  const own = chapters.map((chapter): [string, PictureText] => {
    const part = chapter.parents[1];
    const names = [kicker(t, chapter) || t('site.tagline'), part && (part.data.linkTitle ?? part.data.title)];
    return [chapter.key, { kicker: names.filter(Boolean).join(' · '), title: chapter.data.title, cover: coverOf(chapters, chapter.key) }];
  });
  const others = otherPages.map((key): [string, PictureText] => [
    key,
    { kicker: t('site.tagline'), title: t(`${key}.title`), cover: coverOf(chapters, key) },
  ]);
  return new Map([...own, ...others]);
}

/** The cover of a page's part; pages outside of parts have the home page's. */
export function coverOf(chapters: readonly Chapter[], key: string): CoverKind {
  const chapter = isOtherPage(key) ? undefined : chapters.find((one) => one.key === key);
  return [chapter, ...(chapter?.parents.toReversed() ?? [])].find((one) => one?.data.cover)?.data.cover ?? 'home';
}
