import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCloud } from '../../cloud/host/node/start.ts';
import type { Doing, PageCommand } from '../../site/commands/page-command.ts';
import type { World } from '../command.ts';
import { noteCloud, stateDirectory } from '../local-cloud.ts';
import { type Language, languages } from '../messages.ts';
import { commonValues, runCommand } from '../run-command.ts';
import { toldTwice } from './told-twice.ts';

/** How a command ended, and what readers of either language see. */
export interface Typed {
  code: number;
  output: Readonly<Record<Language, string>>;
  /** The command chose its words itself: what it printed is true in the language it was typed in, only. */
  isForOne: boolean;
}

/** Where a reader types: a home and a cloud of their own. */
export interface Terminal {
  type(command: PageCommand, language: Language): Promise<Typed>;
  /** Starts what goes on running, until `isEnough` says so of its output; then ends it as Ctrl-C does. */
  typeStaying(command: PageCommand, language: Language, isEnough: (output: string) => boolean): Promise<Typed>;
  /** Faults of the cloud itself. */
  faults: readonly unknown[];
  close(): Promise<void>;
}

type Own = Extract<Doing, { kind: 'own' }>;

const LOCALES = { vi: 'vi_VN.UTF-8', en: 'C.UTF-8' } as const;
/** As the pages have it. */
const ENDPOINT = '127.0.0.1:4566';
/** The command line's own folder, where a word begins with it. */
const HOME = /(^|[\s='"])\.workshop\//g;
/** How long a command that stays may take to say what it does. */
const STARTS_WITHIN_MS = 60_000;

export async function openTerminal(root: string): Promise<Terminal> {
  const home = mkdtempSync(path.join(tmpdir(), 'reader-'));
  const faults: unknown[] = [];
  const cloud = await startCloud({ port: 0, stateDirectory: stateDirectory(home), onFault: (fault) => faults.push(fault) });
  await noteCloud(home, { endpoint: cloud.endpoint, pid: process.pid });
  const here = new URL(cloud.endpoint).host;
  const asWritten = (text: string) =>
    text.replaceAll(here, ENDPOINT).replaceAll(path.relative(process.cwd(), home), '.workshop').replaceAll(home, '.workshop');
  const environmentOf = (language: Language) => ({
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env.PATH}`,
    HOME: home,
    WORKSHOP_HOME: home,
    INIT_CWD: root,
    LANG: LOCALES[language],
    AWS_EC2_METADATA_DISABLED: 'true',
    ASTRO_TELEMETRY_DISABLED: '1',
  });

  const asHere = (text: string) => text.replaceAll(ENDPOINT, here).replaceAll(HOME, `$1${home}/`);

  const own = async ({ name, ...typed }: Own, language: Language): Promise<Typed> => {
    const argv = typed.argv.map(asHere);
    const environment = { ...environmentOf(language), ...typed.environment };
    const common = commonValues(argv);
    const chosen = languages.find((each) => each === common.lang);
    const told = toldTwice(language, chosen, common.json);
    const interrupted = new AbortController().signal;
    const world: World = { io: told.io, environment, root, home, interrupted, verbose: common.verbose };
    const code = await runCommand(name, argv, world);
    return { code, output: { vi: asWritten(told.output('vi')), en: asWritten(told.output('en')) }, isForOne: told.isForOne };
  };

  const program = (text: string, language: Language, isEnough?: (output: string) => boolean): Promise<Typed> => {
    const child = spawn('sh', ['-c', asHere(text)], {
      cwd: root,
      env: environmentOf(language),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let isStopped = false;
    const stop = (signal: NodeJS.Signals) => {
      if (!isStopped && child.pid !== undefined) process.kill(-child.pid, signal);
      isStopped = true;
    };
    const late = isEnough && setTimeout(() => stop('SIGKILL'), STARTS_WITHIN_MS);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
        if (isEnough?.(asWritten(output))) stop('SIGINT');
      });
    }
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => {
        clearTimeout(late);
        const seen = asWritten(output);
        resolve({ code: code ?? 1, output: { vi: seen, en: seen }, isForOne: false });
      });
    });
  };

  return {
    faults,
    type: ({ does, text }, language) => (does.kind === 'own' ? own(does, language) : program(text, language)),
    typeStaying({ does, text }, language, isEnough) {
      // Reason: it holds its terminal until Ctrl-C, which only a process of its own can be sent.
      const variables = does.kind === 'own' ? Object.entries(does.environment ?? {}).map(([key, value]) => `${key}=${value}`) : [];
      const typed = does.kind === 'own' ? [...variables, 'node', 'scripts/main.ts', does.name, ...does.argv].join(' ') : text;
      return program(typed, language, isEnough);
    },
    async close() {
      await cloud.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Whether a program can be started here. */
export function isInstalled(root: string, name: string): boolean {
  const folders = [path.join(root, 'node_modules', '.bin'), ...(process.env.PATH ?? '').split(path.delimiter)];
  return folders.some((folder) => existsSync(path.join(folder, name)));
}
