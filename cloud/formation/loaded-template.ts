import { isTrue, type Scope } from './evaluate.ts';
import { cyclicNodes, type Graph } from './graph.ts';
import type { ParameterValue, Value } from './model.ts';
import { conditionsIn, type Reference, referencesIn } from './references.ts';
import type { ResourceDeclaration, Template } from './template.ts';
import { validationError } from './template-error.ts';

/** Where a template is deployed. */
export interface Place {
  account: string;
  region: string;
  stackName: string;
  stackId: string;
}

/** A template with its parameters: which resources it means, and what each of them needs first. */
export interface LoadedTemplate {
  template: Template;
  place: Place;
  parameters: ReadonlyMap<string, ParameterValue>;
  /** The resources whose condition holds. */
  resources: ReadonlyMap<string, ResourceDeclaration>;
  /** For each of them, the resources that must exist before. */
  graph: Graph;
  conditionHolds(name: string): boolean;
}

/** What a scope asks of resources and other stacks. */
export type Surroundings = Pick<Scope, 'reference' | 'attribute' | 'imported' | 'stackOutput'>;

/** Decides conditions and finds dependencies. Throws ValidationError for names that lead nowhere and for circles. */
export function loadTemplate(template: Template, parameters: readonly ParameterValue[], place: Place): LoadedTemplate {
  const byName = new Map(parameters.map((parameter) => [parameter.key, parameter]));
  checkNames(template);
  const partial = { template, place, parameters: byName };
  const decided = new Map<string, boolean>();
  const conditionHolds = (name: string): boolean => {
    let holds = decided.get(name);
    if (holds === undefined) {
      holds = isTrue(name, scopeFor(partial, nothingYet));
      decided.set(name, holds);
    }
    return holds;
  };
  const declared = Object.entries(template.resources);
  const resources = new Map(declared.filter(([, resource]) => resource.Condition === undefined || conditionHolds(resource.Condition)));
  const graph = new Map(
    [...resources].map(([logicalId, resource]) => {
      const used = referencesIn(resource.Properties, conditionHolds).map((reference) => reference.name);
      const needs = [...used, ...resource.DependsOn].filter((name) => resources.has(name));
      return [logicalId, [...new Set(needs)]] as const;
    }),
  );
  for (const [logicalId, resource] of resources) {
    const absent = referencesIn(resource.Properties, conditionHolds).filter((one) => isResource(template, one) && !resources.has(one.name));
    if (absent.length > 0 && logicalId) throw unresolved(absent, 'Resources');
  }
  const circle = cyclicNodes(graph);
  if (circle.length > 0) throw validationError(`Circular dependency between resources: [${circle.join(', ')}]`);
  return { ...partial, resources, graph, conditionHolds };
}

const nothingYet: Surroundings = {
  reference: (name) => {
    throw validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  attribute: (name) => {
    throw validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the Conditions block of the template`,
    );
  },
  imported: () => {
    throw validationError('Template error: Fn::ImportValue cannot be used in the Conditions block of the template');
  },
  stackOutput: () => {
    throw validationError('Template error: Fn::GetStackOutput cannot be used in the Conditions block of the template');
  },
};

/** What the functions of a template see. */
export function scopeFor(loaded: Pick<LoadedTemplate, 'template' | 'place' | 'parameters'>, surroundings: Surroundings): Scope {
  const { template, place, parameters } = loaded;
  const pseudo = pseudoParameters(place);
  return {
    region: place.region,
    parameter: (name) => parameters.get(name)?.resolved ?? (Object.hasOwn(pseudo, name) ? pseudo[name] : undefined),
    mapping: (name) => (Object.hasOwn(template.mappings, name) ? template.mappings[name] : undefined),
    condition: (name) => (Object.hasOwn(template.conditions, name) ? template.conditions[name] : undefined),
    ...surroundings,
  };
}

/** CloudFormation User Guide, "Pseudo parameters reference". */
function pseudoParameters(place: Place): Record<string, string | string[]> {
  return {
    'AWS::AccountId': place.account,
    'AWS::Region': place.region,
    'AWS::StackName': place.stackName,
    'AWS::StackId': place.stackId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NotificationARNs': [],
  };
}

const PSEUDO = ['AccountId', 'Region', 'StackName', 'StackId', 'Partition', 'URLSuffix', 'NotificationARNs', 'NoValue'].map(
  (name) => `AWS::${name}`,
);

/** Throws ValidationError for names that lead nowhere. */
export function checkNames(template: Template): void {
  const isKnown = ({ kind, name }: Reference) =>
    Object.hasOwn(template.resources, name) || (kind === 'Ref' && (Object.hasOwn(template.parameters, name) || PSEUDO.includes(name)));
  const check = (value: Value, block: string) => {
    const lost = referencesIn(value).filter((reference) => !isKnown(reference));
    const attribute = lost.find((reference) => reference.kind === 'GetAtt');
    if (attribute) throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${attribute.name}`);
    if (lost.length > 0) throw unresolved(lost, block);
  };
  const inResources = Object.values(template.resources);
  const lost = inResources.flatMap((resource) => [
    ...referencesIn(resource.Properties).filter((reference) => reference.kind === 'Ref' && !isKnown(reference)),
    ...resource.DependsOn.filter((name) => !Object.hasOwn(template.resources, name)).map((name) => ({ kind: 'Ref', name }) as const),
  ]);
  if (lost.length > 0) throw unresolved(lost, 'Resources');
  for (const resource of inResources) check(resource.Properties, 'Resources');
  for (const output of Object.values(template.outputs)) check([output.Value, output.Export?.Name ?? null], 'Outputs');
  for (const condition of Object.values(template.conditions)) check(condition, 'Conditions');
  checkConditions(template);
}

function checkConditions(template: Template): void {
  const uses: [string, string][] = [
    ...Object.values(template.resources).flatMap((resource) => usesOf(resource.Properties, resource.Condition, 'Resources')),
    ...Object.values(template.outputs).flatMap((output) => usesOf(output.Value, output.Condition, 'Outputs')),
  ];
  const lost = uses.find(([name]) => !Object.hasOwn(template.conditions, name));
  if (lost)
    throw validationError(`Template format error: Unresolved condition dependency ${lost[0]} in the ${lost[1]} block of the template`);
}

function usesOf(value: Value, condition: string | undefined, block: string): [string, string][] {
  return [...conditionsIn(value), ...(condition === undefined ? [] : [condition])].map((name) => [name, block]);
}

function isResource(template: Template, reference: Reference): boolean {
  return Object.hasOwn(template.resources, reference.name) && !Object.hasOwn(template.parameters, reference.name);
}

function unresolved(references: readonly { name: string }[], block: string) {
  const names = [...new Set(references.map((reference) => reference.name))];
  return validationError(
    `Template format error: Unresolved resource dependencies [${names.join(', ')}] in the ${block} block of the template`,
  );
}
