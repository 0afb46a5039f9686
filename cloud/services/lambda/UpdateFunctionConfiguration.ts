import type { FunctionConfiguration, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../operation.ts';
import { dropUnusedPackages } from './code.ts';
import { checkConfiguration, describeVersion } from './configuration.ts';
import { checkDeadLetters } from './destinations.ts';
import { checkTracing } from './execution/tracing.ts';
import { functionAt } from './function-name.ts';
import { checkUnzippedSize, useLayers } from './layers/used-layers.ts';
import type { Local } from './local.ts';
import { checkRole } from './role.ts';
import type { LambdaState } from './state.ts';
import { checkRevision, retireLatest } from './UpdateFunctionCode.ts';

/** Changes the members that are given. Environments end and start anew. Lambda API Reference, UpdateFunctionConfiguration. */
export const UpdateFunctionConfiguration: Operation<LambdaState, UpdateFunctionConfigurationRequest, FunctionConfiguration, Local> = async (
  input,
  call,
) => {
  const fn = functionAt(call, input.FunctionName!);
  checkRevision(fn.latest.revisionId, input.RevisionId);
  checkConfiguration('UpdateFunctionConfiguration', input);
  if (input.Role !== undefined) await checkRole(call, input.Role, fn.arn);
  const { latest } = fn;
  await checkTracing(call, input.Role ?? latest.role, input.TracingConfig?.Mode);
  const { DeadLetterConfig } = input;
  await checkDeadLetters(call, input.Role ?? latest.role, DeadLetterConfig?.TargetArn);
  if (input.Layers) {
    const layers = useLayers(call, input.Layers);
    checkUnzippedSize(call.state, call.state.packages.get(latest.codeSha256)!, layers);
    latest.layers = layers;
    dropUnusedPackages(call.state);
  }
  latest.role = input.Role ?? latest.role;
  latest.handler = input.Handler ?? latest.handler;
  latest.runtime = input.Runtime ?? latest.runtime;
  latest.description = input.Description ?? latest.description;
  latest.timeout = input.Timeout ?? latest.timeout;
  latest.memorySize = input.MemorySize ?? latest.memorySize;
  latest.ephemeralStorage = input.EphemeralStorage?.Size ?? latest.ephemeralStorage;
  latest.logGroup = input.LoggingConfig ? (input.LoggingConfig.LogGroup ?? `/aws/lambda/${fn.name}`) : latest.logGroup;
  if (input.Environment) latest.environment = input.Environment.Variables;
  if (input.TracingConfig?.Mode === 'Active') latest.tracing = 'Active';
  else if (input.TracingConfig) delete latest.tracing;
  if (DeadLetterConfig) {
    if (DeadLetterConfig.TargetArn) latest.deadLetterArn = DeadLetterConfig.TargetArn;
    else delete latest.deadLetterArn;
  }
  latest.lastModified = call.clock.now();
  latest.revisionId = call.random.uuid();
  retireLatest(call.local, call, fn);
  return describeVersion(call, fn, latest, { change: 'Updating' });
};
