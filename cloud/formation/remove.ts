import type { Deployment } from './deployment.ts';
import { reversed, runInOrder } from './graph.ts';
import { handlerFailure, isGone } from './handler-error.ts';
import type { Resource } from './model.ts';

/** What removal heeds besides each resource's own deletion policy. */
export interface RemoveOptions {
  /** These logical ids are left alone. */
  retain?: readonly string[];
  /** The resources were created by the very operation that is being undone. */
  justCreated?: boolean;
}

/** Deletes resources, users before what they use, side by side. Returns those that could not be deleted. */
export async function removeResources(
  deployment: Deployment,
  resources: readonly Resource[],
  options: RemoveOptions = {},
): Promise<Resource[]> {
  const failed: Resource[] = [];
  const keys = new Map(resources.map((resource, index) => [String(index), resource]));
  const graph = new Map(
    [...keys].map(([key, { dependsOn }]) => [
      key,
      [...keys].filter(([, other]) => dependsOn.includes(other.logicalId)).map(([other]) => other),
    ]),
  );
  await runInOrder(
    reversed(graph),
    async (key) => {
      const resource = keys.get(key)!;
      const done = await removeOne(deployment, resource, options);
      if (!done) failed.push(resource);
      return done;
    },
    () => deployment.interruption() === 'stop',
  );
  return failed;
}

async function removeOne(deployment: Deployment, resource: Resource, options: RemoveOptions): Promise<boolean> {
  const { stack, journal, typeOf, contextOf, random } = deployment;
  const forget = () => {
    if (stack.resources.get(resource.logicalId) === resource) stack.resources.delete(resource.logicalId);
  };
  if (resource.physicalId === undefined) {
    journal.resource(resource, 'DELETE_COMPLETE');
    forget();
    return true;
  }
  if (isKept(resource, options, stack.operation?.retainExceptOnCreate ?? false)) {
    journal.resource(resource, 'DELETE_SKIPPED');
    forget();
    return true;
  }
  journal.resource(resource, 'DELETE_IN_PROGRESS');
  try {
    const type = typeOf(resource.type);
    if (!type) throw new Error(`The embedded cloud does not know ${resource.type}.`);
    await type.delete(
      contextOf(resource.logicalId, () => {}),
      resource.physicalId,
      resource.properties,
    );
  } catch (error) {
    if (!isGone(error)) {
      journal.resource(resource, 'DELETE_FAILED', handlerFailure(error, random.uuid()));
      return false;
    }
  }
  journal.resource(resource, 'DELETE_COMPLETE');
  forget();
  return true;
}

function isKept(resource: Resource, options: RemoveOptions, retainExceptOnCreate: boolean): boolean {
  if (options.retain?.includes(resource.logicalId)) return true;
  if (resource.deletionPolicy === 'RetainExceptOnCreate') return !options.justCreated;
  if (resource.deletionPolicy === 'Retain') return !(options.justCreated && retainExceptOnCreate);
  return false;
}
