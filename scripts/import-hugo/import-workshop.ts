import path from 'node:path';
import type { Root, RootContent } from 'mdast';
import type { FrontMatter } from '../../site/chapters/front-matter.ts';
import { fingerprint, structure } from '../../site/chapters/parity.ts';
import { type Language, languages } from '../messages.ts';
import { Addresses } from './addresses.ts';
import { missingWords } from './audit.ts';
import { nameLanguages } from './fences.ts';
import { headOf, pageFile, titleOf } from './head.ts';
import { orderHeadings, type PageHeading, writeIds } from './headings.ts';
import { ownLooks } from './looks.ts';
import { code, isReadable, nodesBelow, toMdx } from './markdown.ts';
import { pageTree } from './page-tree.ts';
import { allPlaced, type Home, type Placed, placePages } from './place.ts';
import { plainPath, type References, resolveReferences } from './references.ts';
import { Report, type Tell } from './report.ts';
import { uniquely } from './slug.ts';
import type { SourceFolder } from './source-folder.ts';
import { LANGUAGE_NAMES, placeholderTwin, WHY_UNPAIRED } from './twins.ts';
import { isVietnamese, readWorkshop, type SourcePage } from './workshop.ts';

/** A workshop as pages of this site, before anything is written. */
export interface Imported {
  /** How many pages the workshop has; with none there is nothing to import. */
  found: number;
  /** Path below the folder of all pages -> the file's text. */
  pages: Map<string, string>;
  /** Path below the folder of all pages -> the workshop's file. */
  pictures: Map<string, string>;
  /** Path below the site's public folder -> the workshop's file. */
  downloads: Map<string, string>;
  report: Report;
}

/** A page on its way. */
interface Draft {
  page: SourcePage;
  placed: Placed;
  tell: Tell;
  title: string;
  blocks: RootContent[];
  headings: PageHeading[];
}

/** Turns a Hugo workshop into this site's pages, with a report of everything that did not come along as it was. Touches no file. */
export function importWorkshop(folder: SourceFolder, home: Home): Imported {
  const report = new Report();
  const { config, pages } = readWorkshop(folder, report);
  const root = placePages(pages, home, report);
  const drafts = new Map(
    allPlaced(root).flatMap((placed) =>
      Object.values(placed.pages).map((page) => [keyOf(page), draftOf(page, placed, folder, report)] as const),
    ),
  );
  for (const placed of allPlaced(root)) shareIds(drafts.get(`vi ${placed.place}`), drafts.get(`en ${placed.place}`));

  const [pictures, downloads] = [placesFor(`vi/${[root.folder, 'images'].filter(Boolean).join('/')}`), placesFor(root.key || 'files')];
  const references: References = {
    folder,
    addresses: new Addresses(root, folder, config),
    headings: new Map([...drafts].map(([key, { headings }]) => [key, headings])),
    places: new Map([...drafts].map(([key, { blocks }]) => [key, spansOf(blocks)])),
    picture: pictures.placeOf,
    download: (file) => `/${downloads.placeOf(file)}`,
  };
  const result: Imported = { found: pages.length, pages: new Map(), pictures: pictures.files, downloads: downloads.files, report };
  for (const placed of allPlaced(root)) writePair(placed, drafts, references, placed === root, result);
  for (const page of pages) audit(page, drafts.get(keyOf(page))!, result);
  return result;
}

const keyOf = ({ language, place }: SourcePage) => `${language} ${place}`;
const fileOf = (placed: Placed, language: Language) => [language, placed.folder, 'index.mdx'].filter(Boolean).join('/');

function draftOf(page: SourcePage, placed: Placed, folder: SourceFolder, report: Report): Draft {
  const tell = report.about(page.file);
  const tree = pageTree({ ...page, attachments: attachmentsOf(page, folder) }, tell);
  const title = titleOf(page, tree, tell);
  const { blocks, headings } = orderHeadings(tree, title, tell);
  const root: Root = { type: 'root', children: blocks };
  nameLanguages(root, tell);
  ownLooks(root, tell);
  return { page, placed, tell, title, blocks: root.children, headings };
}

/** Hugo's learn theme lists what lies in `files/` beside a folder's page, and in `<page>.files/` beside a page of its own. */
function attachmentsOf({ file, folder }: SourcePage, { files }: SourceFolder): string[] {
  const stem = file.replace(/(?:\.\w\w)?\.md$/i, '');
  const folders = [`${folder}/files/`, `${stem}.files/`, `${file.replace(/\.md$/i, '')}.files/`];
  return files.filter((other) => folders.some((start) => other.startsWith(start)));
}

/** A switch of the language keeps the place where headings of both stand in the same order: then the English ids are those of both. */
function shareIds(vi: Draft | undefined, en: Draft | undefined): void {
  const levels = (draft: Draft | undefined) => draft?.headings.map(({ node }) => node.depth).join();
  if (!vi || !en || levels(vi) !== levels(en)) return;
  vi.headings.forEach((heading, index) => {
    heading.id = en.headings[index]!.id;
  });
}

function spansOf(blocks: readonly RootContent[]): Set<string> {
  const spans = [...nodesBelow({ type: 'root', children: [...blocks] })].flatMap((node) =>
    node.type === 'mdxJsxTextElement' && node.name === 'span' ? node.attributes.map(({ value }) => String(value)) : [],
  );
  return new Set(spans);
}

/** Places for files in a folder, each with a name of its own. */
function placesFor(folder: string): { files: Map<string, string>; placeOf(file: string): string } {
  const unique = uniquely(new Set());
  const given = new Map<string, string>();
  const files = new Map<string, string>();
  return {
    files,
    placeOf(file) {
      const known = given.get(file);
      if (known) return known;
      const inside = plainPath(file.replace(/^(?:static|assets|content)\//, '').replace(/^images\//, ''));
      const { dir, name, ext } = path.posix.parse(`${folder}/${inside}`);
      const place = `${unique(`${dir}/${name}`)}${ext}`;
      given.set(file, place);
      files.set(place, file);
      return place;
    },
  };
}

function writePair(
  placed: Placed,
  drafts: ReadonlyMap<string, Draft>,
  references: References,
  isPart: boolean,
  { pages, report }: Imported,
): void {
  const made = languages.flatMap((language) => {
    const draft = drafts.get(`${language} ${placed.place}`);
    if (!draft) return [];
    const { page, title, tell } = draft;
    const blocks = resolveReferences(draft.blocks, page, placed, references, tell);
    const head = headOf(page, title, placed.number, blocks, isPart && placed.number > 0, tell);
    writeIds(draft.headings);
    return [{ language, tell, head, body: bodyOf(blocks, tell) }];
  });
  const twins =
    made.length === 2
      ? made
      : languages.map((language) => made.find((each) => each.language === language) ?? twinOf(placed, language, made[0], report));
  const [vi, en] = twins as [(typeof twins)[number], (typeof twins)[number]];
  const unpaired = made.length === 2 ? whyUnpaired(vi.body, en.body) : 'untranslated';
  if (made.length === 2) {
    if (unpaired) en.tell('import.unpaired', 0, { vi: drafts.get(`vi ${placed.place}`)!.page.file });
    const page = drafts.get(`en ${placed.place}`)!.page;
    if (vi.body.trim() === en.body.trim() || isVietnamese(page)) en.tell('import.same-text', 0);
  }
  // Reason: both languages say whether a page is a part's cover.
  const chapter = vi.head.chapter || en.head.chapter;
  for (const { language, head, body } of twins) {
    const fields: FrontMatter = {
      ...head,
      chapter,
      ...(unpaired && { unpaired: WHY_UNPAIRED[unpaired][language] }),
      ...(language === 'en' && { source: fingerprint(vi.body) }),
    };
    pages.set(fileOf(placed, language), pageFile(fields, body));
  }
}

function twinOf(
  placed: Placed,
  language: Language,
  other: { head: FrontMatter } | undefined,
  report: Report,
): { language: Language; tell: Tell; head: FrontMatter; body: string } {
  const source = Object.values(placed.pages)[0];
  const tell = report.about(source?.file ?? (placed.place || '.'));
  tell(source ? 'import.twin' : 'import.section', 0, source ? { language: LANGUAGE_NAMES[language] } : { place: placed.place || '/' });
  return { language, tell, ...placeholderTwin(placed, language, other?.head) };
}

/** Blocks as the text of a page. One that cannot be read again is shown as it would have been written. */
function bodyOf(blocks: readonly RootContent[], tell: Tell): string {
  const whole = toMdx([...blocks]);
  if (isReadable(whole)) return whole;
  const readable = blocks.map((block) => {
    const mdx = toMdx([block]);
    if (isReadable(mdx)) return block;
    tell('import.block-raw', block.position?.start.line ?? 0, { what: mdx.trim() });
    return code(mdx.trim(), 'text');
  });
  const second = toMdx(readable);
  if (isReadable(second)) return second;
  tell('import.block-raw', 0, { what: whole.trim() });
  return toMdx([code(whole.trim(), 'text')]);
}

/** Where the two languages of a page have another structure, they are no translation of each other, line by line. */
function whyUnpaired(vi: string, en: string): keyof typeof WHY_UNPAIRED | undefined {
  const marks = (body: string) => JSON.stringify(structure(body.trim()).map(({ what }) => what));
  return marks(vi) === marks(en) ? undefined : 'different';
}

function audit(page: SourcePage, { placed, tell }: Draft, { pages, report }: Imported): void {
  const notes = report.notes.filter(({ file }) => file === page.file);
  // Reason: the place among siblings and the kind of page are told as such, or in other words.
  const spoken = new Set(['weight', 'chapter'].map((field) => page.lines.get(field)));
  const source = page.source
    .split('\n')
    .map((text, index) => (spoken.has(index + 1) ? '' : text))
    .join('\n');
  const lines = Map.groupBy(missingWords(source, pages.get(fileOf(placed, page.language))!, notes), ({ line }) => line);
  for (const [line, missing] of lines) tell('import.words', line, { what: missing.map(({ word }) => word).join(' ') });
}
