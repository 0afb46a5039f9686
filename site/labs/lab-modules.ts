import type { LabModules } from './labs.ts';

/** Every lab's manifest and checks: the files the command line reads. */
export const labModules: LabModules = {
  manifests: import.meta.glob('../../labs/*/lab.ts', { eager: true }),
  checks: import.meta.glob('../../labs/*/checks.ts', { eager: true }),
};
