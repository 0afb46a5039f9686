import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { findLab } from '../lab-options.ts';
import { labIds } from '../stage.ts';

export const labList = command({
  name: 'lab:list',
  summary: { vi: 'Liệt kê các lab và các chặng', en: 'List the labs and their stages' },
  positionals: [],
  options: {},
  async run(_values, world) {
    const { io, root } = world;
    const labs = (await Promise.all(labIds(root).map((id) => findLab(id, world)))).map(({ lab }) => lab);
    say(io, 'lab.list-title');
    for (const lab of labs) {
      const { id, title, level, minutes, cost, stages } = lab;
      say(io, 'lab.list-row', { lab: id, title, level, minutes, cost: cost.usdPerRun, stages: stages.join(', ') });
    }
    io.tell({ type: 'result', data: labs });
    return ExitCode.Ok;
  },
});
