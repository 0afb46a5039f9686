import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Entry } from '../chapters/chapter.ts';
import type { PageCommand } from './page-command.ts';
import { type PageStep, pageSteps } from './page-steps.ts';

/** What the tests run of the pages' commands, and what they do not. */
export interface CommandCount {
  pages: number;
  commands: number;
  /** Commands of these pages that are left out, by the reason. */
  leftOut: ReadonlyMap<string, number>;
  /** Pages that say why none of their commands is run. */
  unrun: readonly { file: string; why: string }[];
}

/** Why the tests leave a command out wherever they run; undefined when they run it. */
export function whyLeftOut(step: PageStep, { does }: PageCommand): string | undefined {
  if (step.leftOut === 'aws') return 'need an AWS account';
  if (step.leftOut === 'edited') return 'follow an edit of the reader';
  return does.kind === 'left-out' ? does.why : undefined;
}

/** Throws naming file and line of a command that nobody can run. */
export function countCommands(root: string, pages: readonly Entry[]): CommandCount {
  const scripts = scriptsOf(root);
  const leftOut = new Map<string, number>();
  const counted = pages
    .filter(({ data }) => data.unrun === undefined)
    .map(({ file }) => {
      let run = 0;
      for (const step of pageSteps(file, readFileSync(path.join(root, file), 'utf8'), scripts))
        for (const command of step.commands) {
          const why = whyLeftOut(step, command);
          if (why === undefined) run++;
          else leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
        }
      return run;
    })
    .filter((run) => run > 0);
  return {
    pages: counted.length,
    commands: counted.reduce((sum, run) => sum + run, 0),
    leftOut,
    unrun: pages.flatMap(({ file, data }) => (data.unrun === undefined ? [] : [{ file, why: data.unrun }])),
  };
}

/** The count as lines of a log. */
export function countLines({ pages, commands, leftOut, unrun }: CommandCount): string[] {
  const reasons = [...leftOut].map(([why, count]) => `${count} ${why}`);
  return [
    `the tests run ${commands} commands of ${pages} pages; not run: ${reasons.join(', ') || 'none'}; ${unrun.length} page(s) not run:`,
    ...unrun.map(({ file, why }) => `${file}: ${why}`),
  ];
}

/** The scripts of package.json, by name. */
export function scriptsOf(root: string): Readonly<Record<string, string>> {
  return (JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;
}
