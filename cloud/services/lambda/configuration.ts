import type { Environment, FunctionConfiguration, Runtime } from '@aws-sdk/client-lambda';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import { lengthWithin, matching, oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import { functionArn, type LambdaCall } from './function-name.ts';
import { checkRuntime } from './runtimes.ts';
import type { FunctionVersion, LambdaFunction } from './state.ts';

const MAX_ENVIRONMENT = 4096; // bytes
/** Names that Lambda sets itself. Lambda Developer Guide, "Defined runtime environment variables". */
const RESERVED_VARIABLES = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];

/** What is not built. Members whose value asks for nothing (an empty list) are let through. */
const REFUSED = [
  'KMSKeyArn',
  'FileSystemConfigs',
  'CodeSigningConfigArn',
  'ImageConfig',
  'TenancyConfig',
  'CapacityProviderConfig',
  'DurableConfig',
  'PublishTo',
  'SourceKMSKeyArn',
];

/** The members that CreateFunction and UpdateFunctionConfiguration share. */
interface ConfigurationInput {
  Runtime?: string | undefined;
  Handler?: string | undefined;
  Role?: string | undefined;
  Description?: string | undefined;
  Timeout?: number | undefined;
  MemorySize?: number | undefined;
  Environment?: Environment | undefined;
  EphemeralStorage?: { Size: number | undefined } | undefined;
  TracingConfig?: { Mode?: string | undefined } | undefined;
  VpcConfig?: { SubnetIds?: string[] | undefined; SecurityGroupIds?: string[] | undefined } | undefined;
  SnapStart?: { ApplyOn?: string | undefined } | undefined;
  LoggingConfig?: { LogFormat?: string | undefined; LogGroup?: string | undefined } | undefined;
  Architectures?: string[] | undefined;
}

/** Checks values against Lambda's model and refuses by name what is not honoured. */
export function checkConfiguration(operation: string, input: ConfigurationInput): void {
  refuseViolations('ValidationException', [
    lengthWithin('handler', input.Handler, 0, 128),
    matching('handler', input.Handler, '[^\\s]+'),
    lengthWithin('description', input.Description, 0, 256),
    valueWithin('timeout', input.Timeout, 1, 900),
    valueWithin('memorySize', input.MemorySize, 128, 10240),
    valueWithin('ephemeralStorage.size', input.EphemeralStorage?.Size, 512, 10240),
    oneOf('tracingConfig.mode', input.TracingConfig?.Mode, ['Active', 'PassThrough']),
    oneOf('loggingConfig.logFormat', input.LoggingConfig?.LogFormat, ['JSON', 'Text']),
    lengthWithin('loggingConfig.logGroup', input.LoggingConfig?.LogGroup, 1, 512),
    matching('loggingConfig.logGroup', input.LoggingConfig?.LogGroup, '[\\.\\-_/#A-Za-z0-9]+'),
    ...(input.Architectures ?? []).map((name) => oneOf('architectures', name, ['x86_64', 'arm64'])),
  ]);
  checkRuntime(operation, input.Runtime);
  const asked = Object.fromEntries(
    Object.entries(input).filter(([, value]) => !(Array.isArray(value) && value.length === 0) && value !== ''),
  );
  refuseMembers(`lambda ${operation}`, asked, REFUSED);
  if (input.SnapStart?.ApplyOn !== undefined && input.SnapStart.ApplyOn !== 'None')
    throw notImplemented(`lambda ${operation} with SnapStart`);
  if (input.VpcConfig?.SubnetIds?.length || input.VpcConfig?.SecurityGroupIds?.length)
    throw notImplemented(`lambda ${operation} with VpcConfig`);
  if (input.LoggingConfig?.LogFormat === 'JSON') throw notImplemented(`lambda ${operation} with LoggingConfig LogFormat JSON`);
  refuseMembers(`lambda ${operation}`, input.LoggingConfig ?? {}, ['ApplicationLogLevel', 'SystemLogLevel']);
  checkEnvironment(input.Environment?.Variables);
}

function checkEnvironment(variables: Record<string, string> | undefined): void {
  if (!variables) return;
  for (const name of Object.keys(variables)) {
    refuseViolations('ValidationException', [matching('environment.variables', name, '[a-zA-Z]([a-zA-Z0-9_])+')]);
  }
  const reserved = RESERVED_VARIABLES.filter((name) => Object.hasOwn(variables, name));
  if (reserved.length > 0) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const text = JSON.stringify(variables);
  if (new TextEncoder().encode(text).length > MAX_ENVIRONMENT) {
    throw new AwsError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
    );
  }
}

/** A version as Lambda describes it. A change shows as under way in its own answer and is done at the next look. */
export function describeVersion(
  call: LambdaCall,
  fn: LambdaFunction,
  version: FunctionVersion,
  options: { qualifier?: string | undefined; change?: 'Creating' | 'Updating' } = {},
): FunctionConfiguration {
  const { qualifier, change } = options;
  return {
    FunctionName: fn.name,
    FunctionArn: functionArn(call, fn.name, qualifier),
    Runtime: version.runtime as Runtime,
    Role: version.role,
    Handler: version.handler,
    CodeSize: version.codeSize,
    Description: version.description,
    Timeout: version.timeout,
    MemorySize: version.memorySize,
    LastModified: new Date(version.lastModified).toISOString().replace('Z', '+0000'),
    CodeSha256: version.codeSha256,
    Version: version.version,
    ...(version.environment && { Environment: { Variables: { ...version.environment } } }),
    ...(version.deadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: version.deadLetterArn } }),
    TracingConfig: { Mode: version.tracing ?? 'PassThrough' },
    RevisionId: version.revisionId,
    State: change === 'Creating' ? 'Pending' : 'Active',
    ...(change === 'Creating' && { StateReason: 'The function is being created.', StateReasonCode: 'Creating' as const }),
    ...(change === undefined && { LastUpdateStatus: 'Successful' as const }),
    ...(change === 'Updating' && { LastUpdateStatus: 'InProgress' as const, LastUpdateStatusReason: 'The function is being created.' }),
    PackageType: 'Zip',
    Architectures: [...version.architectures],
    EphemeralStorage: { Size: version.ephemeralStorage },
    ...(version.layers?.length && { Layers: version.layers.map(({ arn, codeSize }) => ({ Arn: arn, CodeSize: codeSize })) }),
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(call.region, version.runtime) },
    LoggingConfig: { LogFormat: 'Text', LogGroup: version.logGroup },
  };
}

/** Stands for the runtime's build; Lambda's are opaque too. */
export function runtimeVersionArn(region: string, runtime: string): string {
  const hash = [...runtime].map((letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `arn:aws:lambda:${region}::runtime:${hash.repeat(4).slice(0, 64)}`;
}
