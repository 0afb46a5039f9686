import { command } from '../command.ts';
import { removalOptions, removeAndProve } from '../remove-and-prove.ts';

export const siteDestroy = command({
  name: 'site:destroy',
  summary: {
    vi: 'Gỡ trang hướng dẫn đã đưa lên và chứng minh không còn gì sót lại',
    en: 'Remove the published site and prove that nothing is left',
  },
  positionals: [],
  options: removalOptions,
  run: ({ positionals: _, ...values }, world) => removeAndProve('site', values, world),
});
