import type { Option, World } from './command.ts';
import { ExitCode } from './exit-code.ts';
import { say, step } from './io/io.ts';
import { confirmAccount, openLabDeployment, targetOptions } from './lab-options.ts';

export const removalOptions = {
  ...targetOptions,
  'lift-protection': { type: 'boolean', help: 'option.lift-protection', default: false },
  yes: { type: 'boolean', help: 'option.yes', default: false },
} as const satisfies Record<string, Option>;

interface RemovalValues {
  target: string;
  region: string | undefined;
  profile: string | undefined;
  name: string | undefined;
  'lift-protection': boolean;
  yes: boolean;
}

/** Removes what was deployed under an id, and looks whether anything of it is left. */
export async function removeAndProve(
  id: string,
  { yes, 'lift-protection': lift, ...values }: RemovalValues,
  world: World,
): Promise<ExitCode> {
  const { io } = world;
  const { target, deployment } = await openLabDeployment(id, values, world);
  const { stackName, caller } = deployment;
  const stack = await deployment.stack();
  const existed = stack !== undefined;
  if (existed) {
    if (target.kind === 'aws') say(io, 'aws.about-to-destroy', { stack: stackName, ...caller, region: target.region });
    await confirmAccount(deployment, target, yes, world);
    await step(io, 'destroy.running', { stack: stackName }, () => deployment.destroy(lift));
    const { forgetCheck } = await import('./event/status/check-results.ts');
    await forgetCheck(deployment.aws, stack);
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
    const { survivorsText } = await import('./survivors.ts');
    io.tell({ type: 'error', key: 'inventory.left', parameters: { count: left.length, list: survivorsText(left) } });
    return ExitCode.Failed;
  }
  if (existed) say(io, 'destroy.done', { stack: stackName });
  return ExitCode.Ok;
}
