import path from 'node:path';
import process from 'node:process';
import type { World } from './command.ts';
import { commands } from './commands.ts';
import { ExitCode } from './exit-code.ts';
import type { Io } from './io/io.ts';
import { jsonIo } from './io/json.ts';
import { plainIo } from './io/plain.ts';
import { terminalIo } from './io/terminal.ts';
import { type Language, languageOf } from './messages.ts';
import { commonValues, runCommand } from './run-command.ts';
import { UserError } from './user-error.ts';

// The only file that knows `process`: everything else is handed its world. Runs as it is loaded (see main.ts).
const root = path.resolve(import.meta.dirname, '..');
const home = path.resolve(process.env.WORKSHOP_HOME ?? path.join(root, '.workshop'));
const [name = 'help', ...argv] = process.argv.slice(2);
const common = commonValues(argv);
const language = languageOf(common.lang, process.env);
const command = commands.find((candidate) => candidate.name === name);
// Reason: lab:verify's --json names a file instead.
const io = ioFor(language, common.json && command?.options.json?.type !== 'string');
// Reason: the CDK toolkit listens to the end of the process once for every assembly it reads.
process.setMaxListeners(0);
const controller = new AbortController();
let interruptedAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    controller.abort(new UserError('interrupted', {}, ExitCode.Interrupted));
    // Reason: a second Ctrl-C must end what does not listen to the first; npm passes the same one on twice.
    interruptedAt ??= performance.now();
    if (performance.now() - interruptedAt > 1000) process.exit(ExitCode.Interrupted);
  });
}
// Reason: `lab:list | head` closes the pipe early, which is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? ExitCode.Ok : ExitCode.Failed));

const world: World = { io, environment: process.env, root, home, interrupted: controller.signal, verbose: common.verbose };
const exitCode = await runCommand(name, argv, world);
// Reason: a pipe may still hold what was written last.
await new Promise((resolve) => process.stdout.write('', resolve));
process.exit(exitCode);

function ioFor(language: Language, json: boolean): Io {
  const write = (text: string) => void process.stdout.write(text);
  if (json) return jsonIo(language, write);
  const live = process.stdout.isTTY && process.stdin.isTTY && process.env.CI !== 'true' && process.env.TERM !== 'dumb';
  return live
    ? terminalIo(language, process.stdin, process.stdout, !process.env.NO_COLOR)
    : plainIo(language, write, (text) => void process.stderr.write(text));
}
