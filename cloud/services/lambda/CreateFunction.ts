import type { CreateFunctionRequest, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { lengthWithin, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { loadPackage } from './code.ts';
import { checkConfiguration, describeVersion } from './configuration.ts';
import { checkDeadLetters } from './destinations.ts';
import { checkTracing } from './execution/tracing.ts';
import { functionArn, parseFunctionName } from './function-name.ts';
import { checkUnzippedSize, useLayers } from './layers/used-layers.ts';
import type { Local } from './local.ts';
import { checkRole } from './role.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from './state.ts';
import { checkTags } from './tags.ts';
import { publish } from './versions.ts';

/** Makes a function. Throws ResourceConflictException, InvalidParameterValueException. Lambda API Reference, CreateFunction. */
export const CreateFunction: Operation<LambdaState, CreateFunctionRequest, FunctionConfiguration, Local> = async (input, call) => {
  const { name } = parseFunctionName(call, input.FunctionName!);
  refuseViolations('ValidationException', [lengthWithin('functionName', name, 1, 64)]);
  if (input.PackageType === 'Image' || input.Code?.ImageUri !== undefined)
    throw notImplemented('lambda CreateFunction with PackageType Image');
  if (input.Code?.SourceKMSKeyArn !== undefined) throw notImplemented('lambda CreateFunction with SourceKMSKeyArn');
  if (input.Runtime === undefined || input.Handler === undefined) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
    );
  }
  checkConfiguration('CreateFunction', input);
  checkTags(input.Tags ?? {}, call.principal);
  const arn = functionArn(call, name);
  const refuseTwin = () => {
    if (call.state.functions.has(name)) throw new AwsError('ResourceConflictException', `Function already exist: ${name}`);
  };
  refuseTwin();
  await checkRole(call, input.Role!, arn);
  await checkTracing(call, input.Role!, input.TracingConfig?.Mode);
  const deadLetterArn = input.DeadLetterConfig?.TargetArn || undefined;
  await checkDeadLetters(call, input.Role!, deadLetterArn);
  const { zip, sha256 } = await loadPackage(call, input.Code!);
  const layers = useLayers(call, input.Layers ?? []);
  checkUnzippedSize(call.state, zip, layers);
  refuseTwin();
  const latest: FunctionVersion = {
    version: '$LATEST',
    codeSha256: sha256,
    codeSize: zip.length,
    role: input.Role!,
    handler: input.Handler,
    runtime: input.Runtime,
    description: input.Description ?? '',
    timeout: input.Timeout ?? 3,
    memorySize: input.MemorySize ?? 128,
    ephemeralStorage: input.EphemeralStorage?.Size ?? 512,
    architectures: input.Architectures?.length ? input.Architectures : ['x86_64'],
    environment: input.Environment?.Variables,
    ...(layers.length > 0 && { layers }),
    logGroup: input.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    ...(input.TracingConfig?.Mode === 'Active' && { tracing: 'Active' as const }),
    ...(deadLetterArn !== undefined && { deadLetterArn }),
    lastModified: call.clock.now(),
    revisionId: call.random.uuid(),
  };
  const fn: LambdaFunction = {
    name,
    arn,
    latest,
    versions: new Map(),
    nextVersion: 1,
    aliases: new Map(),
    policies: new Map(),
    eventInvokeConfigs: new Map(),
    tags: new Map(Object.entries(input.Tags ?? {})),
  };
  call.state.functions.set(name, fn);
  call.state.packages.set(sha256, zip);
  const made = input.Publish ? publish(call, fn, {}) : latest;
  return describeVersion(call, fn, made, { qualifier: input.Publish ? made.version : undefined, change: 'Creating' });
};
