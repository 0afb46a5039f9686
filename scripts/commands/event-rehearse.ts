import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventRehearse = command({
  name: 'event:rehearse',
  summary: {
    vi: 'Diễn tập trên cloud nhúng: đóng vai học viên triển khai và kiểm tra các lab',
    en: 'Rehearse on the embedded cloud: play the participants who deploy and check the labs',
  },
  positionals: ['event?'],
  options: eventOptions,
  run: async (values, world) => (await import('../event/run-rehearse.ts')).runRehearse(values, world),
});
