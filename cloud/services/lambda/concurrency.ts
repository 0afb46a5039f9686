import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  GetAccountSettingsRequest,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  PutFunctionConcurrencyRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../aws-error.ts';
import { refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { accountConcurrency, minimumUnreserved, reservedConcurrency, slotsOf } from './execution/slots.ts';
import { functionAt } from './function-name.ts';
import type { Local } from './local.ts';
import type { LambdaState } from './state.ts';

/** Reserves concurrency for a function, and limits it to that. Throws InvalidParameterValueException. Lambda API Reference, PutFunctionConcurrency. */
export const PutFunctionConcurrency: Operation<LambdaState, PutFunctionConcurrencyRequest, Concurrency, Local> = (input, call) => {
  const reserved = input.ReservedConcurrentExecutions!;
  refuseViolations('ValidationException', [valueWithin('reservedConcurrentExecutions', reserved, 0, Number.POSITIVE_INFINITY)]);
  const fn = functionAt(call, input.FunctionName!);
  const limit = accountConcurrency(call);
  const minimum = minimumUnreserved(limit);
  if (limit - reservedConcurrency(call.state, fn.name) - reserved < minimum) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
    );
  }
  fn.reservedConcurrency = reserved;
  slotsOf(call).recheck();
  return { ReservedConcurrentExecutions: reserved };
};

export const GetFunctionConcurrency: Operation<LambdaState, GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse, Local> = (
  input,
  call,
) => {
  const { reservedConcurrency: reserved } = functionAt(call, input.FunctionName!);
  return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
};

export const DeleteFunctionConcurrency: Operation<LambdaState, DeleteFunctionConcurrencyRequest, void, Local> = (input, call) => {
  delete functionAt(call, input.FunctionName!).reservedConcurrency;
  slotsOf(call).recheck();
};

export const GetAccountSettings: Operation<LambdaState, GetAccountSettingsRequest, GetAccountSettingsResponse, Local> = (_, call) => {
  const limit = accountConcurrency(call);
  let size = 0;
  for (const zip of call.state.packages.values()) size += zip.length;
  return {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: 262_144_000,
      CodeSizeZipped: 52_428_800,
      ConcurrentExecutions: limit,
      UnreservedConcurrentExecutions: limit - reservedConcurrency(call.state),
    },
    AccountUsage: { TotalCodeSize: size, FunctionCount: call.state.functions.size },
  };
};
