import type { TabManifest } from './tab-manifest.ts';

/** Where the page finds what runs in it, below the site's root. */
export const MANIFEST = '/tab/manifest.json';

/** What runs in the page, at full addresses: a Worker from a `blob:` address has no root of its own. */
export async function loadManifest(origin: string): Promise<TabManifest> {
  const response = await fetch(new URL(MANIFEST, origin));
  if (!response.ok) throw new Error(`${MANIFEST}: ${response.status}`);
  const { cloud, bootstrap, provided, labs } = (await response.json()) as TabManifest;
  const full = (address: string) => new URL(address, origin).href;
  return {
    cloud: full(cloud),
    bootstrap: full(bootstrap),
    provided: Object.fromEntries(Object.entries(provided).map(([name, address]) => [name, full(address)])),
    labs: Object.fromEntries(Object.entries(labs).map(([id, { pack, module }]) => [id, { pack: full(pack), module: full(module) }])),
  };
}
