import type { Stack } from '@aws-sdk/client-cloudformation';
import type { Clients } from '../clients.ts';
import { command, type World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { openLabDeployment, readLab, targetOptions } from '../lab-options.ts';
import { firstLine } from '../tell-failure.ts';
import { UserError } from '../user-error.ts';

export const labCheck = command({
  name: 'lab:check',
  summary: { vi: 'Kiểm tra lab đã triển khai: phần nào chạy, phần nào chưa', en: 'Say what works in a deployed lab, and what does not' },
  positionals: ['lab'],
  options: { ...targetOptions, seed: { type: 'string', help: 'option.seed', value: 'NUMBER', default: '1' } },
  async run({ positionals, seed, ...values }, world) {
    const { io } = world;
    const id = positionals[0]!;
    if (!/^\d{1,9}$/.test(seed)) throw new UserError('argument.seed', { value: seed });
    const loaded = await readLab(id, 'solution', world);
    const { deployment } = await openLabDeployment(id, values, world);
    const results = await deployment.check(loaded, Number(seed), (result) => io.tell({ type: 'check', result }));
    const passed = results.filter(({ outcome }) => outcome === 'passed').length;
    const stack = await deployment.stack();
    if (stack) await leaveResult(deployment.aws, stack, { passed, total: results.length }, world);
    say(io, 'check.summary', { passed, total: results.length, lab: id });
    io.tell({ type: 'result', data: { lab: id, stack: deployment.stackName, results } });
    return passed === results.length ? ExitCode.Ok : ExitCode.Failed;
  },
});

/** In an event, the instructor's board shows it. That it cannot be left there is no fault of the lab's. */
async function leaveResult(aws: Clients, stack: Stack, result: { passed: number; total: number }, { io }: World): Promise<void> {
  try {
    const { recordCheck } = await import('../event/status/check-results.ts');
    if (await recordCheck(aws, stack, result, Date.now())) say(io, 'check.recorded');
  } catch (error) {
    io.tell({ type: 'warn', key: 'check.not-recorded', parameters: { reason: firstLine(error) } });
  }
}
