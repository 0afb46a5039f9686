import { shellWords } from './shell-words.ts';

/** A command as a page has it. */
export interface PageCommand {
  /** In the page's file, from 1. */
  line: number;
  text: string;
  does: Doing;
}

export type Doing =
  /** One of the workshop's own commands: `npm run lab:deploy -- leda`, perhaps with variables before it: `WORKSHOP_EVENT=day npm …`. */
  | { kind: 'own'; name: string; argv: readonly string[]; environment?: Readonly<Record<string, string>> }
  /** Anything else on this machine. */
  | { kind: 'program'; program: string }
  /** Nothing that tests may do; why. */
  | { kind: 'left-out'; why: string };

/** What a reader does and a test must not. */
const leftOut: readonly (readonly [RegExp, string])[] = [
  [/^npm (ci|i|install|test)\b/, 'are for a project that is not installed yet'],
  [/^npm run (test|format)\b/, 'would change the project'],
  [/^npm run (site:new|lab:new|site:import-hugo)\b(?!.* --dry-run)/, 'would change the project'],
  [/^npm run site:stamp -- \S/, 'would change the project'],
  [/^git (?!--version$|version$)/, 'would change the project'],
  [/^(cd|export|unset|source|\.)\s/, 'change the terminal, and each command of a test has its own'],
];

/** What a command does. `scripts` are those of package.json. Throws in words when it can do nothing. */
export function doingOf(text: string, scripts: Readonly<Record<string, string>>): Doing {
  const bare = text.replace(/^(?:[A-Z_]+=\S* )+/, '');
  const reason = leftOut.find(([pattern]) => pattern.test(bare))?.[1];
  if (reason !== undefined) return { kind: 'left-out', why: reason };
  if (/<<|>(?!&|\s*\/dev\/null)/.test(text.replace(/"[^"]*"|'[^']*'/g, '')))
    throw new Error('it writes a file, and the tests run in the project: show the file in a fence of its own');
  const words = shellWords(text);
  const first = (words ?? text.split(/\s+/)).findIndex((word) => !/^[A-Z_]+=/.test(word));
  const program = (words ?? text.split(/\s+/))[first] ?? '';
  if (!words || program !== 'npm') return { kind: 'program', program };
  const [, verb, ...given] = words.slice(first);
  const script = verb === 'run' ? given.shift() : verb;
  if (script === undefined || scripts[script] === undefined) throw new Error(`package.json has no script "${script}"`);
  if (given.length > 0 && given[0] !== '--') throw new Error('arguments of a script stand behind --');
  const name = /^node scripts\/main\.ts (\S+)$/.exec(scripts[script])?.[1];
  if (name === undefined) return { kind: 'program', program: 'npm' };
  const variables = words.slice(0, first).map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return { kind: 'own', name, argv: given.slice(1), ...(first > 0 && { environment: Object.fromEntries(variables) }) };
}
