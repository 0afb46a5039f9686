import { readFileSync } from 'node:fs';
import path from 'node:path';
import { scriptsOf, whyLeftOut } from '../../site/commands/count-commands.ts';
import type { PageCommand } from '../../site/commands/page-command.ts';
import { type PageStep, pageSteps } from '../../site/commands/page-steps.ts';
import type { Language } from '../messages.ts';
import { isInstalled } from './terminal.ts';

/** A page in both languages: the same commands, each with what it prints. */
export type PagePlan = Readonly<Record<Language, readonly PageStep[]>>;

/** What the readers of a page type; `file` is the Vietnamese one. Throws in words: file, line and what nobody could run. */
export function planOf(root: string, file: string): PagePlan {
  const scripts = scriptsOf(root);
  const steps = (name: string) => pageSteps(name, readFileSync(path.join(root, name), 'utf8'), scripts);
  const plan = { vi: steps(file), en: steps(file.replace('content/vi/', 'content/en/')) };
  mustBeTheSame(plan);
  return plan;
}

/** Why a command of a page is not run here; undefined when it is. */
export function whyNotRun(root: string, step: PageStep, command: PageCommand): string | undefined {
  const { does } = command;
  const missing =
    does.kind === 'program' && !isInstalled(root, does.program) ? `need ${does.program}, which is not installed here` : undefined;
  return whyLeftOut(step, command) ?? missing;
}

/** The languages of a page share one run. */
function mustBeTheSame({ vi, en }: PagePlan): void {
  const typed = (step: PageStep | undefined) => {
    if (!step) return 'nothing';
    const notes = [step.fails && 'fails', step.stays && 'stays', step.leftOut].filter(Boolean).join(' ');
    return `${step.commands.map(({ text }) => text).join(' && ')}${notes && ` (${notes})`}`;
  };
  for (let index = 0; index < Math.max(vi.length, en.length); index++) {
    const [a, b] = [vi[index], en[index]];
    if (typed(a) === typed(b)) continue;
    const place = (step: PageStep | undefined) => (step ? `${step.file}:${step.line} runs ${typed(step)}` : 'its twin runs no more');
    throw new Error(`the languages run different commands: ${place(a)}; ${place(b)}`);
  }
}
