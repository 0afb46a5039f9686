import type { PanelKey } from './words.ts';

/** What a lab in the page needs of a browser, and since when browsers have it; looked up 2026-11 (webstatus.dev, MDN, WebKit). */
export interface Need {
  what: PanelKey;
  /** Versions; absent where it is no matter of the browser's age. */
  since?: Versions;
  /** Whether this browser lacks it. Absent where nothing tells before it is tried, and a younger need implies it. */
  lacks?(here: Here): boolean;
}
export interface Versions {
  /** Edge and other browsers made of it have its numbers. */
  chrome: number;
  firefox: number;
  safari: number;
}
/** The part of a window that is asked. */
export type Here = Pick<typeof globalThis, 'Worker' | 'Blob' | 'URL' | 'CSSStyleSheet' | 'Promise' | 'isSecureContext'>;

export const needs: readonly Need[] = [
  { what: 'needs.module-workers', since: { chrome: 80, firefox: 114, safari: 15 }, lacks: (here) => !hasModuleWorkers(here) },
  // Each function is a Worker of the cloud's Worker.
  { what: 'needs.nested-workers', since: { chrome: 69, firefox: 3.5, safari: 16.4 } },
  {
    what: 'needs.sheets',
    since: { chrome: 99, firefox: 101, safari: 16.4 },
    lacks: ({ CSSStyleSheet }) => !('replaceSync' in CSSStyleSheet.prototype),
  },
  { what: 'needs.resolvers', since: { chrome: 119, firefox: 121, safari: 17.4 }, lacks: (here) => !('withResolvers' in here.Promise) },
  // `crypto.subtle`, by which deployment packages are named, is there on https:// and localhost alone.
  { what: 'needs.secure', lacks: ({ isSecureContext }) => !isSecureContext },
];

/** What this browser lacks. */
export const lacking = (here: Here = globalThis): Need[] => needs.filter(({ lacks }) => lacks?.(here));

/** The oldest versions that have all of it. */
export function oldest(): Versions {
  const all = needs.flatMap(({ since }) => since ?? []);
  const newestOf = (browser: keyof Versions) => Math.max(...all.map((since) => since[browser]));
  return { chrome: newestOf('chrome'), firefox: newestOf('firefox'), safari: newestOf('safari') };
}

/** A browser that knows modules in Workers asks what kind of Worker it is to start. */
function hasModuleWorkers({ Worker, Blob, URL }: Here): boolean {
  let isAsked = false;
  const options = {
    get type(): WorkerType {
      isAsked = true;
      return 'module';
    },
  };
  const address = URL.createObjectURL(new Blob([''], { type: 'text/javascript' }));
  try {
    new Worker(address, options).terminate();
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
  return isAsked;
}
