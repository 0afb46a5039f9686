import type { RootContent } from 'mdast';
import { stringify } from 'yaml';
import type { FrontMatter } from '../../site/chapters/front-matter.ts';
import type { Language } from '../messages.ts';
import { decodeEntities } from './html-tags.ts';
import { nodesBelow, plainText } from './markdown.ts';
import type { Tell } from './report.ts';
import type { SourcePage } from './workshop.ts';

const WORDS = {
  about: { vi: (title: string) => `Trang "${title}" của workshop.`, en: (title: string) => `The page "${title}" of the workshop.` },
} as const;
const DESCRIPTION = { least: 20, most: 220 };

/** A page's title as text. Where Hugo's front matter has none, its first heading, or its folder's name. */
export function titleOf({ fields, lines, place }: SourcePage, blocks: readonly RootContent[], tell: Tell): string {
  const title = plain(fields.title);
  if (title) {
    if (title !== fields.title) tell('import.field-used', lines.get('title') ?? 1, { what: `title: ${String(fields.title)}`, into: title });
    return title;
  }
  const heading = blocks.find(({ type }) => type === 'heading');
  const found = (heading && plainText(heading).trim()) || place.split('/').at(-1)?.replace(/[-_]+/g, ' ') || 'Workshop';
  tell('import.title', 1, { title: found });
  return found;
}

/** Hugo's fields that this site has a place for; all others are told. */
export function headOf(
  page: SourcePage,
  title: string,
  number: number,
  blocks: readonly RootContent[],
  isPart: boolean,
  tell: Tell,
): FrontMatter {
  const { fields, lines } = page;
  const short = plain(fields.menuTitle ?? fields.linkTitle);
  const used = new Set(['title', 'weight']);
  const isChapter = isPart && fields.chapter === true;
  if (isChapter || fields.chapter === false) used.add('chapter');
  if (short) for (const name of ['menuTitle', 'linkTitle']) used.add(name);
  const written = ['description', 'summary'].find((name) => fits(plain(fields[name])));
  if (written) used.add(written);
  if (fields.draft === true || fields.hidden === true)
    tell('import.draft', lines.get('draft') ?? lines.get('hidden') ?? 1, { what: 'draft / hidden: true' });
  for (const [name, value] of Object.entries(fields))
    if (!used.has(name))
      tell('import.field', lines.get(name) ?? 1, { what: `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}` });
  const description = written ? plain(fields[written]) : describe(title, blocks, page.language);
  if (!written) tell('import.description', 1, { description });
  return { title, ...(short && short !== title && { linkTitle: short }), description, weight: number, chapter: isChapter };
}

/** A page of this site as its file has it. */
export function pageFile(head: FrontMatter, body: string): string {
  const { chapter, ...fields } = head;
  return `---\n${stringify({ ...fields, ...(chapter && { chapter }) }, { lineWidth: 0 })}---\n\n${body.trim()}\n`;
}

/** One or two sentences for cards and search: the first of the page's text that is long enough. */
export function describe(title: string, blocks: readonly RootContent[], language: Language): string {
  const all = [...blocks, ...nodesBelow({ type: 'root', children: [...blocks] })].filter((node) => node.type === 'paragraph');
  // Reason: a paragraph that only shows a picture, or what is kept as it was, says nothing about the page.
  const paragraphs = all
    .filter(({ children }) => children.some((child) => child.type === 'text' && /\p{L}/u.test(child.value)))
    .map((paragraph) => plainText(paragraph).replace(/\s+/g, ' ').trim());
  const said =
    paragraphs.find((text) => text.length >= DESCRIPTION.least) ??
    paragraphs.find((text) => `${title}: ${text}`.length >= DESCRIPTION.least && text !== '');
  if (said === undefined) return cut(WORDS.about[language](title));
  return cut(said.length >= DESCRIPTION.least ? said : `${title}: ${said}`);
}

function cut(text: string): string {
  if (text.length <= DESCRIPTION.most) return text.padEnd(DESCRIPTION.least, '.');
  const short = text.slice(0, DESCRIPTION.most - 2);
  return `${short.slice(0, Math.max(short.lastIndexOf(' '), DESCRIPTION.most / 2))} …`;
}

const fits = (text: string) => text.length >= DESCRIPTION.least && text.length <= DESCRIPTION.most;

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number'
    ? decodeEntities(String(value).replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ')
        .trim()
    : '';
}
