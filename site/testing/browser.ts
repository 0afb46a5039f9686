import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';
import { policy } from '../layouts/policy.ts';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A Chromium on this machine; undefined when there is none. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** Why the browser's tests are left out, and what to do about it. */
export const withoutChromium =
  'These tests look at the pages in a browser, and no Chromium was found. Install one (Debian: apt-get install chromium) or name it: CHROMIUM=/path/to/chrome npm test';

export function openBrowser(): Promise<Browser> {
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: chromiumPath, args: ['--headless', ...quiet] });
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves a built site on 127.0.0.1; `compressed` as it is meant to be published: brotli, and lasting caches for what never changes. */
export async function serve(folder: string, { compressed = false } = {}): Promise<{ url: string; close(): void }> {
  const packed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const type = types[extname(file)] ?? 'text/plain';
    if (!existsSync(file)) return void response.writeHead(404).end();
    const headers = { 'content-type': type, 'content-security-policy': policy, ...(compressed && { 'cache-control': cachingOf(path) }) };
    if (!compressed || !/^(text|image\/svg)/.test(type)) return void response.writeHead(200, headers).end(readFileSync(file));
    const body = packed.get(file) ?? brotliCompressSync(readFileSync(file));
    packed.set(file, body);
    response.writeHead(200, { ...headers, 'content-encoding': 'br' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Files with their contents' hash in their name never change. */
function cachingOf(path: string): string {
  return path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
}
