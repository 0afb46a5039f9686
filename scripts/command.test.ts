import { expect, test } from 'vitest';
import { command, type World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { helpOf } from './help.ts';
import { recordedIo } from './io/recorded.ts';
import { UserError } from './user-error.ts';

const world = (): World => ({
  io: recordedIo(),
  environment: {},
  root: '/',
  home: '/.workshop',
  interrupted: new AbortController().signal,
  verbose: false,
});

const greet = command({
  name: 'greet',
  summary: { vi: 'Chào', en: 'Greet' },
  positionals: ['who'],
  options: {
    stage: { type: 'string', help: 'option.stage', default: 'solution' },
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ stage, yes, positionals }, { io }) {
    io.tell({ type: 'result', data: { who: positionals[0], stage, yes } });
    return ExitCode.Ok;
  },
});

test('options have their defaults and positionals come through', async () => {
  const here = world();
  expect(await greet.call(['leda', '--yes'], here)).toBe(ExitCode.Ok);
  expect((here.io as ReturnType<typeof recordedIo>).events).toEqual([
    { type: 'result', data: { who: 'leda', stage: 'solution', yes: true } },
  ]);
});

test.each([
  [[], 'argument.missing'],
  [['a', 'b'], 'argument.unexpected'],
  [['a', '--stgae', 'b'], 'argument.unknown'],
  [['a', '--no-yes'], 'argument.unknown'],
  [['a', '--toString'], 'argument.unknown'],
  [['a', '-y'], 'argument.unknown'],
  [['a', '--stage'], 'argument.value-missing'],
  [['a', '--stage', '--yes'], 'argument.value-missing'],
  [['a', '--yes=no'], 'argument.no-value'],
])('a wrong call (%j) is refused before anything runs', async (argv, key) => {
  await expect(greet.call(argv, world())).rejects.toSatisfy(
    (error) => error instanceof UserError && error.key === key && error.exitCode === ExitCode.Usage,
  );
});

test('an unknown option is told with the one that was meant', async () => {
  await expect(greet.call(['a', '--stgae=b'], world())).rejects.toMatchObject({ parameters: { option: '--stgae', nearest: '--stage' } });
});

test('a value may begin with a dash behind an equals sign; what stands behind -- is no option', async () => {
  const here = world();
  await greet.call(['--stage=-1', '--', '--leda'], here);
  expect((here.io as ReturnType<typeof recordedIo>).events).toEqual([{ type: 'result', data: { who: '--leda', stage: '-1', yes: false } }]);
});

test('the help names every option in the language asked for', () => {
  const help = helpOf(greet, 'vi');
  expect(help).toContain('npm run greet -- <who>');
  for (const option of ['--stage', '--yes', '--lang', '--json', '--verbose', '--help']) expect(help).toContain(option);
  expect(help).toContain('mặc định: solution');
});
