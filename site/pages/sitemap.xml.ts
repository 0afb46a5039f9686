import type { APIRoute } from 'astro';
import { lastEdits } from '../changes/changes.ts';
import { historyOf } from '../changes/history.ts';
import { loadBook } from '../chapters/load-book.ts';
import { otherPages } from '../chapters/other-pages.ts';
import { type Language, languages, pathOf } from '../i18n/language.ts';

/** Every page in every language, each naming its twins. */
export const GET: APIRoute = async ({ site }) => {
  const { chapters } = await loadBook();
  const keys = [...chapters.vi.map(({ key }) => key), ...otherPages];
  const edits = lastEdits(historyOf('site/content'));
  const lastEdit = (language: Language, key: string) => {
    const at = edits.get(chapters[language].find((chapter) => chapter.key === key)?.file ?? '');
    return at ? `<lastmod>${at}</lastmod>` : '';
  };
  const absolute = (path: string) => new URL(path, site).href;
  const twins = (key: string) =>
    languages.map((language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${absolute(pathOf(language, key))}"/>`).join('') +
    `<xhtml:link rel="alternate" hreflang="x-default" href="${absolute(pathOf('vi', key))}"/>`;
  const urls = keys.flatMap((key) =>
    languages.map((language) => `<url><loc>${absolute(pathOf(language, key))}</loc>${lastEdit(language, key)}${twins(key)}</url>`),
  );
  const head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">';
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${urls.join('\n')}\n</urlset>\n`, {
    headers: { 'content-type': 'application/xml' },
  });
};
