import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventReport = command({
  name: 'event:report',
  summary: {
    vi: 'Báo cáo sau khi dọn: nhật ký nói gì, và AWS bây giờ còn gì',
    en: 'Report on a clean-up: what the journal says, and what AWS still has',
  },
  positionals: ['event?'],
  options: { ...eventOptions, plan: { type: 'string', help: 'option.plan', value: 'FILE', default: 'plan.json' } },
  run: async (values, world) => (await import('../event/run-report.ts')).runReport(values, world),
});
