import { deleteFailure } from './create-stack.ts';
import type { Deployment } from './deployment.ts';
import { removeResources } from './remove.ts';

/** Deletes a stack's resources, except those whose policy or `retain` says otherwise. */
export async function deleteStack(deployment: Deployment, retain: readonly string[]): Promise<void> {
  const { stack, journal } = deployment;
  // Reason: a creation that is cancelled by its deletion has said so already.
  if (stack.status !== 'DELETE_IN_PROGRESS') journal.stack('DELETE_IN_PROGRESS', 'User Initiated');
  const garbage = stack.operation?.garbage ?? [];
  const left = await removeResources(deployment, [...garbage, ...stack.resources.values()], { retain });
  if (deployment.interruption() === 'stop') return;
  if (left.length > 0) {
    journal.stack('DELETE_FAILED', deleteFailure(left));
    return;
  }
  stack.outputs = [];
  stack.imports = [];
  journal.stack('DELETE_COMPLETE');
}
