import type { Cors, ProtocolType } from '@aws-sdk/client-apigatewayv2';
import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf, changeTags, numberOf, type Tags, tagsOf } from './tags.ts';

interface ApiProperties {
  Name?: string;
  ProtocolType?: ProtocolType;
  Description?: string;
  Version?: string;
  CorsConfiguration?: Omit<Cors, 'MaxAge' | 'AllowCredentials'> & { MaxAge?: number | string; AllowCredentials?: boolean | string };
  DisableExecuteApiEndpoint?: boolean | string;
  RouteSelectionExpression?: string;
  RouteKey?: string;
  Target?: string;
  Tags?: Tags;
}

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Api. Ref is the API's id. */
export const Api: ResourceType<ApiProperties> = {
  type: 'AWS::ApiGatewayV2::Api',
  properties: {
    Name: 'update',
    ProtocolType: 'replace',
    Description: 'update',
    Version: 'update',
    CorsConfiguration: {
      AllowCredentials: 'update',
      AllowHeaders: 'update',
      AllowMethods: 'update',
      AllowOrigins: 'update',
      ExposeHeaders: 'update',
      MaxAge: 'update',
    },
    DisableExecuteApiEndpoint: 'update',
    RouteSelectionExpression: 'replace',
    RouteKey: 'replace',
    Target: 'replace',
    Tags: { '*': 'update' },
  },
  async create(context, properties) {
    const { ProtocolType, Description, Version, RouteSelectionExpression, RouteKey, Target } = properties;
    const { ApiId } = await context.aws.apigatewayv2.CreateApi({
      Name: properties.Name ?? context.physicalName(128),
      ProtocolType: ProtocolType ?? 'HTTP',
      Description,
      Version,
      RouteSelectionExpression,
      RouteKey,
      Target,
      CorsConfiguration: corsOf(properties),
      DisableExecuteApiEndpoint: booleanOf(properties.DisableExecuteApiEndpoint),
      Tags: tagsOf(context, properties.Tags),
    });
    return ApiId!;
  },
  async update(context, ApiId, properties, previous) {
    const cors = corsOf(properties);
    await context.aws.apigatewayv2.UpdateApi({
      ApiId,
      Name: properties.Name,
      Description: properties.Description ?? '',
      Version: properties.Version,
      DisableExecuteApiEndpoint: booleanOf(properties.DisableExecuteApiEndpoint) ?? false,
      CorsConfiguration: cors,
    });
    if (!cors && previous.CorsConfiguration) await context.aws.apigatewayv2.DeleteCorsConfiguration({ ApiId });
    await changeTags(context, `/apis/${ApiId}`, properties.Tags, previous.Tags);
  },
  async delete({ aws }, ApiId) {
    await aws.apigatewayv2.DeleteApi({ ApiId });
  },
  async attributes({ region }, ApiId) {
    return { ApiId, ApiEndpoint: `https://${ApiId}.execute-api.${region}.amazonaws.com` };
  },
};

function corsOf({ CorsConfiguration: cors }: ApiProperties): Cors | undefined {
  return cors && { ...cors, MaxAge: numberOf(cors.MaxAge), AllowCredentials: booleanOf(cors.AllowCredentials) };
}
