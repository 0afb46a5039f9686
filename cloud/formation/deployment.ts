import type { Random } from '../random.ts';
import type { ResourceContext, ResourceType } from '../resource-type.ts';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { evaluate, type Scope } from './evaluate.ts';
import type { Journal } from './journal.ts';
import { type LoadedTemplate, scopeFor } from './loaded-template.ts';
import type { Properties, Resource, Stack, Value } from './model.ts';
import type { SsmLookup } from './parameters.ts';
import { referencesIn } from './references.ts';
import { type ReadStackOutput, readStackOutputs } from './stack-outputs.ts';
import type { ResourceDeclaration } from './template.ts';
import { validationError } from './template-error.ts';

/** One operation at work on a stack: everything the engine needs from outside. */
export interface Deployment {
  stack: Stack;
  journal: Journal;
  random: Random;
  typeOf(type: string): ResourceType | undefined;
  /** What a resource's functions work with; `initiated` hears of the physical id as soon as the resource exists. */
  contextOf(logicalId: string, initiated: (physicalId: string) => void): ResourceContext;
  /** The existing resource to import instead of making one; undefined when one is to be made. */
  findExisting(logicalId: string, declaration: ResourceDeclaration, properties: Properties): Promise<string | undefined>;
  lookUp: SsmLookup;
  readStackOutput: ReadStackOutput;
  exports: Exports;
  /** Why no further step may begin: the user cancelled, or the cloud is stopping. */
  interruption(): Interruption | undefined;
}

/** The user cancelled, asked for the deletion, or the cloud is stopping. */
export type Interruption = 'cancel' | 'delete' | 'stop';

/** The exports of the account and region. */
export interface Exports {
  find(name: string): { value: string; stackId: string; stackName: string } | undefined;
  /** Names of the stacks that import it. */
  importers(name: string): string[];
}

/** What a resource's properties and the outputs see while the stack is being changed. */
function liveScope(deployment: Deployment, loaded: LoadedTemplate, imports: Set<string>): Scope {
  const { stack, exports } = deployment;
  return scopeFor(loaded, {
    reference: (logicalId) => {
      const physicalId = stack.resources.get(logicalId)?.physicalId;
      if (physicalId === undefined) {
        throw validationError(
          `Template format error: Unresolved resource dependencies [${logicalId}] in the Resources block of the template`,
        );
      }
      return physicalId;
    },
    attribute: (logicalId, name) => attributeOf(stack.resources.get(logicalId), logicalId, name),
    imported: (name) => {
      const found = exports.find(name);
      if (!found) throw validationError(`No export named ${name} found.`);
      imports.add(name);
      return found.value;
    },
    stackOutput: () => '',
  });
}

/** One attribute of a resource. Throws ValidationError when its type has none of this name. */
function attributeOf(resource: Resource | undefined, logicalId: string, name: string): Value {
  const attributes = resource?.attributes ?? {};
  if (Object.hasOwn(attributes, name)) return attributes[name]!;
  throw validationError(`Template error: resource ${logicalId} does not support attribute type ${name} in Fn::GetAtt`);
}

/** All functions of a value resolved, attributes asked for where they are needed. */
export async function resolveValue(
  deployment: Deployment,
  loaded: LoadedTemplate,
  value: Value,
  imports: Set<string>,
): Promise<Value | undefined> {
  for (const reference of referencesIn(value, loaded.conditionHolds)) {
    if (reference.kind === 'GetAtt') await loadAttributes(deployment, reference.name);
  }
  const scope = liveScope(deployment, loaded, imports);
  const stackOutput = await readStackOutputs(
    value,
    (argument) => evaluate(argument, scope),
    loaded.conditionHolds,
    deployment.readStackOutput,
  );
  const resolved = evaluate(value, { ...scope, stackOutput });
  return resolved === undefined ? undefined : resolveDynamicReferences(resolved, deployment.lookUp);
}

async function loadAttributes(deployment: Deployment, logicalId: string): Promise<void> {
  const resource = deployment.stack.resources.get(logicalId);
  if (!resource?.physicalId || resource.attributes) return;
  const type = deployment.typeOf(resource.type);
  const context = deployment.contextOf(logicalId, () => {});
  const attributes = (await type?.attributes?.(context, resource.physicalId, resource.properties)) ?? {};
  resource.attributes = attributes as Record<string, Value>;
}

/** A resource's properties, ready for its type. */
export async function resolveProperties(
  deployment: Deployment,
  loaded: LoadedTemplate,
  logicalId: string,
  imports: Set<string>,
): Promise<Properties> {
  const value = await resolveValue(deployment, loaded, loaded.resources.get(logicalId)!.Properties, imports);
  return (value ?? {}) as Properties;
}
