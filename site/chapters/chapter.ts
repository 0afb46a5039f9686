import { type Language, pathOf } from '../i18n/language.ts';
import type { FrontMatter } from './front-matter.ts';

/** A page as the content loader hands it over. */
export interface Entry {
  /** The path below the language's folder, without the file's ending: `2-event-driven/4-leda/index`. */
  id: string;
  /** The file, for messages: `site/content/vi/2-event-driven/4-leda/index.mdx`. */
  file: string;
  data: FrontMatter;
  body: string;
}

/** A page in its place: numbered, with its address and its neighbours. */
export interface Chapter extends Entry {
  language: Language;
  /** The same in every language: `event-driven/leda`. The home page's is empty. */
  key: string;
  /** The address: `/en/event-driven/leda/`. */
  path: string;
  /** `2.4`; empty for the home page. */
  number: string;
  /** From the home page down to the page above this one. */
  parents: Chapter[];
  children: Chapter[];
  previous: Chapter | undefined;
  next: Chapter | undefined;
}

/**
 * The pages of one language as a tree, in reading order: every page follows the one above it. The first is the home page.
 * Throws naming the file when a page above is missing, a folder has no number, or two siblings have the same weight.
 */
export function toChapters(entries: readonly Entry[], language: Language): Chapter[] {
  const folders = new Map(entries.map((entry) => [folderOf(entry), entry]));
  const home = folders.get('');
  if (!home) throw new Error(`content/${language}/index.mdx is missing: it is the home page. There are: ${list(entries)}`);

  const grow = (entry: Entry, parents: Chapter[]): Chapter => {
    const folder = folderOf(entry);
    const chapter: Chapter = {
      ...entry,
      language,
      key: keyOf(folder),
      path: pathOf(language, keyOf(folder)),
      number: parents.length === 0 ? '' : [...parents.slice(1).map((parent) => parent.data.weight), entry.data.weight].join('.'),
      parents,
      children: [],
      previous: undefined,
      next: undefined,
    };
    const below = [...folders].filter(([path]) => path !== '' && parentOf(path) === folder).map(([, child]) => child);
    chapter.children = inOrder(below).map((child) => grow(child, [...parents, chapter]));
    return chapter;
  };

  for (const [folder, entry] of folders) {
    if (folder === '') continue;
    checkNumber(folder, entry);
    const above = parentOf(folder);
    if (!folders.has(above))
      throw new Error(`${entry.file}: the page above it, ${above}/index.mdx, is missing. There are: ${list(entries)}`);
  }
  return linked(flat(grow(home, [])));
}

/** The chapter and everything below it, in reading order. */
export function flat(chapter: Chapter): Chapter[] {
  return [chapter, ...chapter.children.flatMap(flat)];
}

/** The address of a folder: its numbers are for authors and may change, links must not. */
export function keyOf(folder: string): string {
  return folder
    .split('/')
    .map((name) => name.replace(/^\d+-/, ''))
    .join('/');
}

function linked(chapters: Chapter[]): Chapter[] {
  chapters.forEach((chapter, index) => {
    chapter.previous = chapters[index - 1];
    chapter.next = chapters[index + 1];
  });
  return chapters;
}

function inOrder(siblings: Entry[]): Entry[] {
  const sorted = siblings.toSorted((a, b) => a.data.weight - b.data.weight);
  sorted.forEach((entry, index) => {
    const before = sorted[index - 1];
    if (before?.data.weight === entry.data.weight) {
      throw new Error(`${entry.file}: weight ${entry.data.weight} is taken by ${before.file}`);
    }
  });
  return sorted;
}

function checkNumber(folder: string, { data, file }: Entry) {
  const name = folder.split('/').at(-1)!;
  if (!name.startsWith(`${data.weight}-`)) {
    throw new Error(`${file}: the weight is ${data.weight}, so the folder's name starts with "${data.weight}-", not "${name}"`);
  }
}

function folderOf({ id, file }: Entry): string {
  const found = /^(?:(.*)\/)?index$/.exec(id);
  if (!found) throw new Error(`${file}: a page is the index.mdx of its own folder`);
  return found[1] ?? '';
}

function parentOf(folder: string): string {
  return folder.split('/').slice(0, -1).join('/');
}

function list(entries: readonly Entry[]): string {
  return entries.map((entry) => entry.file).join(', ') || 'no pages at all';
}
