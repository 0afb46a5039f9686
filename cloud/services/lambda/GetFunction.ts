import type {
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
  GetFunctionRequest,
  GetFunctionResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { describeVersion } from './configuration.ts';
import { versionAt } from './function-name.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import type { LambdaState } from './state.ts';

/** A function's configuration and tags. The code has no Location: the package stays inside the cloud. */
export const GetFunction: Operation<LambdaState, GetFunctionRequest, GetFunctionResponse, Local> = (input, call) => {
  const { fn, version, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  return {
    Configuration: describeVersion(call, fn, version, { qualifier }),
    Code: { RepositoryType: 'S3' },
    ...(fn.tags.size > 0 && { Tags: Object.fromEntries(fn.tags) }),
    ...(fn.reservedConcurrency !== undefined && { Concurrency: { ReservedConcurrentExecutions: fn.reservedConcurrency } }),
  };
};

export const GetFunctionConfiguration: Operation<LambdaState, GetFunctionConfigurationRequest, FunctionConfiguration, Local> = (
  input,
  call,
) => {
  const { fn, version, qualifier } = versionAt(call, input.FunctionName!, input.Qualifier);
  return describeVersion(call, fn, version, { qualifier });
};

/** A page of the functions, by name; with FunctionVersion ALL their versions too. Lambda API Reference, ListFunctions. */
export const ListFunctions: Operation<LambdaState, ListFunctionsRequest, ListFunctionsResponse, Local> = (input, call) => {
  refuseViolations('ValidationException', [oneOf('functionVersion', input.FunctionVersion, ['ALL'])]);
  const all = [...call.state.functions.values()].flatMap((fn) => {
    const versions = input.FunctionVersion === 'ALL' ? [fn.latest, ...fn.versions.values()] : [fn.latest];
    return versions.map((version) => ({
      key: `${fn.name}:${version.version}`,
      shown: {
        ...describeVersion(call, fn, version, { qualifier: version === fn.latest && !input.FunctionVersion ? undefined : version.version }),
      },
    }));
  });
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return { Functions: items.map(({ shown }) => shown), ...(NextMarker !== undefined && { NextMarker }) };
};
