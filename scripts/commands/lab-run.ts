import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { openLabDeployment, readLab, targetOptions } from '../lab-options.ts';
import { nearest } from '../nearest.ts';
import { UserError } from '../user-error.ts';

export const labRun = command({
  name: 'lab:run',
  summary: { vi: 'Cho lab đã triển khai làm việc và xem chuyện gì xảy ra', en: 'Let a deployed lab work, and watch what happens' },
  positionals: ['lab', 'scenario?'],
  options: { ...targetOptions, seed: { type: 'string', help: 'option.seed', value: 'NUMBER', default: '1' } },
  async run({ positionals, seed, ...values }, world) {
    const { io } = world;
    const [id, wanted] = positionals as [string, string | undefined];
    if (!/^\d{1,9}$/.test(seed)) throw new UserError('argument.seed', { value: seed });
    const { scenarios } = await readLab(id, 'solution', world);
    const known = scenarios.map((scenario) => scenario.id);
    if (wanted !== undefined && !known.includes(wanted)) {
      throw new UserError('scenario.unknown', { lab: id, scenario: wanted, nearest: nearest(wanted, known), scenarios: known.join(', ') });
    }
    const { deployment } = await openLabDeployment(id, values, world);
    const chosen = scenarios.filter((scenario) => wanted === undefined || scenario.id === wanted);
    for (const scenario of chosen) {
      say(io, 'scenario.title', { title: scenario.says });
      await scenario.run(await deployment.context(Number(seed)));
    }
    io.tell({ type: 'result', data: { lab: id, stack: deployment.stackName, scenarios: chosen.map((scenario) => scenario.id) } });
    return ExitCode.Ok;
  },
});
