/** As much of the search engine's own interface as the search box uses. */
export interface Pagefind {
  options(options: { excerptLength?: number; ranking?: { pageLength?: number } }): Promise<void>;
  init(): Promise<void>;
  debouncedSearch(query: string, options?: object, wait?: number): Promise<{ results: { id: string; data(): Promise<Found> }[] } | null>;
}

/** One page in which something was found. */
export interface Found {
  url: string;
  meta: Record<string, string>;
  sub_results: { title: string; url: string; excerpt: string /** Where the words are, one number for each. */; locations: number[] }[];
}

/** Loads the search engine: nothing of it is fetched before. */
export async function loadPagefind(): Promise<Pagefind> {
  const address = '/pagefind/pagefind.js';
  const engine: Pagefind = await import(/* @vite-ignore */ address);
  await engine.options({ excerptLength: 18 });
  await engine.init();
  return engine;
}
