import { type CollectionEntry, getCollection } from 'astro:content';
import { type Book, toBook } from './book.ts';
import type { Entry } from './chapter.ts';

let built: Promise<Book> | undefined;

/** The book as the content loader has it now; in a build it no longer changes. */
export function loadBook(): Promise<Book> {
  if (import.meta.env.DEV) return readBook();
  built ??= readBook();
  return built;
}

async function readBook(): Promise<Book> {
  const [vi, en] = await Promise.all([getCollection('vi'), getCollection('en')]);
  return toBook({ vi: vi.map(toEntry), en: en.map(toEntry) }, (message) => {
    if (!import.meta.env.DEV) throw new Error(message);
    console.warn(message);
  });
}

function toEntry({ id, filePath, data, body }: CollectionEntry<'vi'> | CollectionEntry<'en'>): Entry {
  return { id, file: filePath ?? id, data, body: body ?? '' };
}
