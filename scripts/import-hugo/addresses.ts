import type { PageHeading } from './headings.ts';
import type { HugoConfig } from './hugo-config.ts';
import { allPlaced, type Placed } from './place.ts';
import { hugoAnchor } from './slug.ts';
import type { SourceFolder } from './source-folder.ts';
import type { SourcePage } from './workshop.ts';

/** What an address of the workshop leads to. */
export type Target =
  | { kind: 'web' }
  | { kind: 'page'; placed: Placed; anchor: string | undefined }
  | { kind: 'place'; anchor: string }
  /** `exact` when it is named as it lies there. */
  | { kind: 'file'; file: string; exact: boolean }
  | { kind: 'nowhere' };

/** Finds what Hugo's addresses lead to, as a browser would from the published page, and as authors mean them. */
export class Addresses {
  private readonly pages = new Map<string, Placed>();
  private readonly files = new Map<string, string>();
  private readonly config: HugoConfig;

  constructor(root: Placed, folder: SourceFolder, config: HugoConfig) {
    this.config = config;
    for (const placed of allPlaced(root)) {
      this.pages.set(normal(placed.place), placed);
      for (const page of Object.values(placed.pages))
        if (typeof page.fields.url === 'string') this.pages.set(normal(page.fields.url), placed);
    }
    for (const file of folder.files) this.files.set(normal(file), file);
  }

  find(address: string, page: SourcePage): Target {
    if (address.startsWith('hugo-file:')) return { kind: 'file', file: decode(address.slice('hugo-file:'.length)), exact: true };
    const isReference = address.startsWith('hugo-ref:');
    const inside = this.withoutOrigin(isReference ? decode(address.slice('hugo-ref:'.length)) : address.trim());
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(inside)) return { kind: 'web' };
    const [, path = '', anchor] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(inside) ?? [];
    if (path === '' && anchor !== undefined) return { kind: 'place', anchor: decode(anchor) };
    const candidates = this.candidates(decode(path), page);
    const file = candidates.files.map((candidate) => [candidate, this.files.get(normal(candidate))] as const).find(([, found]) => found);
    if (file && !/\.md$/i.test(file[1]!)) return { kind: 'file', file: file[1]!, exact: file[0] === file[1] };
    const found = candidates.pages.map((candidate) => this.pages.get(normal(candidate))).find((placed) => placed !== undefined);
    const placed = found ?? (isReference ? this.byName(path) : undefined);
    return placed
      ? { kind: 'page', placed, anchor: anchor === undefined || anchor === '' ? undefined : decode(anchor) }
      : { kind: 'nowhere' };
  }

  /** An address of the published workshop is one of its own. */
  private withoutOrigin(address: string): string {
    const { origin } = this.config;
    const bare = address.replace(/^https?:\/\//, '');
    return origin && bare !== address && (bare === origin || bare.startsWith(`${origin}/`)) ? bare.slice(origin.length) || '/' : address;
  }

  private candidates(path: string, page: SourcePage): { pages: string[]; files: string[] } {
    const base = this.config.base;
    if (path.startsWith('/')) {
      const plain = base && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
      // Reason: a base that the settings no longer name still stands in the pages.
      const shorter = plain.replace(/^\/[^/]+(?=\/[^/])/, '');
      const paths = [plain, path, shorter].map((each) => each.replace(/^\/(?:vi|en)(?=\/|$)/, '').replace(/^\//, ''));
      return {
        pages: paths.map(pageOf),
        files: paths.flatMap((each) => [`static/${each}`, `assets/${each}`, `${this.config.contentFolder}/${each}`, each]),
      };
    }
    const isLeafFile = !/(^|\/)_?index\.[^/]*$/i.test(page.file);
    const places = [page.place, page.place.split('/').slice(0, -1).join('/')].map((place) => joined(place, path));
    const folders = [
      page.folder,
      ...(isLeafFile ? [`${page.folder}/${page.place.split('/').at(-1)}`] : []),
      page.folder.split('/').slice(0, -1).join('/'),
    ];
    const stem = path.replace(/^(?:\.\.?\/)+/, '').replace(/^static\//, '');
    return {
      pages: [...places, path.replace(/^(?:\.\.?\/)+/, '')].map(pageOf),
      files: [...folders.map((folder) => joined(folder, path)), ...places.map((place) => `static/${place}`), `static/${stem}`],
    };
  }

  /** `ref` may name a page by the end of its path, where only one has it. */
  private byName(path: string): Placed | undefined {
    const wanted = normal(pageOf(path));
    if (wanted === '') return undefined;
    const found = [...this.pages].filter(([place]) => place.split('/').some((_, index, parts) => parts.slice(index).join('/') === wanted));
    return new Set(found.map(([, placed]) => placed)).size === 1 ? found[0]![1] : undefined;
  }
}

/** The id on the imported page of what was linked to; undefined when there is no such place. */
export function idOf(anchor: string, headings: readonly PageHeading[] | undefined, places: ReadonlySet<string>): string | undefined {
  const wanted = hugoAnchor(anchor);
  return (
    headings?.find((heading) => heading.anchor === anchor || heading.anchor === wanted || heading.id === anchor)?.id ??
    (places.has(anchor) ? anchor : undefined)
  );
}

/** What a page is linked to as: its folder, whatever its file is called. */
function pageOf(path: string): string {
  return path.replace(/(?:^|\/)_?index(?:\.\w\w)?\.(?:md|html)$/i, '').replace(/(?:\.\w\w)?\.(?:md|html)$/i, '');
}

function joined(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Hugo writes addresses in small letters, with lines for spaces. */
function normal(path: string): string {
  return path
    .toLowerCase()
    .replace(/\s+/g, '-')
    .replace(/^\/+|\/+$/g, '')
    .normalize('NFC');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
