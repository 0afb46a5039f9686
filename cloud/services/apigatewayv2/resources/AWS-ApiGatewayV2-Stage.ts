import type { AccessLogSettings, RouteSettings } from '@aws-sdk/client-apigatewayv2';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { booleanOf, changeTags, numberOf, type Tags, tagsOf } from './tags.ts';

interface Settings {
  DetailedMetricsEnabled?: boolean | string;
  ThrottlingBurstLimit?: number | string;
  ThrottlingRateLimit?: number | string;
}

interface StageProperties {
  ApiId: string;
  StageName: string;
  DeploymentId?: string;
  Description?: string;
  AutoDeploy?: boolean | string;
  AccessLogSettings?: AccessLogSettings;
  DefaultRouteSettings?: Settings;
  RouteSettings?: Record<string, Settings>;
  StageVariables?: Record<string, string>;
  Tags?: Tags;
}

const SETTINGS = { DetailedMetricsEnabled: 'update', ThrottlingBurstLimit: 'update', ThrottlingRateLimit: 'update' } as const;

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Stage. Ref is the stage's name. */
export const Stage: ResourceType<StageProperties> = {
  type: 'AWS::ApiGatewayV2::Stage',
  properties: {
    ApiId: 'replace',
    StageName: 'replace',
    DeploymentId: 'update',
    Description: 'update',
    AutoDeploy: 'update',
    AccessLogSettings: { DestinationArn: 'update', Format: 'update' },
    DefaultRouteSettings: SETTINGS,
    RouteSettings: { '*': SETTINGS },
    StageVariables: { '*': 'update' },
    Tags: { '*': 'update' },
  },
  async create(context, properties) {
    const { ApiId, StageName } = properties;
    await context.aws.apigatewayv2.CreateStage({
      ApiId,
      StageName,
      ...settingsOf(properties),
      StageVariables: properties.StageVariables,
      Tags: tagsOf(context, properties.Tags),
    });
    return StageName;
  },
  async update(context: ResourceContext, StageName, properties, previous) {
    const { apigatewayv2 } = context.aws;
    const { ApiId, StageVariables = {} } = properties;
    const gone = Object.keys(previous.StageVariables ?? {}).filter((name) => !Object.hasOwn(StageVariables, name));
    const place = { ApiId, StageName };
    for (const RouteKey of Object.keys(previous.RouteSettings ?? {})) {
      if (!Object.hasOwn(properties.RouteSettings ?? {}, RouteKey)) await apigatewayv2.DeleteRouteSettings({ ...place, RouteKey });
    }
    if (previous.AccessLogSettings && !properties.AccessLogSettings) await apigatewayv2.DeleteAccessLogSettings(place);
    await apigatewayv2.UpdateStage({
      ...place,
      ...settingsOf(properties),
      StageVariables: { ...StageVariables, ...Object.fromEntries(gone.map((name) => [name, ''])) },
    });
    await changeTags(context, `/apis/${ApiId}/stages/${StageName}`, properties.Tags, previous.Tags);
  },
  async delete({ aws }, StageName, { ApiId }) {
    await aws.apigatewayv2.DeleteStage({ ApiId, StageName });
  },
};

function settingsOf(properties: StageProperties) {
  const { DeploymentId, Description = '', AccessLogSettings, DefaultRouteSettings = {}, RouteSettings = {} } = properties;
  return {
    ...(DeploymentId !== undefined && { DeploymentId }),
    Description,
    AutoDeploy: booleanOf(properties.AutoDeploy) ?? false,
    ...(AccessLogSettings && {
      AccessLogSettings: { ...AccessLogSettings, DestinationArn: AccessLogSettings.DestinationArn?.replace(/:\*$/, '') },
    }),
    DefaultRouteSettings: routeSettings(DefaultRouteSettings),
    RouteSettings: Object.fromEntries(Object.entries(RouteSettings).map(([key, settings]) => [key, routeSettings(settings)])),
  };
}

function routeSettings({ DetailedMetricsEnabled, ThrottlingBurstLimit, ThrottlingRateLimit }: Settings): RouteSettings {
  return {
    DetailedMetricsEnabled: booleanOf(DetailedMetricsEnabled) ?? false,
    ThrottlingBurstLimit: numberOf(ThrottlingBurstLimit),
    ThrottlingRateLimit: numberOf(ThrottlingRateLimit),
  };
}
