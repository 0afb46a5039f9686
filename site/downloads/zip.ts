import { strToU8, type Zippable, zipSync } from 'fflate';
import type { PackageFiles } from './lab-package.ts';

/** Packs files under one folder. The same files give the same bytes, whenever and wherever they are packed. */
export function zip(folder: string, files: PackageFiles): Uint8Array<ArrayBuffer> {
  // Reason: zip keeps local time without a zone, so the moment is named in the zone it is written in; 1980 is the format's first year.
  const mtime = new Date(1980, 0, 1);
  const entries = [...files].map(
    ([path, content]) => [`${folder}/${path}`, typeof content === 'string' ? strToU8(content) : content] as const,
  );
  const zippable: Zippable = Object.fromEntries(entries);
  return zipSync(zippable, { mtime, level: 9 });
}
