import { brotliCompressSync, constants } from 'node:zlib';
import type { BuiltSite } from './built-site.ts';
import type { PageHtml } from './page-html.ts';

/**
 * How many bytes a page and what it fetches are, brotli, without fonts; what several pages share is packed once.
 * A `quality` below the published one (11) is an upper bound, found ten times as fast.
 */
export function weigher(
  site: Pick<BuiltSite, 'readBytes'>,
  quality = constants.BROTLI_MAX_QUALITY,
): (page: string, fetched: PageHtml['fetched']) => { total: number; parts: string[] } {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  const known = new Map<string, number>();
  const weight = (file: string) => {
    const bytes = known.get(file) ?? brotliCompressSync(site.readBytes(file), { params }).length;
    known.set(file, bytes);
    return bytes;
  };
  return (page, fetched) => {
    const files = [page, ...new Set(fetched.filter((file) => !file.endsWith('.woff2')))];
    return { total: files.reduce((sum, file) => sum + weight(file), 0), parts: files.map((file) => `${file} ${weight(file)}`) };
  };
}
