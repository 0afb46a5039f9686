import { isUnknown, textOf } from './functions.ts';
import { functionOf } from './intrinsic.ts';
import type { Value } from './model.ts';
import { isObject } from './template.ts';
import { validationError } from './template-error.ts';

/** What Fn::GetStackOutput asks for. */
export interface StackOutputRequest {
  stackName: string;
  outputName: string;
  region?: string;
  roleArn?: string;
}

/** Reads an output of any stack. Throws ValidationError. */
export type ReadStackOutput = (request: StackOutputRequest) => Promise<string>;

const MEMBERS = ['StackName', 'OutputName', 'Region', 'RoleArn'];

/** The request in a function's resolved argument; undefined while part of it is not known yet. CloudFormation Template Reference, Fn::GetStackOutput. */
export function stackOutputRequest(resolved: Value | undefined): StackOutputRequest | undefined {
  if (!isObject(resolved) || resolved.StackName === undefined || resolved.OutputName === undefined) {
    throw validationError('Template error: every Fn::GetStackOutput object requires StackName and OutputName.');
  }
  const stray = Object.keys(resolved).find((member) => !MEMBERS.includes(member));
  if (stray !== undefined) throw validationError(`Template error: Fn::GetStackOutput does not support ${stray}.`);
  if (isUnknown(resolved)) return undefined;
  const text = (value: Value) => textOf(value, 'Fn::GetStackOutput');
  return {
    stackName: text(resolved.StackName),
    outputName: text(resolved.OutputName),
    ...(resolved.Region !== undefined && { region: text(resolved.Region) }),
    ...(resolved.RoleArn !== undefined && { roleArn: text(resolved.RoleArn) }),
  };
}

/** Reads every output that a value asks for, so that it can be evaluated; `choose` picks the branch of an Fn::If. */
export async function readStackOutputs(
  value: Value,
  resolve: (argument: Value) => Value | undefined,
  choose: (condition: string) => boolean,
  read: ReadStackOutput,
): Promise<(request: StackOutputRequest) => string> {
  const known = new Map<string, string>();
  for (const argument of requestsIn(value, choose)) {
    const request = stackOutputRequest(resolve(argument));
    if (request && !known.has(keyOf(request))) known.set(keyOf(request), await read(request));
  }
  return (request) => known.get(keyOf(request))!;
}

function keyOf({ stackName, outputName, region, roleArn }: StackOutputRequest): string {
  return JSON.stringify([stackName, outputName, region, roleArn]);
}

function requestsIn(value: Value, choose: (condition: string) => boolean): Value[] {
  if (Array.isArray(value)) return value.flatMap((item) => requestsIn(item, choose));
  if (!isObject(value)) return [];
  const [name, argument] = functionOf(value) ?? [];
  if (name === 'Fn::GetStackOutput' && argument !== undefined) return [argument];
  if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
    return requestsIn(argument[choose(argument[0]) ? 1 : 2] ?? null, choose);
  }
  return Object.values(value).flatMap((item) => requestsIn(item, choose));
}
