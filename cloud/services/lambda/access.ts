import type {
  CreateEventSourceMappingRequest,
  GetLayerVersionByArnRequest,
  InvocationRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { formatArn } from '../../arn.ts';
import type { AccessCheck, Call } from '../../operation.ts';
import { functionArnOf } from './function-name.ts';
import { layerArnOf } from './layers/layer-name.ts';
import type { Local } from './local.ts';
import type { LambdaState } from './state.ts';

type LambdaCall = Call<LambdaState, Local>;
type Check<Input> = (input: Input, call: LambdaCall) => AccessCheck;

/** Operations on one function, on its ARN; a version or alias that is named is part of it. */
const ON_FUNCTION = [
  'AddPermission',
  'CreateFunction',
  'DeleteFunction',
  'DeleteFunctionConcurrency',
  'DeleteFunctionEventInvokeConfig',
  'GetFunction',
  'GetFunctionConcurrency',
  'GetFunctionConfiguration',
  'GetFunctionEventInvokeConfig',
  'GetPolicy',
  'ListAliases',
  'ListFunctionEventInvokeConfigs',
  'ListVersionsByFunction',
  'PublishVersion',
  'PutFunctionConcurrency',
  'PutFunctionEventInvokeConfig',
  'RemovePermission',
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'UpdateFunctionEventInvokeConfig',
  'CreateAlias',
  'DeleteAlias',
  'GetAlias',
  'UpdateAlias',
] as const;

/** Operations on a URL: their policies may speak of how it asks its callers. */
const ON_URL = [
  'CreateFunctionUrlConfig',
  'DeleteFunctionUrlConfig',
  'GetFunctionUrlConfig',
  'ListFunctionUrlConfigs',
  'UpdateFunctionUrlConfig',
] as const;

interface FunctionInput {
  FunctionName?: string | undefined;
  Qualifier?: string | undefined;
}

const onFunction =
  (operation: string): Check<FunctionInput> =>
  ({ FunctionName, Qualifier }, call) => ({
    action: `lambda:${operation}`,
    resource: functionArnOf(call, FunctionName!, Qualifier),
  });

const onUrl =
  (operation: string): Check<FunctionInput & { AuthType?: string | undefined }> =>
  (input, call) => {
    const check = onFunction(operation)(input, call);
    return input.AuthType === undefined ? check : { ...check, context: { 'lambda:FunctionUrlAuthType': input.AuthType } };
  };

const onResource =
  (operation: string): Check<{ Resource?: string | undefined }> =>
  ({ Resource }) => ({ action: `lambda:${operation}`, resource: Resource! });

const onMapping =
  (operation: string): Check<{ UUID?: string | undefined }> =>
  ({ UUID }, call) => {
    const target = call.state.mappings.get(UUID!)?.functionArn;
    return {
      action: `lambda:${operation}`,
      resource: formatArn({ service: 'lambda', region: call.region, account: call.account, resource: `event-source-mapping:${UUID}` }),
      ...(target !== undefined && { context: { 'lambda:FunctionArn': target } }),
    };
  };

const invoke: Check<InvocationRequest> = ({ FunctionName, Qualifier }, call) => ({
  action: 'lambda:InvokeFunction',
  resource: functionArnOf(call, FunctionName!, Qualifier),
});

const createMapping: Check<CreateEventSourceMappingRequest> = ({ FunctionName }, call) => ({
  action: 'lambda:CreateEventSourceMapping',
  resource: '*',
  context: { 'lambda:FunctionArn': functionArnOf(call, FunctionName!) },
});

const updateMapping: Check<UpdateEventSourceMappingRequest> = (input, call) => {
  const check = onMapping('UpdateEventSourceMapping')(input, call);
  if (input.FunctionName === undefined) return check;
  return { ...check, context: { 'lambda:FunctionArn': functionArnOf(call, input.FunctionName) } };
};

/** Operations on one layer version. */
const ON_LAYER_VERSION = [
  'AddLayerVersionPermission',
  'DeleteLayerVersion',
  'GetLayerVersion',
  'GetLayerVersionPolicy',
  'RemoveLayerVersionPermission',
] as const;

const onLayerVersion =
  (operation: string): Check<{ LayerName?: string | undefined; VersionNumber?: number | undefined }> =>
  ({ LayerName, VersionNumber }, call) => ({
    action: `lambda:${operation}`,
    resource: layerArnOf(call, LayerName!, VersionNumber),
  });

/** Service Authorization Reference, "Actions, resources, and condition keys for AWS Lambda". */
export const access = {
  ...Object.fromEntries(ON_FUNCTION.map((operation) => [operation, onFunction(operation)])),
  ...Object.fromEntries(ON_URL.map((operation) => [operation, onUrl(operation)])),
  ...Object.fromEntries(['ListTags', 'TagResource', 'UntagResource'].map((operation) => [operation, onResource(operation)])),
  ...Object.fromEntries(ON_LAYER_VERSION.map((operation) => [operation, onLayerVersion(operation)])),
  GetLayerVersionByArn: ({ Arn }: GetLayerVersionByArnRequest) => ({ action: 'lambda:GetLayerVersion', resource: Arn! }),
  PublishLayerVersion: onLayerVersion('PublishLayerVersion'),
  Invoke: invoke,
  CreateEventSourceMapping: createMapping,
  UpdateEventSourceMapping: updateMapping,
  GetEventSourceMapping: onMapping('GetEventSourceMapping'),
  DeleteEventSourceMapping: onMapping('DeleteEventSourceMapping'),
};
