import type { Chapter } from '../chapters/chapter.ts';

/** The chapters whose lab uses a service: the topmost page of each lab, in reading order. */
export function whereUsed(service: string, chapters: readonly Chapter[], servicesOf: (lab: string) => readonly string[]): Chapter[] {
  return chapters.filter(
    ({ data, parents }) => data.lab !== undefined && parents.at(-1)?.data.lab !== data.lab && servicesOf(data.lab).includes(service),
  );
}
