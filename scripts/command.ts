import type { ExitCode } from './exit-code.ts';
import { untilAborted } from './interruption.ts';
import type { Io } from './io/io.ts';
import type { Language, MessageKey } from './messages.ts';
import { readArguments } from './read-arguments.ts';
import { samePlace, tellingOf, withPlace } from './same-place.ts';
import { UserError } from './user-error.ts';

/** One option of a command: its type, its words in the help, what it is when not given. */
export interface Option {
  type: 'string' | 'boolean';
  help: MessageKey;
  /** What stands behind the option in the help: `FILE`. */
  value?: string;
  default?: string | boolean;
}

/** What a command may know of the world around it. */
export interface World {
  io: Io;
  environment: Readonly<Record<string, string | undefined>>;
  /** The repository's root. */
  root: string;
  /** Where the command line keeps what it must remember: `.workshop/`, or the folder WORKSHOP_HOME names. */
  home: string;
  /** Aborts at Ctrl-C or SIGTERM. */
  interrupted: AbortSignal;
  verbose: boolean;
}

type Values<Options extends Record<string, Option>> = {
  [Name in keyof Options]: Options[Name]['type'] extends 'boolean'
    ? boolean
    : Options[Name] extends { default: string }
      ? string
      : string | undefined;
};

export interface CommandDefinition<Options extends Record<string, Option>> {
  /** As in `npm run <name>`. */
  name: string;
  summary: Record<Language, string>;
  /** Names of the positional arguments; `lab?` may be left out, `labs...` takes any number. */
  positionals: readonly string[];
  options: Options;
  /** Listens to `interrupted` itself; any other command ends at once with Ctrl-C. */
  endsItself?: boolean;
  run(values: Values<Options> & { positionals: readonly string[] }, world: World): Promise<ExitCode>;
}

/** A command with its options' types forgotten: what the table of commands holds. */
export interface Command {
  name: string;
  summary: Record<Language, string>;
  positionals: readonly string[];
  options: Record<string, Option>;
  call(argv: readonly string[], world: World): Promise<ExitCode>;
}

/** Options of every command. */
export const commonOptions = {
  lang: { type: 'string', help: 'option.lang', value: 'vi|en' },
  json: { type: 'boolean', help: 'option.json', default: false },
  verbose: { type: 'boolean', help: 'option.verbose', default: false },
  help: { type: 'boolean', help: 'option.help', default: false },
} as const satisfies Record<string, Option>;

/** A command is data plus `run`; arguments are read strictly. */
export function command<const Options extends Record<string, Option>>(definition: CommandDefinition<Options>): Command {
  const options: Record<string, Option> = { ...commonOptions, ...definition.options };
  return {
    name: definition.name,
    summary: definition.summary,
    positionals: definition.positionals,
    options,
    async call(argv, world) {
      const { values, positionals } = readArguments(definition.name, definition.positionals, options, argv);
      const place = samePlace({ positionals: definition.positionals, options }, values, positionals);
      const work = definition.run({ ...(values as Values<Options>), positionals }, { ...world, io: tellingOf(place, world.io) });
      try {
        return await (definition.endsItself ? work : untilAborted(world.interrupted, work));
      } catch (error) {
        if (error instanceof UserError) error.parameters = withPlace(place, error.key, error.parameters).parameters ?? {};
        throw error;
      }
    },
  };
}
