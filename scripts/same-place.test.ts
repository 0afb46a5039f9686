import { expect, test } from 'vitest';
import { command, type World } from './command.ts';
import { eventOptions } from './event/options.ts';
import { ExitCode } from './exit-code.ts';
import { inOrder } from './io/in-order.ts';
import { type Io, say } from './io/io.ts';
import { recordedIo } from './io/recorded.ts';
import { targetOptions } from './lab-options.ts';
import { message } from './messages.ts';
import { UserError } from './user-error.ts';

const world = () => {
  const io = recordedIo();
  const here: World = { io, environment: {}, root: '/', home: '/.workshop', interrupted: new AbortController().signal, verbose: false };
  const said = () => io.events.flatMap((event) => (event.type === 'say' ? [message('en', event.key, event.parameters)] : []));
  return { here, said };
};

const ofLab = command({
  name: 'of-lab',
  summary: { vi: 'Thử', en: 'Try' },
  positionals: ['lab'],
  options: targetOptions,
  async run({ positionals: [lab] }, { io }) {
    say(io, 'drill.solved', { lab: lab! });
    if (lab === 'absent') throw new UserError('lab.not-deployed', { lab });
    return ExitCode.Ok;
  },
});

const ofEvent = command({
  name: 'of-event',
  summary: { vi: 'Thử', en: 'Try' },
  positionals: ['event?'],
  options: eventOptions,
  async run(_, { io }) {
    say(io, 'event.rehearsed', { participants: 5 });
    say(io, 'event.planned', { shown: 'plan', file: 'plan.json', items: 1, accounts: 1 });
    return ExitCode.Ok;
  },
});

test.each([
  [['leda'], 'npm run lab:check -- leda'],
  [['leda', '--target', 'local'], 'npm run lab:check -- leda'],
  [['leda', '--target', 'aws', '--profile', 'a b'], "npm run lab:check -- leda --target aws --profile 'a b'"],
  [['--name', 'mai', 'leda', '--region', 'eu-west-1'], 'npm run lab:check -- leda --region eu-west-1 --name mai'],
])('what %j suggests works in the same place', async (argv, suggested) => {
  const { here, said } = world();
  await ofLab.call(argv, here);
  expect(said()).toEqual([expect.stringMatching(new RegExp(`: ${suggested}$`))]);
});

test('so does what an error suggests', async () => {
  const error = await ofLab.call(['absent', '--target', 'aws'], world().here).catch((caught: UserError) => caught);
  const { key, parameters } = error as UserError;
  expect(message('en', key, parameters)).toMatch(/: npm run lab:deploy -- absent --target aws$/);
});

test('a named event is named again, before and after other arguments', async () => {
  const { here, said } = world();
  await ofEvent.call(['mine.yaml', '--target', 'aws'], here);
  await ofEvent.call([], here);
  expect(said().map((text) => text.replace(/^.*(?=npm run)/, ''))).toEqual([
    'npm run event:status -- mine.yaml --target aws',
    'npm run event:cleanup -- --apply plan.json mine.yaml --target aws',
    'npm run event:status',
    'npm run event:cleanup -- --apply plan.json',
  ]);
});

test('which language is spoken is asked by a command alone: one that does not ask is true in both', async () => {
  const { here } = world();
  let asked = 0;
  const { tell, ask, close } = here.io;
  const io: Io = {
    get language() {
      asked++;
      return 'vi' as const;
    },
    tell,
    ask,
    close,
  };
  await ofLab.call(['leda'], { ...here, io });
  expect(asked).toBe(0);
  expect(inOrder(io, 2)[1]!.io.language).toBe('vi');
  expect(asked).toBe(1);
});
