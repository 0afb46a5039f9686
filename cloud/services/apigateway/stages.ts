import type {
  CreateStageRequest,
  DeleteStageRequest,
  FlushStageAuthorizersCacheRequest,
  GetStageRequest,
  GetStagesRequest,
  MethodSetting,
  Stage,
  Stages,
  UpdateStageRequest,
} from '@aws-sdk/client-api-gateway';
import { notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { apiOf, badRequest, conflict, copy, found, type RestCall } from './ids.ts';
import type { Local } from './local.ts';
import { entry, numberOf, type PatchTable, patched, text } from './patch.ts';
import type { RestApisState } from './state.ts';
import { checkTags } from './tag-rules.ts';

const MISSING = 'Invalid stage identifier specified';

type StageSettings = Pick<
  CreateStageRequest,
  'stageName' | 'deploymentId' | 'description' | 'variables' | 'cacheClusterEnabled' | 'tracingEnabled' | 'tags'
>;

/** Names a deployment. Throws ConflictException, BadRequestException. API Gateway API Reference, CreateStage. */
export const CreateStage: Operation<RestApisState, CreateStageRequest, Stage, Local> = (input, call) => {
  refuseMembers('apigateway CreateStage', input, ['cacheClusterSize', 'documentationVersion', 'canarySettings']);
  const { stages, deployments } = apiOf(call, input.restApiId);
  if (!deployments.has(input.deploymentId!)) throw badRequest('Deployment id does not exist');
  if (stages.has(input.stageName!)) throw conflict('Stage already exists');
  checkTags(input.tags, call.principal);
  const stage = newStage(input, call.clock.now());
  stages.set(input.stageName!, stage);
  return copy(stage);
};

/** Throws BadRequestException. */
export function newStage(settings: StageSettings, now: number): Stage {
  const { stageName, deploymentId, description, variables, cacheClusterEnabled, tracingEnabled, tags } = settings;
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stageName!)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
  if (cacheClusterEnabled) throw notImplemented('apigateway caching (cacheClusterEnabled)');
  checkVariables(variables);
  const date = new Date(now);
  return {
    stageName,
    deploymentId,
    ...(description !== undefined && { description }),
    ...(variables && { variables }),
    ...(tags && { tags }),
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    tracingEnabled: tracingEnabled ?? false,
    createdDate: date,
    lastUpdatedDate: date,
  };
}

function checkVariables(variables: Record<string, string> | undefined): void {
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (!/^\w+$/.test(name) || !/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(value)) {
      throw badRequest(`Stage variable names must match \\w+ and values [A-Za-z0-9-._~:/?#&=,]+: ${name}`);
    }
  }
}

export const GetStage: Operation<RestApisState, GetStageRequest, Stage, Local> = (input, call) =>
  copy(found(apiOf(call, input.restApiId).stages, input.stageName, MISSING));

export const GetStages: Operation<RestApisState, GetStagesRequest, Stages, Local> = (input, call) => {
  const stages = [...apiOf(call, input.restApiId).stages.values()];
  return { item: copy(stages.filter(({ deploymentId }) => input.deploymentId === undefined || deploymentId === input.deploymentId)) };
};

export const UpdateStage: Operation<RestApisState, UpdateStageRequest, Stage, Local> = (input, call) => {
  const { stages, deployments } = apiOf(call, input.restApiId);
  const next = patched(found(stages, input.stageName, MISSING), input.patchOperations, patches);
  if (!deployments.has(next.deploymentId!)) throw badRequest('Deployment id does not exist');
  checkVariables(next.variables);
  checkLogging(call, next);
  next.lastUpdatedDate = new Date(call.clock.now());
  stages.set(input.stageName!, next);
  return copy(next);
};

/** Throws BadRequestException where logs have nowhere to go. */
function checkLogging(call: RestCall, { accessLogSettings, methodSettings }: Stage): void {
  const { destinationArn, format } = accessLogSettings ?? {};
  const writesAccess = destinationArn !== undefined;
  if (writesAccess && !/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+(:\*)?$/.test(destinationArn)) {
    if (/:firehose:/.test(destinationArn)) throw notImplemented('apigateway access logs to Firehose');
    throw badRequest("Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': invalid CloudWatch Logs ARN");
  }
  if (writesAccess && !format) throw badRequest('Access log format must be specified together with a destination');
  if (writesAccess && !/\$context\.(requestId|extendedRequestId)/.test(format!)) {
    throw badRequest('Access log format must include either $context.requestId or $context.extendedRequestId.');
  }
  const writesExecution = Object.values(methodSettings ?? {}).some(({ loggingLevel = 'OFF' }) => loggingLevel !== 'OFF');
  if ((writesAccess || writesExecution) && !call.state.account.cloudwatchRoleArn) {
    throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
  }
}

const methodSetting =
  (set: (setting: MethodSetting, value: string | undefined) => void) =>
  (stage: Stage, value: string | undefined, [resource, method]: readonly string[]) => {
    const key = `${resource === '*' ? '*' : resource!.replace(/^\//, '')}/${method}`;
    const setting = { ...defaultSetting, ...stage.methodSettings?.[key] };
    set(setting, value);
    stage.methodSettings = { ...stage.methodSettings, [key]: setting };
  };

const defaultSetting: MethodSetting = {
  metricsEnabled: false,
  loggingLevel: 'OFF',
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

const noCaching = methodSetting((_, value) => {
  if (value === 'true') throw notImplemented('apigateway caching');
});

const patches: PatchTable<Stage> = {
  '/deploymentId': text('deploymentId'),
  '/description': text('description'),
  '/variables/{name}': entry('variables'),
  '/accessLogSettings': (stage, value) => {
    if (value !== undefined) throw badRequest('Invalid patch: /accessLogSettings can be removed only');
    delete stage.accessLogSettings;
  },
  '/accessLogSettings/format': (stage, format) => {
    stage.accessLogSettings = { ...stage.accessLogSettings, format };
  },
  '/accessLogSettings/destinationArn': (stage, destinationArn) => {
    stage.accessLogSettings = { ...stage.accessLogSettings, destinationArn };
  },
  '/tracingEnabled': (stage, value) => {
    stage.tracingEnabled = value === 'true';
  },
  '/cacheClusterEnabled': (_, value) => {
    if (value === 'true') throw notImplemented('apigateway caching (cacheClusterEnabled)');
  },
  '/{resource}/{method}/logging/loglevel': methodSetting((setting, value = 'OFF') => {
    if (!['OFF', 'ERROR', 'INFO'].includes(value))
      throw badRequest(`Invalid value ${value} for loglevel. Must be one of: [OFF, ERROR, INFO]`);
    setting.loggingLevel = value;
  }),
  '/{resource}/{method}/logging/dataTrace': methodSetting((setting, value) => {
    setting.dataTraceEnabled = value === 'true';
  }),
  '/{resource}/{method}/metrics/enabled': methodSetting((_, value) => {
    if (value === 'true') throw notImplemented('apigateway detailed metrics (metricsEnabled)');
  }),
  '/{resource}/{method}/throttling/rateLimit': methodSetting((setting, value) => {
    setting.throttlingRateLimit = numberOf(value ?? '10000');
  }),
  '/{resource}/{method}/throttling/burstLimit': methodSetting((setting, value) => {
    setting.throttlingBurstLimit = numberOf(value ?? '5000');
  }),
  '/{resource}/{method}/caching/enabled': noCaching,
  '/{resource}/{method}/caching/dataEncrypted': noCaching,
  '/{resource}/{method}': (stage, value, [resource, method]) => {
    if (value !== undefined) throw badRequest('Method settings as a whole can be removed only');
    delete stage.methodSettings?.[`${resource === '*' ? '*' : resource!.replace(/^\//, '')}/${method}`];
  },
};

export const DeleteStage: Operation<RestApisState, DeleteStageRequest, void, Local> = (input, call) => {
  const { stages } = apiOf(call, input.restApiId);
  found(stages, input.stageName, MISSING);
  stages.delete(input.stageName!);
};

export const FlushStageAuthorizersCache: Operation<RestApisState, FlushStageAuthorizersCacheRequest, void, Local> = (input, call) => {
  found(apiOf(call, input.restApiId).stages, input.stageName, MISSING);
  call.local.authorizers.forget(`${input.restApiId}/${input.stageName}/`);
};
