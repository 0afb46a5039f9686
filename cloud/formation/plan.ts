import type { ResourceType } from '../resource-type.ts';
import { evaluate } from './evaluate.ts';
import { isUnknown, KNOWN_AFTER_APPLY } from './functions.ts';
import { ordered } from './graph.ts';
import { type LoadedTemplate, scopeFor } from './loaded-template.ts';
import type { PlannedChange, PlannedDetail, Problem, Properties, Resource, Stack, Value } from './model.ts';
import { differences, equal, type PropertyDifference, takesTags, unhonoured } from './property-table.ts';
import { referencesIn } from './references.ts';
import type { StackOutputRequest } from './stack-outputs.ts';
import type { ResourceDeclaration, Template } from './template.ts';
import { validationError } from './template-error.ts';

/** What an operation would do, worked out before anything is done. */
export interface Plan {
  changes: PlannedChange[];
  /** Properties that nothing would honour. */
  problems: Problem[];
  outputsChanged: boolean;
}

/** What a plan is made from. */
export interface PlanInput {
  loaded: LoadedTemplate;
  /** The stack and its template as they are; absent for a new one. */
  current?: { stack: Stack; template: Template };
  tagsChanged: boolean;
  typeOf(type: string): ResourceType | undefined;
  /** The value of an export. Throws when there is none. */
  imported(name: string): string;
  /** Outputs of other stacks, read beforehand. */
  stackOutput(request: StackOutputRequest): string;
}

/** Refuses templates with types the cloud does not have. */
export function checkTypes(loaded: LoadedTemplate, typeOf: PlanInput['typeOf']): void {
  const unknown = [...new Set([...loaded.resources.values()].map((resource) => resource.Type))].filter((type) => !typeOf(type));
  if (unknown.length === 0) return;
  const named = [...loaded.resources].filter(([, resource]) => unknown.includes(resource.Type)).map(([logicalId]) => logicalId);
  throw validationError(
    `Template format error: Unrecognized resource types: [${unknown.join(', ')}]. The embedded cloud does not implement them (resources ${named.join(', ')}); see the coverage page (/coverage).`,
  );
}

/** Compares a template with the stack. Throws ValidationError where the template cannot be an update of it. */
export function makePlan(input: PlanInput): Plan {
  const { loaded, current, typeOf } = input;
  const existing = current?.stack.resources ?? new Map<string, Resource>();
  const retyped = [...loaded.resources].filter(([logicalId, { Type }]) => (existing.get(logicalId)?.type ?? Type) !== Type);
  if (retyped.length > 0) {
    throw validationError(
      `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${retyped.map(([logicalId]) => logicalId).join(', ')}]`,
    );
  }
  const changes = new Map<string, PlannedChange>();
  const problems: Problem[] = [];
  const scope = scopeFor(loaded, {
    reference: (logicalId) => {
      const change = changes.get(logicalId);
      const moves = change?.action === 'Add' || (change?.replacement ?? 'False') !== 'False';
      return moves ? KNOWN_AFTER_APPLY : (existing.get(logicalId)?.physicalId ?? KNOWN_AFTER_APPLY);
    },
    attribute: (logicalId, name) => {
      const known = existing.get(logicalId)?.attributes;
      return !changes.has(logicalId) && known && Object.hasOwn(known, name) ? known[name]! : KNOWN_AFTER_APPLY;
    },
    imported: input.imported,
    stackOutput: input.stackOutput,
  });
  for (const logicalId of ordered(loaded.graph)) {
    const declaration = loaded.resources.get(logicalId)!;
    const type = typeOf(declaration.Type)!;
    const properties = (evaluate(declaration.Properties, scope) ?? {}) as Properties;
    for (const path of unhonoured(properties, type.properties)) problems.push(problem(logicalId, declaration.Type, path));
    const resource = existing.get(logicalId);
    const change = resource?.physicalId
      ? modification(input, resource, declaration, type, properties, changes)
      : addition(logicalId, declaration, properties);
    if (change) changes.set(logicalId, change);
  }
  const removed = [...existing.values()].filter((resource) => !loaded.resources.has(resource.logicalId));
  return {
    changes: [...changes.values(), ...removed.map(removal)],
    problems,
    outputsChanged: !equal(loaded.template.outputs as never, (current?.template.outputs ?? {}) as never),
  };
}

function problem(logicalId: string, type: string, path: string): Problem {
  const name = path.replace(/\/\d+(?=\/|$)/g, '[]').replaceAll('/', '.');
  return {
    logicalId,
    type,
    path: `/Resources/${logicalId}/Properties/${path}`,
    message: `The embedded cloud does not implement property ${name} of ${type} (resource ${logicalId}). See the coverage page (/coverage).`,
  };
}

function addition(logicalId: string, declaration: ResourceDeclaration, properties: Properties): PlannedChange {
  return { action: 'Add', logicalId, type: declaration.Type, scope: [], details: [], after: contextOf(properties) };
}

function removal(resource: Resource): PlannedChange {
  return {
    action: 'Remove',
    logicalId: resource.logicalId,
    ...(resource.physicalId !== undefined && { physicalId: resource.physicalId }),
    type: resource.type,
    policyAction: resource.deletionPolicy.startsWith('Retain') ? 'Retain' : 'Delete',
    scope: [],
    details: [],
    before: contextOf(resource.properties),
  };
}

function modification(
  input: PlanInput,
  resource: Resource,
  declaration: ResourceDeclaration,
  type: ResourceType,
  properties: Properties,
  changes: ReadonlyMap<string, PlannedChange>,
): PlannedChange | undefined {
  const found = differences(resource.properties, properties, type.properties);
  const details = found.map((difference) => propertyDetail(input, resource, declaration, difference, properties, changes));
  if (input.tagsChanged && takesTags(type.properties) && !found.some(({ name }) => name === 'Tags')) {
    details.push({ attribute: 'Tags', recreation: 'Never', evaluation: 'Static', source: 'DirectModification' });
  }
  for (const [attribute, now] of [
    ['DeletionPolicy', declaration.DeletionPolicy],
    ['UpdateReplacePolicy', declaration.UpdateReplacePolicy],
  ] as const) {
    const before = attribute === 'DeletionPolicy' ? resource.deletionPolicy : resource.updateReplacePolicy;
    if (before !== now)
      details.push({ attribute, recreation: 'Never', evaluation: 'Static', source: 'DirectModification', before, after: now });
  }
  if (details.length === 0 && resource.status !== 'UPDATE_FAILED' && resource.status !== 'CREATE_FAILED') return undefined;
  const replacement = replacementOf(details, resource);
  return {
    action: 'Modify',
    logicalId: resource.logicalId,
    physicalId: resource.physicalId!,
    type: resource.type,
    replacement,
    ...(replacement === 'True' && { policyAction: declaration.UpdateReplacePolicy === 'Retain' ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }),
    scope: [...new Set(details.map((detail) => detail.attribute))],
    details,
    before: contextOf(resource.properties),
    after: contextOf(properties),
  };
}

function replacementOf(details: readonly PlannedDetail[], resource: Resource): 'True' | 'False' | 'Conditional' {
  if (resource.status === 'CREATE_FAILED') return 'True';
  if (details.some((detail) => detail.recreation === 'Always' && detail.evaluation === 'Static')) return 'True';
  return details.some((detail) => detail.recreation === 'Always') ? 'Conditional' : 'False';
}

function propertyDetail(
  { loaded, current }: PlanInput,
  resource: Resource,
  declaration: ResourceDeclaration,
  { name, change }: PropertyDifference,
  properties: Properties,
  changes: ReadonlyMap<string, PlannedChange>,
): PlannedDetail {
  const raw = (declaration.Properties as Properties)[name];
  const before = (current?.template.resources[resource.logicalId]?.Properties as Properties | undefined)?.[name];
  const references = raw === undefined ? [] : referencesIn(raw, loaded.conditionHolds);
  const cause =
    references.find((reference) => changes.has(reference.name)) ?? references.find((reference) => loaded.parameters.has(reference.name));
  const isDirect = !equal(raw, before) || !cause;
  return {
    attribute: name === 'Tags' ? 'Tags' : 'Properties',
    name,
    recreation: change === 'replace' ? 'Always' : 'Never',
    evaluation: isUnknown(properties[name]) ? 'Dynamic' : 'Static',
    ...(isDirect
      ? { source: 'DirectModification' }
      : {
          source: loaded.parameters.has(cause.name)
            ? 'ParameterReference'
            : cause.kind === 'Ref'
              ? 'ResourceReference'
              : 'ResourceAttribute',
          causingEntity: cause.attribute === undefined ? cause.name : `${cause.name}.${cause.attribute}`,
        }),
    ...(resource.properties[name] !== undefined && { before: textOf(resource.properties[name]) }),
    ...(properties[name] !== undefined && { after: textOf(properties[name]) }),
  };
}

function contextOf(properties: Properties): string {
  return JSON.stringify({ Properties: properties });
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
