import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A page as readers get it. */
export interface RenderedPage {
  /** Its address without the site: `/en/event-driven/`. */
  url: string;
  html: string;
}

/** Every page of a built site. */
export function pagesIn(folder: string): RenderedPage[] {
  return globSync('**/*.html', { cwd: folder }).map((file) => ({ url: addressOf(file), html: readFileSync(join(folder, file), 'utf8') }));
}

/** Every page of the sitemap, in its order, as a running server renders it. */
export async function pagesAt(origin: string): Promise<RenderedPage[]> {
  const paths = pathsIn(await (await fetch(`${origin}/sitemap.xml`)).text());
  return Promise.all(paths.map(async (url) => ({ url, html: await (await fetch(origin + url)).text() })));
}

/** The addresses a sitemap lists, in its order. */
export function pathsIn(sitemap: string): string[] {
  return [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, url]) => new URL(url!).pathname);
}

function addressOf(file: string): string {
  return `/${file
    .split(sep)
    .join('/')
    .replace(/index\.html$/, '')}`;
}
