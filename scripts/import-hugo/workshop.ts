import type { Language } from '../messages.ts';
import { type HugoConfig, readConfig } from './hugo-config.ts';
import { type HugoPage, splitHugoPage } from './hugo-front-matter.ts';
import { mendMojibake } from './mojibake.ts';
import type { Report } from './report.ts';
import { type SourceFolder, textOf } from './source-folder.ts';

/** A page as it lies in the workshop. */
export interface SourcePage extends HugoPage {
  file: string;
  /** The file's whole text, mended: what the words of the import are counted against. */
  source: string;
  language: Language;
  /** The folder of the page below the content folder, the same in both languages: `4-database/4.1-subnets`. */
  place: string;
  /** Where files lie that belong to the page. */
  folder: string;
}

export interface Workshop {
  config: HugoConfig;
  pages: SourcePage[];
}

/** Reads every page of a workshop in both languages. What is in another one is told. */
export function readWorkshop(folder: SourceFolder, report: Report): Workshop {
  const config = readConfig(folder);
  const read = [...folder.files].sort().flatMap((file) => {
    const named = nameOf(file, config, folder);
    return named ? [{ ...named, file, ...readPage(file, folder, report) }] : [];
  });
  const unnamed = languageOfUnnamed(read, config);
  const found = new Map<string, SourcePage>();
  // Reason: a file that names its language goes before one that does not.
  for (const page of read.toSorted((a, b) => Number(a.language === undefined) - Number(b.language === undefined))) {
    const tell = report.about(page.file);
    const language = page.language ?? unnamed;
    const other = found.get(`${language} ${page.place}`);
    if (language !== 'vi' && language !== 'en') tell('import.language', 0, { language });
    else if (other) tell('import.page-twice', 0, { other: other.file });
    else found.set(`${language} ${page.place}`, { ...page, language });
  }
  return { config, pages: [...found.values()].sort((a, b) => a.file.localeCompare(b.file)) };
}

/** Letters of Vietnamese and of no other language that workshops are written in: one in 25, or more. */
export function isVietnamese({ fields, body }: Pick<HugoPage, 'fields' | 'body'>): boolean {
  const text = `${String(fields.title ?? '')} ${body}`;
  return (text.match(/[ăđơưĂĐƠƯ\u1ea0-\u1ef9]/g) ?? []).length * 25 > text.length;
}

function readPage(file: string, folder: SourceFolder, report: Report): HugoPage & { source: string } {
  const tell = report.about(file);
  const { text, repaired, lost, unsure } = mendMojibake(textOf(folder.read(file), tell));
  for (const { line, from, to } of repaired) tell('import.mojibake', line, { from, to });
  for (const { line, what } of lost) tell('import.bytes', line, { what });
  for (const { line, what } of unsure) tell('import.mojibake-unsure', line, { what });
  return { ...splitHugoPage(text, tell), source: text };
}

/** Beside files that name their language, the others are in Hugo's default; where none does, the text decides. */
function languageOfUnnamed(pages: readonly (Named & HugoPage)[], { defaultLanguage }: HugoConfig): string {
  const unnamed = pages.filter(({ language }) => language === undefined);
  if (unnamed.length < pages.length) return defaultLanguage;
  return unnamed.filter(isVietnamese).length * 2 > unnamed.length ? 'vi' : 'en';
}

interface Named {
  /** Undefined where neither the file's name nor its folder says so. */
  language: string | undefined;
  place: string;
  folder: string;
}

/** Where a Markdown file stands; undefined for what is no page. */
function nameOf(file: string, config: HugoConfig, { files }: SourceFolder): Named | undefined {
  if (!/\.(md|markdown|mdown)$/i.test(file)) return undefined;
  const apart = [...config.contentFolders].find(([, dir]) => file.startsWith(`${dir}/`));
  const top = apart?.[1] ?? config.contentFolder;
  if (!file.startsWith(`${top}/`)) return undefined;
  let inside = file.slice(top.length + 1);
  const tree = apart ? undefined : /^(vi|en)\//.exec(inside);
  // Reason: a folder named after a language is a tree of its own only when it holds the whole of it.
  const isTree = tree && files.some((other) => new RegExp(`^${top}/${tree[1]}/_?index(\\.\\w+)?\\.md$`, 'i').test(other));
  if (isTree) inside = inside.slice(3);
  const [, dir = '', name = '', suffix] = /^(?:(.*)\/)?([^/]+?)(?:\.([a-z]{2}(?:-[a-z]{2})?))?\.\w+$/i.exec(inside) ?? [];
  const place = /^_?index$/i.test(name) ? dir : [dir, name].filter(Boolean).join('/');
  const language = apart?.[0] ?? (isTree ? tree[1] : suffix?.toLowerCase());
  return { language, place, folder: file.split('/').slice(0, -1).join('/') };
}
