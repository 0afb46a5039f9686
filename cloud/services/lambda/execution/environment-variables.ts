import type { Call } from '../../../operation.ts';
import type { FunctionVersion, LambdaFunction, LambdaState } from '../state.ts';
import type { LogStream } from './log-stream.ts';
import type { RoleSession } from './session.ts';

/** A function's variables and Lambda's own. Lambda Developer Guide, "Defined runtime environment variables". */
export function environmentVariables(
  call: Call<LambdaState, unknown>,
  fn: LambdaFunction,
  version: FunctionVersion,
  session: RoleSession,
  log: LogStream,
): Record<string, string> {
  return {
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...version.environment,
    AWS_REGION: call.region,
    AWS_DEFAULT_REGION: call.region,
    AWS_ACCESS_KEY_ID: session.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: session.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: session.credentials.sessionToken,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: version.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(version.memorySize),
    AWS_LAMBDA_LOG_GROUP_NAME: log.group,
    AWS_LAMBDA_LOG_STREAM_NAME: log.name,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  };
}
