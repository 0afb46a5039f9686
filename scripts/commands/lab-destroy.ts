import { command } from '../command.ts';
import { findLab } from '../lab-options.ts';
import { removalOptions, removeAndProve } from '../remove-and-prove.ts';

export const labDestroy = command({
  name: 'lab:destroy',
  summary: { vi: 'Gỡ lab và chứng minh không còn gì sót lại', en: 'Remove a lab and prove that nothing is left' },
  positionals: ['lab'],
  options: removalOptions,
  async run({ positionals, ...values }, world) {
    const id = positionals[0]!;
    await findLab(id, world);
    return removeAndProve(id, values, world);
  },
});
