import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { changeTags, TAGS, type Tag, tagsOf } from './tags.ts';
import { booleanOf, patch, patchMap } from './values.ts';

interface MethodSetting {
  ResourcePath?: string;
  HttpMethod?: string;
  LoggingLevel?: string;
  DataTraceEnabled?: boolean | string;
  MetricsEnabled?: boolean | string;
  ThrottlingBurstLimit?: number | string;
  ThrottlingRateLimit?: number | string;
  CachingEnabled?: boolean | string;
}

interface StageProperties {
  RestApiId: string;
  StageName?: string;
  DeploymentId: string;
  Description?: string;
  Variables?: Record<string, string>;
  TracingEnabled?: boolean | string;
  CacheClusterEnabled?: boolean | string;
  AccessLogSetting?: { DestinationArn?: string; Format?: string };
  MethodSettings?: MethodSetting[];
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::ApiGateway::Stage. Ref is the stage's name. */
export const Stage: ResourceType<StageProperties> = {
  type: 'AWS::ApiGateway::Stage',
  properties: {
    RestApiId: 'replace',
    StageName: 'replace',
    DeploymentId: 'update',
    Description: 'update',
    Variables: { '*': 'update' },
    TracingEnabled: 'update',
    CacheClusterEnabled: 'update',
    AccessLogSetting: { DestinationArn: 'update', Format: 'update' },
    MethodSettings: {
      ResourcePath: 'update',
      HttpMethod: 'update',
      LoggingLevel: 'update',
      DataTraceEnabled: 'update',
      MetricsEnabled: 'update',
      ThrottlingBurstLimit: 'update',
      ThrottlingRateLimit: 'update',
      CachingEnabled: 'update',
    },
    Tags: TAGS,
  },
  async create(context, properties) {
    const stageName = properties.StageName ?? context.physicalName(128);
    await context.aws.apigateway.CreateStage({
      restApiId: properties.RestApiId,
      stageName,
      deploymentId: properties.DeploymentId,
      description: properties.Description,
      variables: properties.Variables,
      tracingEnabled: booleanOf(properties.TracingEnabled),
      cacheClusterEnabled: booleanOf(properties.CacheClusterEnabled),
      tags: tagsOf(context, properties.Tags),
    });
    const patchOperations = [...settingPatches(properties), ...logPatches(properties, undefined)];
    if (patchOperations.length > 0) {
      context.initiated?.(stageName);
      await context.aws.apigateway.UpdateStage({ restApiId: properties.RestApiId, stageName, patchOperations });
    }
    return stageName;
  },
  async update(context: ResourceContext, stageName, properties, previous) {
    const restApiId = properties.RestApiId;
    const now = (properties.MethodSettings ?? []).map(pathOf);
    await context.aws.apigateway.UpdateStage({
      restApiId,
      stageName,
      patchOperations: [
        patch('/deploymentId', properties.DeploymentId),
        patch('/description', properties.Description),
        patch('/tracingEnabled', booleanOf(properties.TracingEnabled) ?? false),
        patch('/cacheClusterEnabled', booleanOf(properties.CacheClusterEnabled) ?? false),
        ...patchMap('/variables', properties.Variables, previous.Variables),
        ...(previous.MethodSettings ?? [])
          .map(pathOf)
          .filter((path) => !now.includes(path))
          .map((path) => ({ op: 'remove' as const, path })),
        ...settingPatches(properties),
        ...logPatches(properties, previous),
      ],
    });
    await changeTags(context, `/restapis/${restApiId}/stages/${stageName}`, properties.Tags, previous.Tags);
  },
  async delete({ aws }, stageName, { RestApiId }) {
    await aws.apigateway.DeleteStage({ restApiId: RestApiId, stageName });
  },
};

/** `/*` with `*` means every method; other paths come with their slashes as `~1`. */
function pathOf({ ResourcePath = '/*', HttpMethod = '*' }: MethodSetting): string {
  const resource =
    ResourcePath === '/*' || ResourcePath === '*'
      ? '*'
      : ResourcePath.replace(/^\/(?=~1)/, '')
          .replace(/^\//, '~1')
          .replaceAll('/', '~1');
  return `/${resource}/${HttpMethod}`;
}

function settingPatches({ MethodSettings = [] }: StageProperties): PatchOperation[] {
  return MethodSettings.flatMap((setting) => {
    const path = pathOf(setting);
    return [
      patch(`${path}/logging/loglevel`, setting.LoggingLevel ?? 'OFF'),
      patch(`${path}/logging/dataTrace`, booleanOf(setting.DataTraceEnabled) ?? false),
      patch(`${path}/metrics/enabled`, booleanOf(setting.MetricsEnabled) ?? false),
      patch(`${path}/throttling/rateLimit`, setting.ThrottlingRateLimit),
      patch(`${path}/throttling/burstLimit`, setting.ThrottlingBurstLimit),
      patch(`${path}/caching/enabled`, booleanOf(setting.CachingEnabled) ?? false),
    ];
  });
}

function logPatches({ AccessLogSetting: after }: StageProperties, previous: StageProperties | undefined): PatchOperation[] {
  if (!after) return previous?.AccessLogSetting ? [{ op: 'remove', path: '/accessLogSettings' }] : [];
  return [
    patch('/accessLogSettings/destinationArn', after.DestinationArn?.replace(/:\*$/, '')),
    patch('/accessLogSettings/format', after.Format),
  ];
}
