import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file of the built site, as it is published. */
export interface SiteFile {
  /** Where it lies on this machine. */
  file: string;
  /** Its object: a page lies under its own address (`en/search/`). */
  key: string;
  contentType: string;
  cacheControl: string;
  /** What S3 calls it when it holds the same: the MD5 of its bytes. */
  etag: string;
  bytes: number;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/vnd.microsoft.icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};
/** Files whose names change with what is in them: Astro's own, and the search index's parts. */
const NAMED_BY_CONTENT = /^_astro\/|^pagefind\/(?:.*\/)?[^/]+_[0-9a-f]{7,}\.pf_(?:fragment|index|meta)$/;
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Browsers ask every time; edges keep it for a day, or until they are told that it has changed. */
const ASKED_FOR = 'public, max-age=0, s-maxage=86400, must-revalidate';

/** Every file below a folder, in the order of their keys. */
export async function siteFiles(folder: string): Promise<SiteFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const read = await Promise.all(files.map((file) => siteFile(folder, file)));
  return read.sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function siteFile(folder: string, file: string): Promise<SiteFile> {
  const name = path.relative(folder, file).split(path.sep).join('/');
  const bytes = await readFile(file);
  return {
    file,
    key: keyOf(name),
    contentType: TYPES[path.extname(name).toLowerCase()] ?? 'application/octet-stream',
    cacheControl: isNamedByContent(name) ? FOR_EVER : ASKED_FOR,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    bytes: bytes.length,
  };
}

/** S3 looks for no index.html: `en/search/index.html` becomes `en/search/`, only the first page keeps its name. */
function keyOf(name: string): string {
  return name.replace(/(?<=\/)index\.html$/, '');
}

/** Whether an object never changes, so that nobody has to be told of it. */
export function isNamedByContent(key: string): boolean {
  return NAMED_BY_CONTENT.test(key);
}
