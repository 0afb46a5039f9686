import type { DiagramHints, Lab } from '../../labs/contract.ts';
import type { LabModules } from './labs.ts';

/** Every lab's manifest and checks: the files the command line reads. */
export const labModules: LabModules = {
  manifests: import.meta.glob('../../labs/*/lab.ts', { eager: true }),
  checks: import.meta.glob('../../labs/*/checks.ts', { eager: true }),
};

/** The manifests of all labs, in the order of their ids. */
export function allLabs(): Lab[] {
  return Object.values(labModules.manifests)
    .flatMap(({ lab }) => (lab ? [lab] : []))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

const diagrams: Record<string, { diagram?: DiagramHints }> = import.meta.glob('../../labs/*/diagram.ts', { eager: true });

/** What a lab's drawing needs beyond its template; nothing for most labs. */
export function labHints(id: string): DiagramHints {
  return diagrams[`../../labs/${id}/diagram.ts`]?.diagram ?? {};
}
