import { bringAbout, deleteFailure } from './create-stack.ts';
import type { Deployment } from './deployment.ts';
import { ordered, runInOrder } from './graph.ts';
import { handlerFailure } from './handler-error.ts';
import type { LoadedTemplate } from './loaded-template.ts';
import type { Resource } from './model.ts';
import { equal } from './property-table.ts';
import { removeResources } from './remove.ts';

/** Changes a stack into what the template says; on failure back into what it was. */
export async function updateStack(deployment: Deployment, loaded: LoadedTemplate): Promise<void> {
  const { stack, journal } = deployment;
  const previous = stack.operation!.previous!;
  journal.stack('UPDATE_IN_PROGRESS', 'User Initiated');
  const tagsChanged = !equal(previous.deployed.tags as never, stack.deployed!.tags as never);
  const reason = await bringAbout(deployment, loaded, tagsChanged);
  if (deployment.interruption() === 'stop') return;
  if (reason === undefined) {
    await cleanUp(deployment, loaded);
    return;
  }
  if (stack.disableRollback && deployment.interruption() !== 'cancel') {
    journal.stack('UPDATE_FAILED', reason);
    return;
  }
  await rollBackUpdate(deployment, reason);
}

/** Deletes what the stack no longer has. What resists is named in an event and left behind, as on AWS. */
async function cleanUp(deployment: Deployment, loaded: LoadedTemplate): Promise<void> {
  const { stack, journal } = deployment;
  journal.stack('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const removed = [...stack.resources.values()].filter((resource) => !loaded.resources.has(resource.logicalId));
  const left = await removeResources(deployment, [...stack.operation!.garbage, ...removed]);
  if (deployment.interruption() === 'stop') return;
  for (const resource of left) if (stack.resources.get(resource.logicalId) === resource) stack.resources.delete(resource.logicalId);
  journal.stack('UPDATE_COMPLETE', left.length > 0 ? `Update successful. One or more resources could not be deleted.` : undefined);
}

/**
 * Brings a stack back to what it was before the update: changed resources are changed back, replaced ones return, new
 * ones are deleted. `skip` names resources that ContinueUpdateRollback is to take as done.
 */
export async function rollBackUpdate(deployment: Deployment, reason: string | undefined, skip: readonly string[] = []): Promise<void> {
  const { stack, journal } = deployment;
  const operation = stack.operation!;
  const previous = operation.previous!;
  journal.stack('UPDATE_ROLLBACK_IN_PROGRESS', reason);
  stack.deployed = previous.deployed;
  const failed: string[] = [];
  const order = ordered(new Map([...previous.resources].map(([logicalId, { dependsOn }]) => [logicalId, dependsOn])));
  const graph = new Map(order.map((logicalId) => [logicalId, previous.resources.get(logicalId)!.dependsOn]));
  await runInOrder(
    graph,
    async (logicalId) => {
      const done = await restore(deployment, previous.resources.get(logicalId)!, operation.garbage, skip);
      if (!done) failed.push(logicalId);
      return done;
    },
    () => failed.length > 0 || deployment.interruption() === 'stop',
  );
  if (deployment.interruption() === 'stop') return;
  if (failed.length > 0) {
    journal.stack('UPDATE_ROLLBACK_FAILED', `The following resource(s) failed to update: [${failed.join(', ')}]. `);
    return;
  }
  stack.outputs = previous.outputs;
  stack.imports = previous.imports;
  journal.stack('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const added = [...stack.resources.values()].filter((resource) => !previous.resources.has(resource.logicalId));
  const left = await removeResources(deployment, [...operation.garbage, ...added], { justCreated: true });
  if (deployment.interruption() === 'stop') return;
  for (const resource of left) if (stack.resources.get(resource.logicalId) === resource) stack.resources.delete(resource.logicalId);
  journal.stack('UPDATE_ROLLBACK_COMPLETE', left.length > 0 ? deleteFailure(left) : undefined);
}

async function restore(deployment: Deployment, previous: Resource, garbage: Resource[], skip: readonly string[]): Promise<boolean> {
  const { stack, journal, typeOf, contextOf, random } = deployment;
  const now = stack.resources.get(previous.logicalId);
  if (now === undefined || now.physicalId !== previous.physicalId) {
    if (now) garbage.push({ ...now, deletionPolicy: 'Delete' });
    takeBack(garbage, previous);
    const resource = structuredClone(previous);
    stack.resources.set(previous.logicalId, resource);
    journal.resource(resource, 'UPDATE_IN_PROGRESS', undefined, previous.properties);
    journal.resource(resource, 'UPDATE_COMPLETE', undefined, previous.properties);
    return true;
  }
  const attempted = now.attempted ?? now.properties;
  const touched = now.attempted !== undefined || now.changedAt !== previous.changedAt;
  // Reason: a failed replacement has left the old resource as it was.
  const again = now.attempted !== undefined || now.status === 'UPDATE_COMPLETE';
  if (touched && previous.physicalId !== undefined && !skip.includes(previous.logicalId)) {
    journal.resource(now, 'UPDATE_IN_PROGRESS', undefined, previous.properties);
    try {
      if (again)
        await typeOf(now.type)?.update?.(
          contextOf(now.logicalId, () => {}),
          previous.physicalId,
          previous.properties,
          attempted,
        );
    } catch (error) {
      now.attempted = attempted;
      journal.resource(now, 'UPDATE_FAILED', handlerFailure(error, random.uuid()), previous.properties);
      return false;
    }
    journal.resource(now, 'UPDATE_COMPLETE', undefined, previous.properties);
  }
  Object.assign(now, structuredClone({ ...previous, status: now.status, statusReason: now.statusReason, changedAt: now.changedAt }), {
    attempted: undefined,
    attributes: undefined,
  });
  return true;
}

/** The old resource stays after all. */
function takeBack(garbage: Resource[], previous: Resource): void {
  const index = garbage.findIndex((resource) => resource.logicalId === previous.logicalId && resource.physicalId === previous.physicalId);
  if (index >= 0) garbage.splice(index, 1);
}
