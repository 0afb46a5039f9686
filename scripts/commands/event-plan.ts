import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventPlan = command({
  name: 'event:plan',
  summary: {
    vi: 'Kế hoạch sự kiện: chi phí, thời khóa biểu, và mỗi tài khoản còn thiếu gì',
    en: 'Plan an event: costs, timetable, and what each account still needs',
  },
  positionals: ['event?'],
  options: { ...eventOptions, example: { type: 'boolean', help: 'option.example', default: false } },
  run: async (values, world) => (await import('../event/run-plan.ts')).runPlan(values, world),
});
