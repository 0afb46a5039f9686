import { parseArgs } from 'node:util';
import type { World } from './command.ts';
import { commands } from './commands.ts';
import { ExitCode } from './exit-code.ts';
import { helpOf, overview } from './help.ts';
import { nearest } from './nearest.ts';
import { tellFailure } from './tell-failure.ts';
import { UserError } from './user-error.ts';

/** The options that every command knows, read before the command is. */
export function commonValues(argv: readonly string[]): { lang?: string; json: boolean; verbose: boolean; help: boolean } {
  const { values } = parseArgs({
    args: [...argv],
    options: { lang: { type: 'string' }, json: { type: 'boolean' }, verbose: { type: 'boolean' }, help: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
  });
  const { lang, json, verbose, help } = values;
  return { ...(typeof lang === 'string' && { lang }), json: json === true, verbose: verbose === true, help: help === true };
}

/** Runs one command of `npm run <name> -- <argv>`. What goes wrong is told, in one line, and is in the exit code. */
export async function runCommand(name: string, argv: readonly string[], world: World): Promise<ExitCode> {
  const { io } = world;
  const { lang, help } = commonValues(argv);
  try {
    if (lang !== undefined && lang !== 'vi' && lang !== 'en') throw new UserError('argument.lang', { lang });
    if (name === 'help') {
      io.tell({ type: 'text', text: overview(commands, io.language) });
      return ExitCode.Ok;
    }
    const command = commands.find((candidate) => candidate.name === name);
    if (!command) {
      const names = commands.map((candidate) => candidate.name);
      throw new UserError('command.unknown', { command: name, nearest: nearest(name, names) });
    }
    if (help) {
      io.tell({ type: 'text', text: helpOf(command, io.language) });
      return ExitCode.Ok;
    }
    return await command.call(argv, world);
  } catch (error) {
    return tellFailure(world, error);
  } finally {
    io.close();
  }
}
