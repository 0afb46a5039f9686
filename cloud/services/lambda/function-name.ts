import { formatArn, tryParseArn } from '../../arn.ts';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call } from '../../operation.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from './state.ts';

export type LambdaCall = Pick<Call<LambdaState, unknown>, 'state' | 'account' | 'region'>;

/** A function as inputs name it: by name, partial ARN (`123456789012:function:Orders`) or ARN, with or without a qualifier. */
export interface FunctionReference {
  name: string;
  qualifier: string | undefined;
  /** Where the function lives. */
  account: string;
  region: string;
}

const NAME =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?';
const QUALIFIER = '\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+';

/** Reads a FunctionName. Throws ValidationException, InvalidParameterValueException. */
export function parseFunctionName(call: LambdaCall, text: string, qualifier?: string): FunctionReference {
  refuseViolations('ValidationException', [
    lengthWithin('functionName', text, 1, 256),
    matching('functionName', text, NAME),
    lengthWithin('qualifier', qualifier, 1, 128),
    matching('qualifier', qualifier, QUALIFIER),
  ]);
  const parts = /^(?:(?:arn:[^:]*:lambda:)?(?:([a-z0-9-]+-\d):)?(?:(\d{12}):)?function:|(?:(\d{12}):)?)?([^:]+)(?::([^:]+))?$/.exec(text);
  const [, region, account, bareAccount, name, named] = parts ?? [];
  if (name === undefined) throw new AwsError('ValidationException', `Invalid function name: ${text}`);
  if (named !== undefined && qualifier !== undefined && named !== qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return {
    name,
    qualifier: qualifier ?? named,
    account: account ?? bareAccount ?? call.account,
    region: region ?? call.region,
  };
}

export function functionArn({ account, region }: { account: string; region: string }, name: string, qualifier?: string): string {
  return formatArn({ service: 'lambda', region, account, resource: `function:${name}${qualifier === undefined ? '' : `:${qualifier}`}` });
}

/** The ARN an input names, for `iam`: the function need not exist. */
export function functionArnOf(call: LambdaCall, text: string, qualifier?: string): string {
  const reference = parseFunctionName(call, text, qualifier);
  return functionArn(reference, reference.name, reference.qualifier);
}

/** The function an input names. Throws ResourceNotFoundException. */
export function functionAt(call: LambdaCall, text: string, qualifier?: string): LambdaFunction {
  const reference = parseFunctionName(call, text, qualifier);
  if (reference.account !== call.account) throw notImplemented('lambda access to a function of another account');
  const found = reference.region === call.region ? call.state.functions.get(reference.name) : undefined;
  if (!found) throw functionNotFound(functionArn(reference, reference.name, reference.qualifier));
  return found;
}

/** The function and the version that an input's qualifier means: `$LATEST` without one, an alias's version for an alias. */
export function versionAt(
  call: LambdaCall,
  text: string,
  qualifier?: string,
): { fn: LambdaFunction; version: FunctionVersion; qualifier: string | undefined } {
  const fn = functionAt(call, text, qualifier);
  const named = parseFunctionName(call, text, qualifier).qualifier;
  return { fn, version: versionOf(fn, named), qualifier: named };
}

/** What a qualifier of a function means. Throws ResourceNotFoundException. */
export function versionOf(fn: LambdaFunction, qualifier: string | undefined): FunctionVersion {
  if (qualifier === undefined || qualifier === '$LATEST') return fn.latest;
  const version = fn.versions.get(qualifier) ?? fn.versions.get(fn.aliases.get(qualifier)?.functionVersion ?? '');
  if (version) return version;
  if (fn.aliases.get(qualifier)?.functionVersion === '$LATEST') return fn.latest;
  if (/^\d+$/.test(qualifier)) throw functionNotFound(`${fn.arn}:${qualifier}`);
  throw new AwsError('ResourceNotFoundException', `Cannot find alias arn: ${fn.arn}:${qualifier}`);
}

export function functionNotFound(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { members: { Type: 'User' } });
}

export function functionOfArn(state: LambdaState, arn: string): { fn: LambdaFunction; qualifier: string | undefined } | undefined {
  const [kind, name, qualifier] = tryParseArn(arn)?.resource.split(':') ?? [];
  const fn = kind === 'function' ? state.functions.get(name ?? '') : undefined;
  return fn && { fn, qualifier };
}
