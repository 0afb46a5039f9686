import { fenceInfo } from '../code/fences.ts';
import { type SourceFence, sourceFences } from '../code/source-fences.ts';
import type { ExpectedLine } from './expected-lines.ts';
import { doingOf, type PageCommand } from './page-command.ts';
import { apart } from './shell-words.ts';

/** One fence of commands, and what the page says they print. */
export interface PageStep {
  file: string;
  /** Of the fence, in the file. */
  line: number;
  commands: PageCommand[];
  /** The last command must fail. */
  fails: boolean;
  /** The last command goes on running. */
  stays: boolean;
  /** Why the tests do not run it: it follows an edit of the reader, or needs an AWS account. */
  leftOut: 'edited' | 'aws' | undefined;
  /** Lines the output has in this order. `…` stands for anything. */
  expected: ExpectedLine[];
}

/**
 * What a reader of a page types, in order, at any depth of lists, tabs and components. `scripts` are those of package.json.
 * Throws naming file and line of a command that nobody can run, or of an expectation that follows no commands.
 */
export function pageSteps(file: string, source: string, scripts: Readonly<Record<string, string>>): PageStep[] {
  const steps: PageStep[] = [];
  for (const fence of sourceFences(source)) {
    const [language = '', ...meta] = fence.info.split(' ');
    const { role, notes } = fenceInfo(language, meta.join(' '));
    if (role === 'run') {
      steps.push({
        file,
        line: fence.line,
        commands: commandsOf(file, fence, scripts),
        fails: notes.includes('fails'),
        stays: notes.includes('stays'),
        leftOut: notes.find((note) => note === 'edited' || note === 'aws'),
        expected: [],
      });
    } else if (role === 'expect') {
      const above = steps.at(-1);
      if (!above) throw new Error(`${file}:${fence.line}: nothing is run above what is expected here`);
      fence.lines.forEach((text, index) => {
        if (text.trim() !== '') above.expected.push({ text, line: fence.line + 1 + index });
      });
    }
  }
  return steps;
}

function commandsOf(file: string, fence: SourceFence, scripts: Readonly<Record<string, string>>): PageCommand[] {
  const commands: PageCommand[] = [];
  let typed = '';
  let line = fence.line + 1;
  fence.lines.forEach((written, index) => {
    if (typed === '') line = fence.line + 1 + index;
    typed += written.trim();
    if (typed.endsWith('\\')) {
      typed = `${typed.slice(0, -1).trim()} `;
      return;
    }
    for (const text of typed.startsWith('#') ? [] : apart(typed)) {
      try {
        commands.push({ line, text, does: doingOf(text, scripts) });
      } catch (error) {
        throw new Error(`${file}:${line}: the tests cannot run "${text}": ${(error as Error).message}`, { cause: error });
      }
    }
    typed = '';
  });
  if (typed !== '') throw new Error(`${file}:${line}: the command goes on after the fence`);
  return commands;
}
