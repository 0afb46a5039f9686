import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventCleanup = command({
  name: 'event:cleanup',
  summary: {
    vi: 'Dọn sự kiện: lập kế hoạch trước, rồi xóa đúng kế hoạch ấy',
    en: 'Clean an event up: a plan first, then exactly that plan',
  },
  positionals: ['event?'],
  options: {
    ...eventOptions,
    out: { type: 'string', help: 'option.plan-out', value: 'FILE', default: 'plan.json' },
    apply: { type: 'string', help: 'option.apply', value: 'FILE' },
    'yes-delete-event': { type: 'string', help: 'option.yes-delete-event', value: 'ID' },
    'lift-protection': { type: 'boolean', help: 'option.lift-protection', default: false },
  },
  // Reason: loaded when needed, as the SDK would slow down every other command.
  run: async (values, world) => (await import('../event/run-cleanup.ts')).runCleanup(values, world),
});
