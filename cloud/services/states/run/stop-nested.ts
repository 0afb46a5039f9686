import { AwsError } from '../../../aws-error.ts';
import { assumeRole } from '../integrations/role.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';

/** Stops the nested execution that a thread waits for no longer, as far as the machine's role may. */
export function stopNested(call: StatesCall, execution: Execution, { waiting }: Thread): void {
  const nested = waiting?.for === 'task' ? waiting.task.nested : undefined;
  if (nested === undefined) return;
  stop(call, execution, nested).catch((error: unknown) => {
    // Reason: AWS tries, and leaves it running where it may not.
    if (!(error instanceof AwsError)) call.local.background!.fault(error);
  });
}

async function stop(call: StatesCall, { roleArn, machineArn }: Execution, executionArn: string): Promise<void> {
  const role = await assumeRole(call, roleArn, machineArn);
  await call.as(role).states.StopExecution({ executionArn });
}
