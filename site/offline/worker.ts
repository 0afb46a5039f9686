/*
 * The site's service worker. Online, a page is always the server's; what was opened before is there offline. Files whose name says
 * what is in them are taken from the cache wherever they are.
 */

/** The part of a service worker's global scope that is used; TypeScript's library for pages does not know it. */
interface Scope {
  addEventListener(type: 'install' | 'activate' | 'fetch' | 'message', listener: (event: WorkerEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
}
interface WorkerEvent {
  request: Request;
  /** Of a message: the addresses a page is made of that was opened before this worker was there. */
  data: string[];
  respondWith(response: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
const scope = globalThis as unknown as Scope;

/** Made of all the files of the build. */
declare const VERSION: string;
const PREFIX = 'xuong-may-';
/** Kept from build to build: their names change with their contents. */
const LASTING = `${PREFIX}lasting`;
/** What this build's pages are, as far as they were opened. */
const OPENED = `${PREFIX}opened-${VERSION}`;
const NAMED_BY_CONTENT = /^\/(_astro\/|tab\/(?!manifest))/;

scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));

scope.addEventListener('activate', (event) => event.waitUntil(renew().then(() => scope.clients.claim())));

scope.addEventListener('message', (event) => event.waitUntil(Promise.all(event.data.map((address) => keep(address)))));

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== scope.location.origin) return;
  event.respondWith(NAMED_BY_CONTENT.test(pathname) ? lasting(request) : fresh(request));
});

async function lasting(request: Request): Promise<Response> {
  const cache = await caches.open(LASTING);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(OPENED);
  try {
    const response = await fetch(request);
    if (response.ok && response.status !== 206) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const known = await cache.match(request, { ignoreSearch: true });
    if (known) return known;
    throw error;
  }
}

async function keep(address: string): Promise<void> {
  const { origin, pathname } = new URL(address);
  if (origin !== scope.location.origin) return;
  await (NAMED_BY_CONTENT.test(pathname) ? lasting : fresh)(new Request(address));
}

/** Fetches this build's form of what was opened of builds before, and forgets those. */
async function renew(): Promise<void> {
  const opened = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}opened-`) && name !== OPENED);
  if (opened.length === 0) return;
  const addresses = new Set<string>();
  for (const name of opened) for (const { url } of await (await caches.open(name)).keys()) addresses.add(url);
  const needed = new Set<string>();
  for (const address of addresses) {
    const response = await fresh(new Request(address)).catch(() => undefined);
    if (!response?.headers.get('content-type')?.startsWith('text/html')) continue;
    for (const [, path] of (await response.text()).matchAll(/"(\/_astro\/[^"]+)"/g)) needed.add(new URL(path!, scope.location.origin).href);
  }
  await Promise.all([...needed].map((address) => keep(address).catch(() => {})));
  const cache = await caches.open(LASTING);
  // Reason: what the runner and its editor are made of is not named in pages; unused since, it comes anew when it is asked for.
  for (const request of await cache.keys()) if (!needed.has(request.url)) await cache.delete(request);
  for (const name of opened) await caches.delete(name);
}
