import { command } from '../command.ts';
import { eventOptions } from '../event/options.ts';

export const eventStatus = command({
  name: 'event:status',
  summary: {
    vi: 'Cả lớp đang tới đâu: bảng học viên và lab, cả dưới dạng trang HTML và CSV',
    en: 'How far everybody is: participants by labs, as an HTML page and CSV too',
  },
  positionals: ['event?'],
  options: {
    ...eventOptions,
    html: { type: 'string', help: 'option.html', value: 'FILE' },
    csv: { type: 'string', help: 'option.csv', value: 'FILE' },
    watch: { type: 'string', help: 'option.watch', value: 'SECONDS' },
  },
  endsItself: true,
  run: async (values, world) => (await import('../event/run-status.ts')).runStatus(values, world),
});
