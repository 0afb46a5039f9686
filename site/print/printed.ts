import { type Chapter, flat } from '../chapters/chapter.ts';
import { pathOf } from '../i18n/language.ts';

/** Where a chapter with everything below it stands as one document. The home page's is the whole workshop. */
export function printPath(chapter: Chapter): string {
  return pathOf(chapter.language, chapter.key === '' ? 'print' : `print/${chapter.key}`);
}

/** What can be printed as one: whatever has pages below it. A page without prints as it is. */
export function isPrinted(chapter: Chapter): boolean {
  return chapter.children.length > 0;
}

/** The routes of one language: `params.path` below `/print/`. */
export function printRoutes(chapters: readonly Chapter[]): { params: { path: string | undefined }; props: { chapter: Chapter } }[] {
  return chapters.filter(isPrinted).map((chapter) => ({ params: { path: chapter.key || undefined }, props: { chapter } }));
}

/** A page's id in a printed document. */
export function sectionId({ key }: Chapter): string {
  return key === '' ? 'home' : key.replaceAll('/', '-');
}

/** Links between the pages of a document lead to their sections; all others become absolute. */
export function linkInPrint(chapter: Chapter, site: URL): (href: string) => string {
  const inside = new Map(flat(chapter).map((page) => [page.path, page]));
  return (href) => {
    const { pathname, hash } = new URL(href, site);
    const page = inside.get(pathname.endsWith('/') ? pathname : `${pathname}/`);
    if (!page) return new URL(href, site).href;
    return hash ? `#${sectionId(page)}--${hash.slice(1)}` : `#${sectionId(page)}`;
  };
}

/** The printed documents a page is part of, the smallest first. */
export function printsOf(chapter: Chapter): Chapter[] {
  return [chapter, ...chapter.parents.toReversed()].filter(isPrinted);
}
