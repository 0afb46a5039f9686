import type {
  AliasConfiguration,
  AliasRoutingConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Call, Operation } from '../../operation.ts';
import { functionAt, functionNotFound } from './function-name.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import type { Alias, LambdaFunction, LambdaState } from './state.ts';
import { checkRevision } from './UpdateFunctionCode.ts';

/** Names a version. Throws ResourceConflictException, ResourceNotFoundException. Lambda API Reference, CreateAlias. */
export const CreateAlias: Operation<LambdaState, CreateAliasRequest, AliasConfiguration, Local> = (input, call) => {
  refuseViolations('ValidationException', [
    lengthWithin('name', input.Name, 1, 128),
    matching('name', input.Name, '(?!^[0-9]+$)([a-zA-Z0-9-_]+)'),
    matching('functionVersion', input.FunctionVersion, '(\\$LATEST(\\.PUBLISHED)?|[0-9]+)'),
  ]);
  const fn = functionAt(call, input.FunctionName!);
  if (fn.aliases.has(input.Name!)) throw new AwsError('ResourceConflictException', `Alias already exists: ${fn.arn}:${input.Name}`);
  checkTarget(fn, input.FunctionVersion!, input.RoutingConfig);
  const alias: Alias = {
    name: input.Name!,
    functionVersion: input.FunctionVersion!,
    description: input.Description ?? '',
    routing: input.RoutingConfig,
    revisionId: call.random.uuid(),
  };
  fn.aliases.set(alias.name, alias);
  return describe(fn, alias);
};

export const GetAlias: Operation<LambdaState, GetAliasRequest, AliasConfiguration, Local> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!);
  return describe(fn, aliasAt(fn, input.Name!));
};

/** Points an alias elsewhere. Throws PreconditionFailedException. Lambda API Reference, UpdateAlias. */
export const UpdateAlias: Operation<LambdaState, UpdateAliasRequest, AliasConfiguration, Local> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!);
  const alias = aliasAt(fn, input.Name!);
  checkRevision(alias.revisionId, input.RevisionId);
  const functionVersion = input.FunctionVersion ?? alias.functionVersion;
  const routing = input.RoutingConfig ?? alias.routing;
  checkTarget(fn, functionVersion, routing);
  Object.assign(alias, { functionVersion, routing, description: input.Description ?? alias.description, revisionId: call.random.uuid() });
  return describe(fn, alias);
};

export const DeleteAlias: Operation<LambdaState, DeleteAliasRequest, void, Local> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!);
  fn.aliases.delete(input.Name!);
  fn.urls?.delete(input.Name!);
};

export const ListAliases: Operation<LambdaState, ListAliasesRequest, ListAliasesResponse, Local> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!);
  const all = [...fn.aliases.values()]
    .filter(({ functionVersion }) => input.FunctionVersion === undefined || functionVersion === input.FunctionVersion)
    .map((alias) => ({ key: alias.name, alias }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return { Aliases: items.map(({ alias }) => describe(fn, alias)), ...(NextMarker !== undefined && { NextMarker }) };
};

/** The version an invocation of an alias goes to: its own, or by weight the one it is being moved to. */
export function routed(call: Call<LambdaState, Local>, fn: LambdaFunction, qualifier: string | undefined): string | undefined {
  const alias = qualifier === undefined ? undefined : fn.aliases.get(qualifier);
  if (!alias) return qualifier;
  const [other] = Object.entries(alias.routing?.AdditionalVersionWeights ?? {});
  return other && call.random.next() < other[1] ? other[0] : alias.functionVersion;
}

function checkTarget(fn: LambdaFunction, version: string, routing: AliasRoutingConfiguration | undefined): void {
  const exists = (name: string) => name === '$LATEST' || fn.versions.has(name);
  if (!exists(version)) throw functionNotFound(`${fn.arn}:${version}`);
  const others = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (others.length > 1)
    throw new AwsError('InvalidParameterValueException', 'Number of items in AdditionalVersionWeights cannot be greater than 1');
  for (const [other, weight] of others) {
    if (version === '$LATEST' || other === '$LATEST') {
      throw new AwsError('InvalidParameterValueException', '$LATEST is not supported for an alias pointing to more than 1 version');
    }
    if (other === version) {
      throw new AwsError(
        'InvalidParameterValueException',
        `Invalid function version ${other}. Function version ${other} is already included in routing configuration.`,
      );
    }
    if (!exists(other)) throw functionNotFound(`${fn.arn}:${other}`);
    if (weight < 0 || weight > 1) {
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value '{${other}=${weight}}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0]`,
      );
    }
  }
}

function aliasAt(fn: LambdaFunction, name: string): Alias {
  const alias = fn.aliases.get(name);
  if (!alias) throw new AwsError('ResourceNotFoundException', `Cannot find alias arn: ${fn.arn}:${name}`);
  return alias;
}

function describe(fn: LambdaFunction, alias: Alias): AliasConfiguration {
  return {
    AliasArn: `${fn.arn}:${alias.name}`,
    Name: alias.name,
    FunctionVersion: alias.functionVersion,
    Description: alias.description,
    ...(Object.keys(alias.routing?.AdditionalVersionWeights ?? {}).length > 0 && { RoutingConfig: alias.routing }),
    RevisionId: alias.revisionId,
  };
}
