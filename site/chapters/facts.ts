import type { Lab } from '../../labs/contract.ts';
import type { Chapter } from './chapter.ts';

/** What a chapter with everything below it asks of a reader. */
export interface Facts {
  minutes: number;
  /** From the lowest to the highest there is; the same number twice when there is one. */
  levels: readonly [low: number, high: number] | undefined;
  /** Of its labs, each named once. */
  services: readonly string[];
  labs: readonly Lab[];
  /** All labs together, in an AWS account. */
  cost: { usdPerRun: number; usdPerForgottenHour: number };
}

/** The facts of a chapter; those of labs come from their manifests. */
export function factsOf(chapter: Chapter, manifestOf: (lab: string) => Lab): Facts {
  const below = pagesUnder(chapter);
  const labs = [...new Set(below.flatMap(({ data }) => data.lab ?? []))].map(manifestOf);
  const levels = below.flatMap(({ data }) => data.level ?? []);
  const sum = (of: (lab: Lab) => number) => labs.reduce((total, lab) => total + of(lab), 0);
  return {
    minutes: minutesOf(chapter),
    levels: levels.length > 0 ? [Math.min(...levels), Math.max(...levels)] : undefined,
    services: [...new Set(labs.flatMap(({ services }) => services))],
    labs,
    cost: { usdPerRun: sum(({ cost }) => cost.usdPerRun), usdPerForgottenHour: sum(({ cost }) => cost.usdPerForgottenHour) },
  };
}

/** A page without minutes of its own takes as long as the pages below it. */
export function minutesOf({ data, children }: Chapter): number {
  return data.minutes ?? children.reduce((sum, child) => sum + minutesOf(child), 0);
}

/** The pages a reader finishes one by one: those with nothing below them. A part without pages has none. */
export function pagesToDo(chapter: Chapter): Chapter[] {
  if (chapter.children.length > 0) return chapter.children.flatMap(pagesToDo);
  return chapter.parents.length > 1 ? [chapter] : [];
}

/** Does a reader tick this page off? */
export function isToDo(chapter: Chapter): boolean {
  return pagesToDo(chapter)[0] === chapter;
}

function pagesUnder(chapter: Chapter): Chapter[] {
  return [chapter, ...chapter.children.flatMap(pagesUnder)];
}
