import path from 'node:path';
import type { Image, Link, Nodes, PhrasingContent, RootContent } from 'mdast';
import type { Language } from '../messages.ts';
import { type Addresses, idOf, type Target } from './addresses.ts';
import type { PageHeading } from './headings.ts';
import { isParent, lineOf, plainText, text } from './markdown.ts';
import { pictureKind } from './picture-kind.ts';
import type { Placed } from './place.ts';
import type { Tell } from './report.ts';
import { slugOf } from './slug.ts';
import type { SourceFolder } from './source-folder.ts';
import type { SourcePage } from './workshop.ts';

/** What links and pictures of a page may lead to, and where the files go that they need. */
export interface References {
  addresses: Addresses;
  folder: SourceFolder;
  /** Of each page, by language and place, the headings and other places. */
  headings: ReadonlyMap<string, readonly PageHeading[]>;
  places: ReadonlyMap<string, ReadonlySet<string>>;
  /** Where a picture comes to lie, below the folder of all pages: `vi/9-x/images/a.png`. */
  picture(file: string): string;
  /** The address of any other file. */
  download(file: string): string;
}

const PICTURE_WORDS = { vi: 'Hình', en: 'Picture' } as const;

/** Gives links and pictures of a page their new addresses. What leads nowhere stays as text and is told. */
export function resolveReferences(
  blocks: RootContent[],
  page: SourcePage,
  placed: Placed,
  references: References,
  tell: Tell,
): RootContent[] {
  const { language } = page;
  let section = String(page.fields.title ?? '');
  const visit = (node: Nodes): Nodes[] => {
    if (node.type === 'heading') section = plainText(node);
    if (!isParent(node)) return node.type === 'image' ? picture(node) : [node];
    Object.assign(node, { children: node.children.flatMap((child) => visit(child)) });
    return node.type === 'link' ? link(node) : [node];
  };

  const link = (node: Link): Nodes[] => {
    if (plainText(node).trim() === '' && !node.children.some(({ type }) => type === 'image')) node.children.push(text(node.url));
    const target = references.addresses.find(node.url, page);
    if (target.kind === 'web') return [node];
    const pictureOnly = node.children.every(({ type }) => type === 'image') && node.children.length > 0;
    // Reason: every picture can be enlarged here, which is what such links are for.
    if (pictureOnly && target.kind === 'file' && isPictureName(target.file)) {
      tell('import.link', lineOf(node), { what: node.url, into: '![]()' });
      return node.children;
    }
    const into = addressOf(target);
    if (into === undefined) {
      tell('import.link-nowhere', lineOf(node), { what: [shown(node.url), node.title].filter(Boolean).join(' ') });
      return [...node.children, text(' ('), { type: 'inlineCode', value: shown(node.url) }, text(')')];
    }
    if (into !== node.url) tell('import.link', lineOf(node), { what: shown(node.url), into });
    return [{ ...node, url: into }];
  };

  const addressOf = (target: Target): string | undefined => {
    if (target.kind === 'file') return references.download(target.file);
    const found = target.kind === 'page' ? target.placed : placed;
    if (target.kind !== 'page' && target.kind !== 'place') return undefined;
    const key = `${language} ${found.place}`;
    const id =
      target.anchor === undefined ? undefined : idOf(target.anchor, references.headings.get(key), references.places.get(key) ?? new Set());
    if (target.kind === 'place') return id === undefined ? undefined : `#${id}`;
    return `/${found.key}${found.key && '/'}${id === undefined ? '' : `#${id}`}`;
  };

  const picture = (node: Image): Nodes[] => {
    const line = lineOf(node);
    const raw = `![${node.alt ?? ''}](${[node.url, node.title && `"${node.title}"`].filter(Boolean).join(' ')})`;
    const asText: PhrasingContent[] = [{ type: 'inlineCode', value: raw.replace(/\s+/g, ' ') }];
    if (/^data:/i.test(node.url)) {
      tell('import.picture-elsewhere', line, { what: raw });
      return asText;
    }
    const target = references.addresses.find(node.url, page);
    if (target.kind === 'web') {
      tell('import.picture-elsewhere', line, { what: raw });
      return [{ type: 'link', url: node.url, title: node.title ?? null, children: [text(node.alt?.trim() || node.url)] }];
    }
    if (target.kind !== 'file') {
      tell('import.picture-missing', line, { what: raw });
      return asText;
    }
    if (!pictureKind(references.folder.read(target.file))) {
      tell('import.picture-broken', line, { what: raw });
      return asText;
    }
    const from = path.posix.join(language, placed.folder);
    const relative = path.posix.relative(from, references.picture(target.file));
    const url = relative.startsWith('.') ? relative : `./${relative}`;
    tell(target.exact ? 'import.picture' : 'import.picture-path', line, { what: node.url, into: url });
    const alt = /[\p{L}\p{N}]/u.test(node.alt ?? '') ? node.alt! : inventedAlt(node, target.file, section, language);
    if (alt !== node.alt) tell('import.alt', line, { what: node.url, alt });
    return [{ ...node, url, alt: alt.replace(/\s+/g, ' ') }];
  };
  return blocks.flatMap((block) => visit(block) as RootContent[]);
}

/** What a picture without words of its own is called: by its caption, by its file's name where that has words, by where it stands. */
function inventedAlt({ title }: Image, file: string, section: string, language: Language): string {
  const name = file
    .split('/')
    .at(-1)!
    .replace(/\.\w+$/, '')
    .replace(/[-_.]+/g, ' ')
    .trim();
  const says = title?.trim() || (/\p{L}{3}/u.test(name) ? name : section.trim());
  return `${PICTURE_WORDS[language]}: ${says || name}`;
}

function isPictureName(file: string): boolean {
  return /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(file);
}

function shown(address: string): string {
  return address.startsWith('hugo-ref:') ? decodeURIComponent(address.slice('hugo-ref:'.length)) : address;
}

/** A file's path as one that needs no escapes in an address. */
export function plainPath(file: string): string {
  return file
    .split('/')
    .map((part) => {
      const [, stem = part, ending = ''] = /^(.*?)(\.\w+)?$/.exec(part) ?? [];
      return `${slugOf(stem, 80) || 'file'}${ending.toLowerCase()}`;
    })
    .join('/');
}
