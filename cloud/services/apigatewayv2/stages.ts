import type {
  CreateStageRequest,
  CreateStageResponse,
  DeleteAccessLogSettingsRequest,
  DeleteRouteSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  GetStagesResponse,
  RouteSettings,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { AwsError, notImplemented, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { deployAutomatically } from './deployments.ts';
import type { Local } from './local.ts';
import { apiOf, badRequest, checkTags, found, type HttpCall, page } from './records.ts';
import type { HttpApiRecord, HttpApisState, HttpStage } from './state.ts';

/** Throws ConflictException, BadRequestException. API Gateway V2 API Reference, CreateStage. */
export const CreateStage: Operation<HttpApisState, CreateStageRequest, CreateStageResponse, Local> = (input, call) => {
  refuseMembers('apigatewayv2 CreateStage', input, ['ClientCertificateId']);
  const record = apiOf(call, input.ApiId);
  if (record.stages.has(input.StageName!)) throw new AwsError('ConflictException', 'Stage already exists');
  checkTags(input.Tags, call.principal);
  const { ApiId, ...settings } = input;
  const stage = newStage(call, { ...settings, StageName: input.StageName! });
  check(call, record, stage);
  record.stages.set(stage.StageName, stage);
  if (stage.AutoDeploy) deployAutomatically(call, record);
  return structuredClone(stage);
};

export function newStage(call: HttpCall, settings: HttpStage): HttpStage {
  const now = new Date(call.clock.now());
  return {
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    RouteSettings: {},
    StageVariables: {},
    Tags: {},
    CreatedDate: now,
    LastUpdatedDate: now,
    AutoDeploy: false,
    ...settings,
  };
}

function check(call: HttpCall, record: HttpApiRecord, stage: HttpStage): void {
  const { StageName, DeploymentId, AccessLogSettings, DefaultRouteSettings = {}, RouteSettings: routes = {}, AutoDeploy } = stage;
  if (!/^(\$default|[a-zA-Z0-9_-]{1,128})$/.test(StageName)) throw badRequest('Stage name only allows a-zA-Z0-9_-');
  if (DeploymentId !== undefined && !AutoDeploy && !record.deployments.has(DeploymentId))
    throw badRequest(`Deployment ID ${DeploymentId} not found`);
  for (const settings of [DefaultRouteSettings, ...Object.values(routes)]) checkSettings(settings);
  const { DestinationArn, Format } = AccessLogSettings ?? {};
  if (DestinationArn === undefined && Format === undefined) return;
  if (!/^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[^:]+(:\*)?$/.test(DestinationArn ?? ''))
    throw badRequest('Insufficient permissions to enable logging: the destination must be the ARN of a log group');
  if (!/\$context\.(requestId|extendedRequestId)/.test(Format ?? '')) throw badRequest('Access log format must include $context.requestId');
  call.authorize({ action: 'logs:CreateLogDelivery', resource: '*' });
}

function checkSettings(settings: RouteSettings): void {
  if (settings.DetailedMetricsEnabled) throw notImplemented('apigatewayv2 stages with DetailedMetricsEnabled');
  if (settings.DataTraceEnabled || (settings.LoggingLevel ?? 'OFF') !== 'OFF')
    throw badRequest('Execution logs are not supported on protocolType HTTP');
}

export const GetStage: Operation<HttpApisState, GetStageRequest, Stage, Local> = (input, call) =>
  structuredClone(found(apiOf(call, input.ApiId).stages, input.StageName, 'Stage'));

export const GetStages: Operation<HttpApisState, GetStagesRequest, GetStagesResponse, Local> = (input, call) =>
  page([...apiOf(call, input.ApiId).stages.values()], input);

export const UpdateStage: Operation<HttpApisState, UpdateStageRequest, Stage, Local> = (input, call) => {
  refuseMembers('apigatewayv2 UpdateStage', input, ['ClientCertificateId']);
  const record = apiOf(call, input.ApiId);
  const before = found(record.stages, input.StageName, 'Stage');
  const { ApiId, ...settings } = input;
  if (input.DeploymentId !== undefined && (input.AutoDeploy ?? before.AutoDeploy)) {
    throw badRequest('Deployment ID cannot be updated for stages with autoDeploy enabled.');
  }
  const next: HttpStage = {
    ...before,
    ...settings,
    StageName: before.StageName,
    RouteSettings: { ...before.RouteSettings, ...input.RouteSettings },
    LastUpdatedDate: new Date(call.clock.now()),
  };
  // Reason: a variable is taken away by an empty value.
  next.StageVariables = Object.fromEntries(
    Object.entries({ ...before.StageVariables, ...input.StageVariables }).filter(([, value]) => value !== ''),
  );
  check(call, record, next);
  record.stages.set(next.StageName, next);
  if (next.AutoDeploy) deployAutomatically(call, record);
  return structuredClone(next);
};

export const DeleteStage: Operation<HttpApisState, DeleteStageRequest, void, Local> = (input, call) => {
  const { stages } = apiOf(call, input.ApiId);
  found(stages, input.StageName, 'Stage');
  stages.delete(input.StageName!);
};

export const DeleteAccessLogSettings: Operation<HttpApisState, DeleteAccessLogSettingsRequest, void, Local> = (input, call) => {
  delete found(apiOf(call, input.ApiId).stages, input.StageName, 'Stage').AccessLogSettings;
};

export const DeleteRouteSettings: Operation<HttpApisState, DeleteRouteSettingsRequest, void, Local> = (input, call) => {
  delete found(apiOf(call, input.ApiId).stages, input.StageName, 'Stage').RouteSettings?.[input.RouteKey!];
};
