import type { APIRoute } from 'astro';
import { loadBook } from '../chapters/load-book.ts';
import { languages, pathOf } from '../i18n/language.ts';

/** Every page in every language, each naming its twins. */
export const GET: APIRoute = async ({ site }) => {
  const { chapters } = await loadBook();
  const keys = [...chapters.vi.map(({ key }) => key), 'coverage', 'glossary', 'progress'];
  const absolute = (path: string) => new URL(path, site).href;
  const twins = (key: string) =>
    languages.map((language) => `<xhtml:link rel="alternate" hreflang="${language}" href="${absolute(pathOf(language, key))}"/>`).join('');
  const urls = keys.flatMap((key) => languages.map((language) => `<url><loc>${absolute(pathOf(language, key))}</loc>${twins(key)}</url>`));
  const head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">';
  return new Response(`<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${urls.join('\n')}\n</urlset>\n`, {
    headers: { 'content-type': 'application/xml' },
  });
};
