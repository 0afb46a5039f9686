import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventPrepare = command({
  name: 'event:prepare',
  summary: {
    vi: 'Chuẩn bị mọi tài khoản: bootstrap, ngân sách, vai trò học viên và giới hạn của nó',
    en: "Prepare every account: bootstrap, budget, the participants' role and its boundary",
  },
  positionals: ['event?'],
  options: { ...eventOptions, yes: { type: 'boolean', help: 'option.yes', default: false } },
  run: async (values, world) => (await import('../event/run-prepare.ts')).runPrepare(values, world),
});
