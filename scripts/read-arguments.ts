import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Option } from './command.ts';
import { nearest } from './nearest.ts';
import { UserError } from './user-error.ts';

/** Reads a command's arguments strictly. Throws UserError naming what is wrong, and what was meant. */
export function readArguments(
  command: string,
  expected: readonly string[],
  options: Readonly<Record<string, Option>>,
  argv: readonly string[],
): { values: Record<string, unknown>; positionals: string[] } {
  const config: ParseArgsConfig['options'] = Object.fromEntries(
    Object.entries(options).map(([key, option]) => [key, { type: option.type, default: option.default }]),
  );
  const asked = { args: [...argv], options: config, allowPositionals: true };
  for (const token of parseArgs({ ...asked, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option') mustFit(command, token, options);
  }
  const { values, positionals } = parseArgs(asked);
  const needed = expected.filter((positional) => !/[?]$|[.]{3}$/.test(positional)).length;
  const isOpen = expected.some((positional) => positional.endsWith('...'));
  if (positionals.length < needed) throw new UserError('argument.missing', { command, argument: expected[positionals.length]! });
  if (!isOpen && positionals.length > expected.length)
    throw new UserError('argument.unexpected', { command, argument: positionals[expected.length]! });
  return { values, positionals };
}

/** An option as it was typed. */
interface Typed {
  name: string;
  /** With its dashes. */
  rawName: string;
  value?: string | undefined;
  /** The value stands behind `=`. */
  inlineValue?: boolean | undefined;
}

function mustFit(command: string, { name, rawName, value, inlineValue }: Typed, options: Readonly<Record<string, Option>>): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw new UserError('argument.unknown', { command, option: rawName, nearest: `--${nearest(name, Object.keys(options))}` });
  if (option.type === 'boolean' && value !== undefined) throw new UserError('argument.no-value', { command, option: rawName, value });
  // Reason: what begins with a dash is the next option; a value that does so stands behind `=`.
  const isMissing = value === undefined || (!inlineValue && value.startsWith('-'));
  if (option.type === 'string' && isMissing)
    throw new UserError('argument.value-missing', { command, option: rawName, value: option.value ?? 'VALUE' });
}
