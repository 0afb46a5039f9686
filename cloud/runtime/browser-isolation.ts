/** What a Worker could reach beyond the cloud in its page: the network, the page's storage, other Workers, its own host. */
const AUTHORITIES = [
  'BroadcastChannel',
  'EventSource',
  'FileReaderSync',
  'FontFace',
  'SharedWorker',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'Worker',
  'XMLHttpRequest',
  'caches',
  'close',
  'cookieStore',
  'importScripts',
  'indexedDB',
  'navigator',
  'Notification',
  'onmessage',
  'onmessageerror',
  'postMessage',
  'requestFileSystem',
  'requestFileSystemSync',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'storage',
] as const;

/** What function code is told that asks for another address. */
export const REFUSED = 'function code in the page reaches the workshop’s cloud only';

/**
 * Takes from this Worker what function code must not have. What is left of the network is `fetch`, which rejects, and
 * `import()`, which the page's Content Security Policy holds to the page's own scripts.
 */
export function isolate(scope: object): void {
  for (let holder: object | null = scope; holder && holder !== Object.prototype; holder = Object.getPrototypeOf(holder)) {
    for (const name of AUTHORITIES) if (Object.hasOwn(holder, name)) Reflect.deleteProperty(holder, name);
    if (Object.hasOwn(holder, 'fetch')) Reflect.deleteProperty(holder, 'fetch');
  }
  for (const name of AUTHORITIES) if (name in scope) throw new Error(`${name} could not be taken from function code`);
  Object.defineProperty(scope, 'fetch', {
    value: () => Promise.reject(new TypeError(`fetch failed: ${REFUSED}`)),
    configurable: true,
    writable: true,
  });
}
