import type {
  DeleteFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { checkDestination } from './destinations.ts';
import { functionAt, versionAt } from './function-name.ts';
import type { Local } from './local.ts';
import { page } from './page.ts';
import type { EventInvokeConfig, LambdaFunction, LambdaState } from './state.ts';

/** How a function's asynchronous invocations are retried, and where their records go. Lambda API Reference, PutFunctionEventInvokeConfig. */
export const PutFunctionEventInvokeConfig: Operation<LambdaState, PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig, Local> = (
  input,
  call,
) => {
  check('PutFunctionEventInvokeConfig', input);
  const { fn, qualifier = '$LATEST' } = versionAt(call, input.FunctionName!, input.Qualifier);
  const config: EventInvokeConfig = {
    maximumRetryAttempts: input.MaximumRetryAttempts,
    maximumEventAge: input.MaximumEventAgeInSeconds,
    destinations: input.DestinationConfig,
    lastModified: call.clock.now(),
  };
  fn.eventInvokeConfigs.set(qualifier, config);
  return describe(fn, qualifier, config);
};

export const UpdateFunctionEventInvokeConfig: Operation<
  LambdaState,
  UpdateFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig,
  Local
> = (input, call) => {
  check('UpdateFunctionEventInvokeConfig', input);
  const { fn, qualifier = '$LATEST' } = versionAt(call, input.FunctionName!, input.Qualifier);
  const config = configAt(fn, qualifier);
  config.maximumRetryAttempts = input.MaximumRetryAttempts ?? config.maximumRetryAttempts;
  config.maximumEventAge = input.MaximumEventAgeInSeconds ?? config.maximumEventAge;
  config.destinations = input.DestinationConfig ?? config.destinations;
  config.lastModified = call.clock.now();
  return describe(fn, qualifier, config);
};

export const GetFunctionEventInvokeConfig: Operation<LambdaState, GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig, Local> = (
  input,
  call,
) => {
  const { fn, qualifier = '$LATEST' } = versionAt(call, input.FunctionName!, input.Qualifier);
  return describe(fn, qualifier, configAt(fn, qualifier));
};

export const DeleteFunctionEventInvokeConfig: Operation<LambdaState, DeleteFunctionEventInvokeConfigRequest, void, Local> = (
  input,
  call,
) => {
  const { fn, qualifier = '$LATEST' } = versionAt(call, input.FunctionName!, input.Qualifier);
  configAt(fn, qualifier);
  fn.eventInvokeConfigs.delete(qualifier);
};

export const ListFunctionEventInvokeConfigs: Operation<
  LambdaState,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  Local
> = (input, call) => {
  const fn = functionAt(call, input.FunctionName!);
  const all = [...fn.eventInvokeConfigs].map(([key, config]) => ({ key, config }));
  const { items, NextMarker } = page(all, input.Marker, input.MaxItems, 50);
  return {
    FunctionEventInvokeConfigs: items.map(({ key, config }) => describe(fn, key, config)),
    ...(NextMarker !== undefined && { NextMarker }),
  };
};

function check(operation: string, input: UpdateFunctionEventInvokeConfigRequest): void {
  refuseViolations('ValidationException', [
    valueWithin('maximumRetryAttempts', input.MaximumRetryAttempts, 0, 2),
    valueWithin('maximumEventAgeInSeconds', input.MaximumEventAgeInSeconds, 60, 21_600),
  ]);
  checkDestination(operation, input.DestinationConfig?.OnFailure?.Destination);
  checkDestination(operation, input.DestinationConfig?.OnSuccess?.Destination);
}

function configAt(fn: LambdaFunction, qualifier: string): EventInvokeConfig {
  const config = fn.eventInvokeConfigs.get(qualifier);
  if (config) return config;
  throw new AwsError('ResourceNotFoundException', `The function ${fn.arn}:${qualifier} doesn't have an EventInvokeConfig`);
}

function describe(fn: LambdaFunction, qualifier: string, config: EventInvokeConfig): FunctionEventInvokeConfig {
  return {
    LastModified: new Date(config.lastModified),
    FunctionArn: `${fn.arn}:${qualifier}`,
    ...(config.maximumRetryAttempts !== undefined && { MaximumRetryAttempts: config.maximumRetryAttempts }),
    ...(config.maximumEventAge !== undefined && { MaximumEventAgeInSeconds: config.maximumEventAge }),
    DestinationConfig: config.destinations ?? { OnSuccess: {}, OnFailure: {} },
  };
}
