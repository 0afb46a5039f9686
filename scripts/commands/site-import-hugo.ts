import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { command, type World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { type Destination, folderOnDisk, inTheWay, partsOf, writeImport } from '../import-hugo/disk.ts';
import type { Home } from '../import-hugo/place.ts';
import type { Note, Outcome } from '../import-hugo/report.ts';
import { slugOf } from '../import-hugo/slug.ts';
import { say } from '../io/io.ts';
import { type MessageKey, message } from '../messages.ts';
import { UserError } from '../user-error.ts';

/** In the order of what an author has to look at. */
const OUTCOMES: Readonly<Record<Outcome, MessageKey>> = {
  lost: 'import.lost',
  dropped: 'import.dropped',
  kept: 'import.kept',
  added: 'import.added',
  repaired: 'import.repaired',
  converted: 'import.converted',
};

export const siteImportHugo = command({
  name: 'site:import-hugo',
  summary: {
    vi: 'Chuyển một workshop Hugo (theme learn) thành nội dung của trang này',
    en: "Turn a Hugo workshop (learn theme) into this site's content",
  },
  positionals: ['folder'],
  options: {
    out: { type: 'string', help: 'option.import-out', value: 'FOLDER', default: 'site/content' },
    public: { type: 'string', help: 'option.import-public', value: 'FOLDER' },
    part: { type: 'string', help: 'option.import-part', value: 'N-NAME' },
    'dry-run': { type: 'boolean', help: 'option.dry-run', default: false },
    force: { type: 'boolean', help: 'option.force', default: false },
  },
  async run({ positionals, out, part, force, ...values }, { io, root, environment, verbose }) {
    const { importWorkshop } = await import('../import-hugo/import-workshop.ts');
    // Reason: npm runs scripts in the repository's root, wherever they were called.
    const here = environment.INIT_CWD ?? root;
    const folder = workshopAt(path.resolve(here, positionals[0]!));
    const pages = path.resolve(root, out);
    const to: Destination = { pages, public: path.resolve(root, values.public ?? path.join(pages, '../public')) };
    const source = folderOnDisk(folder);
    const imported = importWorkshop(source, homeOf(part, pages, folder));
    if (!imported.found) throw new UserError('import.no-pages', { folder });
    const notes = imported.report.sorted();
    tellNotes(io, notes, verbose);
    const there = force || values['dry-run'] ? [] : inTheWay(imported, to);
    if (there.length > 0) throw new UserError('import.exists', { count: there.length, first: path.relative(root, there[0]!) });
    if (!values['dry-run']) writeImport(imported, folder, to);
    const counts = { pages: imported.pages.size, pictures: imported.pictures.size, downloads: imported.downloads.size };
    say(io, values['dry-run'] ? 'import.would-write' : 'import.written', { ...counts, out: path.relative(root, pages) || '.' });
    io.tell({ type: 'result', data: { ...counts, files: [...imported.pages.keys()], notes } });
    return ExitCode.Ok;
  },
});

/** What needs a look line by line; what only changed its form as a number, unless --verbose. */
function tellNotes(io: World['io'], notes: readonly Note[], verbose: boolean): void {
  for (const [outcome, title] of Object.entries(OUTCOMES) as [Outcome, MessageKey][]) {
    const found = notes.filter((note) => note.outcome === outcome);
    say(io, title, { count: found.length });
    if (outcome === 'converted' && !verbose) continue;
    for (const { file, line, key, parameters } of found)
      say(io, 'import.note', {
        where: line > 0 ? `${file}:${line}` : file,
        text: { vi: message('vi', key, short(parameters)), en: message('en', key, short(parameters)) },
      });
  }
}

/** A line of the terminal is no place for a whole block; --json has all of it. */
function short(parameters: Note['parameters']): Note['parameters'] {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : value;
      return [name, typeof text === 'string' && text.length > 140 ? `${text.slice(0, 139)}…` : text];
    }),
  );
}

function workshopAt(folder: string): string {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UserError('import.no-folder', { folder });
  return folder;
}

/** A site without a home page becomes the workshop; one that has its own gets a part more, or the same again. */
function homeOf(part: string | undefined, pages: string, folder: string): Home {
  if (part !== undefined) {
    const [, number, slug] = /^([1-9]\d*)-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(part) ?? [];
    if (!number || !slug) throw new UserError('import.part', { value: part });
    return { number: Number(number), slug };
  }
  if (!existsSync(path.join(pages, 'vi', 'index.mdx'))) return undefined;
  const parts = partsOf(pages);
  const slug = slugOf(path.basename(folder)) || 'workshop';
  return { number: parts.get(slug) ?? Math.max(0, ...parts.values()) + 1, slug };
}
