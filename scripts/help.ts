import type { Command } from './command.ts';
import { type Language, message } from './messages.ts';

/** What `--help` prints for one command. */
export function helpOf(command: Command, language: Language): string {
  const words = command.positionals.map((positional) =>
    positional.endsWith('?') ? `[${positional.slice(0, -1)}]` : positional.endsWith('...') ? `[${positional}]` : `<${positional}>`,
  );
  const rows = Object.entries(command.options).map(([name, option]): [string, string] => {
    const standard = typeof option.default === 'string' ? ` (${message(language, 'help.default', { value: option.default })})` : '';
    return [`--${name}${option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : ''}`, message(language, option.help) + standard];
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return [
    command.summary[language],
    '',
    `  npm run ${command.name} -- ${[...words, `[${message(language, 'help.options')}]`].join(' ')}`,
    '',
    ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`),
  ].join('\n');
}

/** Every command with its one-line summary. */
export function overview(commands: readonly Command[], language: Language): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    message(language, 'help.overview'),
    '',
    ...commands.map(({ name, summary }) => `  npm run ${name.padEnd(width)}  ${summary[language]}`),
  ].join('\n');
}
