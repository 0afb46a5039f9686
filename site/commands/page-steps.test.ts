import { describe, expect, test } from 'vitest';
import { pageSteps } from './page-steps.ts';

const scripts = { start: 'node scripts/main.ts start', 'lab:deploy': 'node scripts/main.ts lab:deploy', lint: 'biome check .' };
const steps = (source: string) => pageSteps('a.mdx', source, scripts);
const only = (command: string) => steps(`\`\`\`sh run\n${command}\n\`\`\``)[0]!.commands.map(({ does }) => does);

describe('pageSteps', () => {
  test('takes commands from lists and tabs, over several lines, with what they print', () => {
    const source = [
      '- one',
      '',
      '  ```sh run fails',
      '  # a comment',
      '  npm ci && npm run lab:deploy -- leda \\',
      '    --stage start',
      '',
      '  npm start',
      '  ```',
      '',
      '<Tab>',
      '```text expect',
      '  ✗ no',
      '```',
      '</Tab>',
    ].join('\n');
    expect(steps(source)).toEqual([
      {
        file: 'a.mdx',
        line: 3,
        commands: [
          { line: 5, text: 'npm ci', does: { kind: 'left-out', why: 'are for a project that is not installed yet' } },
          {
            line: 5,
            text: 'npm run lab:deploy -- leda --stage start',
            does: { kind: 'own', name: 'lab:deploy', argv: ['leda', '--stage', 'start'] },
          },
          { line: 8, text: 'npm start', does: { kind: 'own', name: 'start', argv: [] } },
        ],
        fails: true,
        stays: false,
        leftOut: undefined,
        expected: [{ text: '  ✗ no', line: 13 }],
      },
    ]);
  });

  test('knows what stays, and what the tests leave out', () => {
    const found = steps('```sh run stays\nnpm start\n```\n```sh run edited\nnpm ci\n```\n```sh run aws\nnpm ci\n```\n');
    expect(found.map(({ stays, leftOut }) => [stays, leftOut])).toEqual([
      [true, undefined],
      [false, 'edited'],
      [false, 'aws'],
    ]);
  });

  test('quotes hold an argument together, variables stand before a command; pipes and variables are a shell’s, named by their first program', () => {
    expect(only(`npm run lab:deploy -- "a && b" 'c d'`)).toEqual([{ kind: 'own', name: 'lab:deploy', argv: ['a && b', 'c d'] }]);
    expect(only('WORKSHOP_EVENT=day AWS_REGION=x npm run lab:deploy -- leda')).toEqual([
      { kind: 'own', name: 'lab:deploy', argv: ['leda'], environment: { WORKSHOP_EVENT: 'day', AWS_REGION: 'x' } },
    ]);
    expect(only('AWS_REGION=x curl "$URL" | head')).toEqual([{ kind: 'program', program: 'curl' }]);
    expect(only('npm run lint && aws s3 ls')).toEqual([
      { kind: 'program', program: 'npm' },
      { kind: 'program', program: 'aws' },
    ]);
  });

  test.each(['npm run format', 'git restore labs', 'npm install x', 'cd labs', 'export A=b', 'A=b npm ci'])(
    'leaves %s to the reader',
    (command) => {
      expect(only(command)).toMatchObject([{ kind: 'left-out' }]);
    },
  );

  test.each([
    ['npm run lab:depoly -- leda', 'package.json has no script "lab:depoly"'],
    ['npm run lab:deploy leda', 'arguments of a script stand behind --'],
    ['echo x > labs/a.ts', 'it writes a file'],
  ])('refuses %s by file and line', (command, why) => {
    expect(() => steps(`a\n\n\`\`\`sh run\n${command}\n\`\`\``)).toThrow(`a.mdx:4: the tests cannot run "${command}": ${why}`);
  });

  test('refuses an expectation of nothing, and a command that goes on after its fence', () => {
    expect(() => steps('```text expect\nx\n```')).toThrow('a.mdx:1: nothing is run above');
    expect(() => steps('```sh run\nnpm ci \\\n```')).toThrow('a.mdx:2: the command goes on after the fence');
  });
});
