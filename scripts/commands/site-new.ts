import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { languages } from '../messages.ts';
import { nearest } from '../nearest.ts';
import { newPage } from '../new-page/page.ts';
import { labIds } from '../stage.ts';
import { UserError } from '../user-error.ts';

const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const siteNew = command({
  name: 'site:new',
  summary: {
    vi: 'Tạo một chương mới bằng cả hai ngôn ngữ; trang dựng được ngay',
    en: 'Lay down a new chapter in both languages; the site builds at once',
  },
  positionals: ['part/chapter'],
  options: {
    lab: { type: 'string', help: 'option.new-lab', value: 'LAB' },
    number: { type: 'string', help: 'option.new-number', value: 'N' },
    'title-vi': { type: 'string', help: 'option.title-vi', value: 'TITLE' },
    'title-en': { type: 'string', help: 'option.title-en', value: 'TITLE' },
    'dry-run': { type: 'boolean', help: 'option.dry-run', default: false },
  },
  async run({ positionals, lab, number, ...values }, { io, root }) {
    const [name, ...above] = positionals[0]!.split('/').reverse();
    if (!name || !NAME.test(name) || above.length === 0) throw new UserError('new.page', { value: positionals[0]! });
    const ids = labIds(root);
    if (lab !== undefined && !ids.includes(lab)) throw new UserError('lab.unknown', { lab, nearest: nearest(lab, ids) });
    const content = path.join(root, 'site', 'content');
    const folder = above.reverse().reduce((found, part) => path.join(found, folderOf(path.join(content, 'vi', found), part)), '');
    const siblings = numbered(path.join(content, 'vi', folder));
    const wanted = numberOf(number, siblings);
    const words = name.replaceAll('-', ' ');
    const title = `${words[0]!.toUpperCase()}${words.slice(1)}`;
    const pages = newPage({ title: { vi: values['title-vi'] ?? title, en: values['title-en'] ?? title }, number: wanted, lab });
    const taken = siblings.find((sibling) => sibling.name === name || sibling.number === wanted);
    if (taken) throw new UserError('new.exists', { file: path.join('site/content/vi', folder, taken.folder) });
    const files = languages.map((language) => path.join('site/content', language, folder, `${wanted}-${name}`, 'index.mdx'));
    languages.forEach((language, index) => {
      const file = files[index]!;
      io.tell({ type: 'text', text: `  ${file}` });
      if (values['dry-run']) return;
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), pages[language]);
    });
    const key = [...folder.split(path.sep), name].map((part) => part.replace(/^\d+-/, '')).join('/');
    say(io, values['dry-run'] ? 'new.dry' : 'new.page-done', { count: files.length, address: `/${key}/` });
    io.tell({ type: 'result', data: { files, address: `/${key}/` } });
    return ExitCode.Ok;
  },
});

interface Numbered {
  folder: string;
  number: number;
  name: string;
}

/** The pages in a folder, by their number. */
function numbered(folder: string): Numbered[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const [, number, name] = /^(\d+)-(.+)$/.exec(entry.name) ?? [];
    return entry.isDirectory() && number && name ? [{ folder: entry.name, number: Number(number), name }] : [];
  });
}

/** `1-serverless`, `serverless` and `1` all name the same part. */
function folderOf(above: string, part: string): string {
  const there = numbered(above);
  const found = there.find(({ folder, name, number }) => [folder, name, String(number)].includes(part));
  if (found) return found.folder;
  const names = there.map(({ folder }) => folder);
  throw new UserError('new.no-part', { part, nearest: nearest(part, names), parts: names.join(', ') });
}

function numberOf(given: string | undefined, siblings: readonly Numbered[]): number {
  if (given === undefined) return Math.max(0, ...siblings.map(({ number }) => number)) + 1;
  if (!/^\d{1,3}$/.test(given)) throw new UserError('new.number', { value: given });
  return Number(given);
}
