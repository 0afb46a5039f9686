import * as pagefind from 'pagefind';
import { withStroke } from './stroke.ts';

/** The search index as files below `/pagefind/`, from rendered pages. Pages without `data-pagefind-body` are left out. */
export async function buildIndex(pages: Iterable<{ url: string; html: string }>): Promise<Map<string, Uint8Array>> {
  const { index, errors } = await pagefind.createIndex();
  if (!index) throw new Error(`The search index could not be begun: ${errors.join(', ')}`);
  try {
    for (const { url, html } of pages) {
      const added = await index.addHTMLFile({ url, content: withStroke(html) });
      if (added.errors.length > 0) throw new Error(`${url} could not be indexed: ${added.errors.join(', ')}`);
    }
    const result = await index.getFiles();
    if (result.errors.length > 0) throw new Error(`The search index could not be written: ${result.errors.join(', ')}`);
    // Its own user interfaces are not used.
    return new Map(result.files.filter(({ path }) => !/ui|component|highlight/.test(path)).map(({ path, content }) => [path, content]));
  } finally {
    await pagefind.close();
  }
}
