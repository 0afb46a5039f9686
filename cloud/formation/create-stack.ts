import { applyTemplate, type Failures } from './apply.ts';
import type { Deployment } from './deployment.ts';
import type { LoadedTemplate } from './loaded-template.ts';
import { resolveOutputs } from './outputs.ts';
import { removeResources } from './remove.ts';

/** Makes a stack's resources and outputs; what happens on failure is the stack's `onFailure`. */
export async function createStack(deployment: Deployment, loaded: LoadedTemplate): Promise<void> {
  const { stack, journal } = deployment;
  journal.stack('CREATE_IN_PROGRESS', 'User Initiated');
  const reason = await bringAbout(deployment, loaded, false);
  if (deployment.interruption() === 'stop' || deployment.interruption() === 'delete') return;
  if (reason === undefined) {
    journal.stack('CREATE_COMPLETE');
    return;
  }
  if (stack.disableRollback || stack.onFailure === 'DO_NOTHING') {
    journal.stack('CREATE_FAILED', reason);
    return;
  }
  if (stack.onFailure === 'DELETE') {
    journal.stack('DELETE_IN_PROGRESS', `${reason.trim()} Delete requested by user.`);
    await undoCreation(deployment, 'DELETE_COMPLETE', 'DELETE_FAILED');
    return;
  }
  journal.stack('ROLLBACK_IN_PROGRESS', `${reason.trim()} Rollback requested by user.`);
  await undoCreation(deployment, 'ROLLBACK_COMPLETE', 'ROLLBACK_FAILED');
}

/** Deletes what a failed creation made. */
export async function undoCreation(
  deployment: Deployment,
  done: 'DELETE_COMPLETE' | 'ROLLBACK_COMPLETE',
  failed: 'DELETE_FAILED' | 'ROLLBACK_FAILED',
): Promise<void> {
  const { stack, journal } = deployment;
  stack.outputs = [];
  stack.imports = [];
  const left = await removeResources(deployment, [...stack.resources.values()], { justCreated: true });
  if (deployment.interruption() === 'stop') return;
  if (left.length === 0) journal.stack(done);
  else journal.stack(failed, deleteFailure(left));
}

/** The reason of a deletion that left something. */
export function deleteFailure(left: readonly { logicalId: string }[]): string {
  return `The following resource(s) failed to delete: [${left.map((resource) => resource.logicalId).join(', ')}]. `;
}

/** Resources, then outputs; gives the reason of a failure as CloudFormation words it. */
export async function bringAbout(deployment: Deployment, loaded: LoadedTemplate, tagsChanged: boolean): Promise<string | undefined> {
  const { stack } = deployment;
  const imports = new Set<string>();
  const failures = await applyTemplate(deployment, loaded, imports, { tagsChanged });
  if (deployment.interruption() === 'cancel') return 'User Initiated';
  if (failures.create.length + failures.update.length > 0) return failureReason(failures);
  if (deployment.interruption()) return undefined;
  try {
    stack.outputs = await resolveOutputs(deployment, loaded, imports);
    stack.imports = [...imports];
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

function failureReason({ create, update }: Failures): string {
  const parts = [
    create.length > 0 ? `The following resource(s) failed to create: [${create.join(', ')}]. ` : '',
    update.length > 0 ? `The following resource(s) failed to update: [${update.join(', ')}]. ` : '',
  ];
  return parts.join('');
}
