import type { DeletionPolicy, Value } from './model.ts';
import { uncovered, validationError } from './template-error.ts';
import { parseYaml } from './yaml.ts';

/** A template's sections, checked for their form. CloudFormation User Guide, "Template anatomy". */
export interface Template {
  description?: string;
  metadata?: Value;
  parameters: Record<string, ParameterDeclaration>;
  mappings: Record<string, Value>;
  conditions: Record<string, Value>;
  rules: Record<string, Rule>;
  resources: Record<string, ResourceDeclaration>;
  outputs: Record<string, OutputDeclaration>;
}

/** One of the Parameters, as declared. */
export interface ParameterDeclaration {
  Type: string;
  Default?: Value;
  Description?: string;
  NoEcho?: Value;
  AllowedValues?: Value[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: Value;
  MaxLength?: Value;
  MinValue?: Value;
  MaxValue?: Value;
}

/** One of the Rules. */
export interface Rule {
  RuleCondition?: Value;
  Assertions: { Assert: Value; AssertDescription?: string }[];
}

/** One of the Resources; DependsOn is always a list, both policies are always said. */
export interface ResourceDeclaration {
  Type: string;
  Properties: Value;
  DependsOn: string[];
  Condition?: string;
  Metadata?: Value;
  DeletionPolicy: DeletionPolicy;
  UpdateReplacePolicy: DeletionPolicy;
}

/** One of the Outputs. */
export interface OutputDeclaration {
  Value: Value;
  Description?: string;
  Condition?: string;
  Export?: { Name: Value };
}

const SECTIONS = [
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Transform',
  'Resources',
  'Outputs',
  'Hooks',
];
const RESOURCE_ATTRIBUTES = ['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata', 'DeletionPolicy', 'UpdateReplacePolicy'];
const UNCOVERED_ATTRIBUTES = ['CreationPolicy', 'UpdatePolicy'];
const MAX_BYTES = 1_048_576;

/** Reads a template (JSON or YAML). Throws ValidationError in CloudFormation's wording. */
export function parseTemplate(body: string): Template {
  if (new TextEncoder().encode(body).length > MAX_BYTES) throw validationError('Template may not exceed 1000000 bytes in size.');
  const parsed = parse(body);
  if (!isObject(parsed)) throw validationError('Template format error: unsupported structure.');
  const unknown = Object.keys(parsed).filter((section) => !SECTIONS.includes(section));
  if (unknown.length > 0) throw validationError(`Invalid template property or properties [${unknown.join(', ')}]`);
  const version = parsed.AWSTemplateFormatVersion;
  if (version !== undefined && version !== '2010-09-09') {
    throw validationError(`Template format error: Unsupported template format version: ${text(version)}`);
  }
  if (parsed.Transform !== undefined) throw uncovered(`Transform ${JSON.stringify(parsed.Transform)}`);
  if (parsed.Hooks !== undefined) throw uncovered('the Hooks section');
  const resources = section(parsed, 'Resources');
  if (Object.keys(resources).length === 0) {
    throw validationError('Template format error: At least one Resources member must be defined.');
  }
  return {
    description: typeof parsed.Description === 'string' ? parsed.Description : undefined,
    metadata: parsed.Metadata,
    parameters: mapValues(section(parsed, 'Parameters'), parameter),
    mappings: section(parsed, 'Mappings'),
    conditions: section(parsed, 'Conditions'),
    rules: mapValues(section(parsed, 'Rules'), rule),
    resources: mapValues(resources, resource),
    outputs: mapValues(section(parsed, 'Outputs'), output),
  };
}

function parse(body: string): Value {
  if (!/^\s*\{/.test(body)) return parseYaml(body);
  try {
    return JSON.parse(body) as Value;
  } catch (error) {
    // Reason: YAML's flow mappings open with a brace, too.
    try {
      return parseYaml(body);
    } catch {
      throw validationError(`Template format error: JSON not well-formed. ${(error as Error).message}`);
    }
  }
}

function section(template: Record<string, Value>, name: string): Record<string, Value> {
  const value = template[name];
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw validationError(`Template format error: [/${name}] '${name}' must be an object.`);
  const invalid = Object.keys(value).find((key) => !/^[A-Za-z0-9]{1,255}$/.test(key));
  if (invalid !== undefined && name !== 'Mappings') {
    throw validationError(`Template format error: ${name} name ${invalid} is non alphanumeric.`.replace('Resources name', 'Resource name'));
  }
  return value;
}

function parameter(name: string, value: Value): ParameterDeclaration {
  if (!isObject(value) || typeof value.Type !== 'string') {
    throw validationError(`Template format error: Every Parameters object must contain a Type member.`);
  }
  if (value.AllowedValues !== undefined && !Array.isArray(value.AllowedValues)) {
    throw validationError(`Template format error: Every AllowedValues member of parameter ${name} must be a list.`);
  }
  return value as unknown as ParameterDeclaration;
}

function rule(name: string, value: Value): Rule {
  if (!isObject(value) || !Array.isArray(value.Assertions)) {
    throw validationError(`Template format error: Rule ${name} must contain Assertions.`);
  }
  return value as unknown as Rule;
}

function resource(name: string, value: Value): ResourceDeclaration {
  if (!isObject(value)) throw validationError(`Template format error: [/Resources/${name}] resource definition is malformed`);
  if (typeof value.Type !== 'string') {
    throw validationError(`Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  for (const attribute of Object.keys(value)) {
    if (UNCOVERED_ATTRIBUTES.includes(attribute)) throw uncovered(`${attribute} (resource ${name})`);
    if (!RESOURCE_ATTRIBUTES.includes(attribute)) throw validationError(`Invalid template resource property '${attribute}'`);
  }
  const dependsOn = value.DependsOn ?? [];
  const list = Array.isArray(dependsOn) ? dependsOn : [dependsOn];
  if (!list.every((item) => typeof item === 'string')) {
    throw validationError(`Template format error: DependsOn must be a string or list of strings.`);
  }
  if (value.Properties !== undefined && value.Properties !== null && !isObject(value.Properties)) {
    throw validationError(`Template format error: [/Resources/${name}/Properties] 'Properties' must be an object.`);
  }
  return {
    Type: value.Type,
    Properties: value.Properties ?? {},
    DependsOn: list as string[],
    ...(typeof value.Condition === 'string' && { Condition: value.Condition }),
    ...(value.Metadata !== undefined && { Metadata: value.Metadata }),
    DeletionPolicy: deletionPolicy(name, 'DeletionPolicy', value.DeletionPolicy),
    UpdateReplacePolicy: deletionPolicy(name, 'UpdateReplacePolicy', value.UpdateReplacePolicy),
  };
}

function deletionPolicy(name: string, attribute: 'DeletionPolicy' | 'UpdateReplacePolicy', value: Value | undefined): DeletionPolicy {
  if (value === undefined || value === 'Delete') return 'Delete';
  if (value === 'Retain') return value;
  if (value === 'RetainExceptOnCreate' && attribute === 'DeletionPolicy') return value;
  if (value === 'Snapshot') throw uncovered(`${attribute} Snapshot (resource ${name})`);
  throw validationError(`Template format error: Unrecognized ${attribute} ${text(value)} for resource ${name}`);
}

function output(name: string, value: Value): OutputDeclaration {
  if (!isObject(value) || value.Value === undefined || value.Value === null) {
    throw validationError(`Template format error: [/Outputs/${name}] Every Outputs member must contain a Value object`);
  }
  if (value.Export !== undefined && (!isObject(value.Export) || value.Export.Name === undefined)) {
    throw validationError(
      `Template format error: Output ${name} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens.`,
    );
  }
  return value as unknown as OutputDeclaration;
}

function mapValues<Out>(values: Record<string, Value>, read: (name: string, value: Value) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(name, value)]));
}

function text(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
