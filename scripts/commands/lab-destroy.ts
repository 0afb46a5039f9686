import { command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say, step } from '../io/io.ts';
import { confirmAccount, findLab, openLabDeployment, targetOptions } from '../lab-options.ts';

export const labDestroy = command({
  name: 'lab:destroy',
  summary: { vi: 'Gỡ lab và chứng minh không còn gì sót lại', en: 'Remove a lab and prove that nothing is left' },
  positionals: ['lab'],
  options: {
    ...targetOptions,
    'lift-protection': { type: 'boolean', help: 'option.lift-protection', default: false },
    yes: { type: 'boolean', help: 'option.yes', default: false },
  },
  async run({ positionals, yes, 'lift-protection': lift, ...values }, world) {
    const { io } = world;
    const id = positionals[0]!;
    await findLab(id, world);
    const { target, deployment } = await openLabDeployment(id, values, world);
    const { stackName, caller } = deployment;
    const existed = (await deployment.stack()) !== undefined;
    if (existed) {
      if (target.kind === 'aws') say(io, 'aws.about-to-destroy', { stack: stackName, ...caller, region: target.region });
      await confirmAccount(deployment, target, yes, world);
      await step(io, 'destroy.running', { stack: stackName }, () => deployment.destroy(lift));
    } else {
      // Reason: its expiry may be there still.
      await deployment.destroy();
      say(io, 'destroy.absent', { stack: stackName });
    }
    const { left, unread, compared } = await step(io, 'inventory.comparing', {}, () => deployment.leftovers());
    io.tell({ type: 'result', data: { lab: id, stack: stackName, existed, left, unread, compared } });
    if (unread.length > 0) say(io, 'inventory.unread', { types: unread.map(({ type }) => type).join(', ') });
    if (existed && !compared) io.tell({ type: 'warn', key: 'inventory.no-before', parameters: { stack: stackName } });
    if (left.length > 0) {
      const { survivorsText } = await import('../survivors.ts');
      io.tell({ type: 'error', key: 'inventory.left', parameters: { count: left.length, list: survivorsText(left) } });
      return ExitCode.Failed;
    }
    if (existed) say(io, 'destroy.done', { stack: stackName });
    return ExitCode.Ok;
  },
});
