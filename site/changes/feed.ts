import type { Language } from '../i18n/language.ts';
import { pathOf } from '../i18n/language.ts';
import { translator } from '../i18n/translate.ts';
import type { Change } from './changes.ts';

/** New and changed pages as RSS 2.0. */
export function feed(language: Language, changes: readonly Change[], site: URL): string {
  const t = translator(language);
  const home = new URL(pathOf(language, ''), site).href;
  const items = changes.map(({ chapter, at, isNew }) => {
    const address = new URL(chapter.path, site).href;
    const title = t(isNew ? 'changes.new' : 'changes.changed', { page: `${chapter.number} ${chapter.data.title}`.trim() });
    return `<item><title>${xml(title)}</title><link>${xml(address)}</link><guid isPermaLink="false">${xml(`${address}#${at.slice(0, 10)}`)}</guid><pubDate>${new Date(at).toUTCString()}</pubDate><description>${xml(chapter.data.description)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${xml(t('site.name'))}</title><link>${home}</link><description>${xml(t('changes.description'))}</description><language>${language}</language>
<atom:link href="${home}changes.xml" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
