import type { ParameterValue } from './model.ts';
import type { ParameterDeclaration, Template } from './template.ts';
import { validationError } from './template-error.ts';

/** A parameter as a request hands it in. */
export interface GivenParameter {
  ParameterKey?: string | undefined;
  ParameterValue?: string | undefined;
  UsePreviousValue?: boolean | undefined;
}

/** Reads Systems Manager parameters: name -> value; those that do not exist are missing. */
export type SsmLookup = (names: string[]) => Promise<Map<string, string>>;

const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;
const AWS_ID = /^AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+$/;

/** Every declared parameter with its value. Throws ValidationError for missing, unknown and unfit ones. */
export async function resolveParameters(
  template: Template,
  given: readonly GivenParameter[],
  previous: readonly ParameterValue[],
  lookUp: SsmLookup,
): Promise<ParameterValue[]> {
  const unknown = given.map((one) => one.ParameterKey ?? '').filter((key) => !Object.hasOwn(template.parameters, key));
  if (unknown.length > 0) throw validationError(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const submitted = new Map<string, string>();
  for (const [name, declaration] of Object.entries(template.parameters)) {
    const value = submittedValue(
      name,
      declaration,
      given.find((one) => one.ParameterKey === name),
      previous,
    );
    if (value !== undefined) submitted.set(name, value);
  }
  const missing = Object.keys(template.parameters).filter((name) => !submitted.has(name));
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  for (const [name, value] of submitted) checkConstraints(name, value, template.parameters[name]!);
  return withStoredValues(template, submitted, lookUp);
}

function submittedValue(
  name: string,
  declaration: ParameterDeclaration,
  given: GivenParameter | undefined,
  previous: readonly ParameterValue[],
): string | undefined {
  if (given?.UsePreviousValue) {
    const before = previous.find((one) => one.key === name);
    if (!before) {
      throw validationError(
        `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
      );
    }
    return before.value;
  }
  if (given?.ParameterValue !== undefined) return given.ParameterValue;
  const fallback = declaration.Default;
  return fallback === undefined || fallback === null ? undefined : String(fallback);
}

async function withStoredValues(template: Template, submitted: Map<string, string>, lookUp: SsmLookup): Promise<ParameterValue[]> {
  const isSsm = (name: string) => SSM_VALUE.test(template.parameters[name]!.Type);
  const names = [...new Set([...submitted].filter(([name]) => isSsm(name)).map(([, value]) => value))];
  const stored = names.length > 0 ? await lookUp(names) : new Map<string, string>();
  const absent = names.filter((name) => !stored.has(name));
  if (absent.length > 0) {
    throw validationError(`Unable to fetch parameters [${absent.join(',')}] from parameter store for this account.`);
  }
  return [...submitted].map(([key, value]) => {
    const { Type, NoEcho } = template.parameters[key]!;
    const ssm = SSM_VALUE.exec(Type);
    return {
      key,
      value,
      resolved: ssm ? asType(ssm[1]!, stored.get(value)!) : asType(Type, value),
      fromSsm: ssm !== null,
      noEcho: NoEcho === true || NoEcho === 'true',
    };
  });
}

function asType(type: string, value: string): string | string[] {
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<');
  return isList ? value.split(',').map((item) => item.trim()) : value;
}

function checkConstraints(name: string, value: string, declaration: ParameterDeclaration): void {
  const { Type, AllowedValues, AllowedPattern, ConstraintDescription, MinLength, MaxLength, MinValue, MaxValue } = declaration;
  checkType(name, Type);
  const items = Type === 'CommaDelimitedList' || Type.startsWith('List<') ? value.split(',').map((item) => item.trim()) : [value];
  const fail = (message: string): never => {
    throw validationError(
      ConstraintDescription !== undefined ? `Parameter '${name}' failed to satisfy constraint: ${ConstraintDescription}` : message,
    );
  };
  for (const item of items) {
    if (AllowedValues && !AllowedValues.some((allowed) => String(allowed) === item)) {
      fail(`Parameter '${name}' must be one of AllowedValues`);
    }
    if (AllowedPattern !== undefined && !new RegExp(`^(?:${AllowedPattern})$`, 'u').test(item)) {
      fail(`Parameter '${name}' must match pattern ${AllowedPattern}`);
    }
    if (MinLength !== undefined && item.length < Number(MinLength))
      fail(`Parameter '${name}' must contain at least ${Number(MinLength)} characters`);
    if (MaxLength !== undefined && item.length > Number(MaxLength))
      fail(`Parameter '${name}' must contain at most ${Number(MaxLength)} characters`);
    if (Type === 'Number' || Type === 'List<Number>') {
      if (item === '' || Number.isNaN(Number(item))) throw validationError(`Parameter '${name}' must be a number.`);
      if (MinValue !== undefined && Number(item) < Number(MinValue))
        fail(`Parameter '${name}' must be a number not less than ${Number(MinValue)}`);
      if (MaxValue !== undefined && Number(item) > Number(MaxValue))
        fail(`Parameter '${name}' must be a number not greater than ${Number(MaxValue)}`);
    }
  }
}

function checkType(name: string, type: string): void {
  if (['String', 'Number', 'List<Number>', 'CommaDelimitedList', 'List<String>'].includes(type)) return;
  const inner = SSM_VALUE.exec(type)?.[1] ?? type;
  const item = /^List<(.+)>$/.exec(inner)?.[1] ?? inner;
  if (AWS_ID.test(item) || ['String', 'CommaDelimitedList'].includes(item)) return;
  throw validationError(`Template format error: Unrecognized parameter type: ${type} (parameter ${name})`);
}
