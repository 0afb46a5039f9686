import type { Lab } from '../../labs/contract.ts';
import type { Chapter } from '../chapters/chapter.ts';

/** A mishap of the journal as a drill: where it is told about, and how it is started. */
export interface DrillPlace {
  /** The place in the lab's chapter; undefined while there is no chapter. */
  href: string | undefined;
  /** Undefined while the lab has no such drill. */
  command: string | undefined;
}

/** Where a lab's drill stands now. Labs and chapters that do not exist yet are no error: a journal is older than its drills. */
export function drillPlace(lab: string, drill: string, chapters: readonly Chapter[], labs: readonly Lab[]): DrillPlace {
  const manifest = labs.find(({ id }) => id === lab);
  const page = chapters.find(({ data }) => data.lab === lab);
  const has = manifest?.drills.includes(drill) ?? false;
  return {
    href: has && page ? page.path + (page.body.includes('[#drills]') ? '#drills' : '') : undefined,
    command: has ? `npm run lab:drill -- ${lab} ${drill}` : undefined,
  };
}
