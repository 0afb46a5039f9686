import type { GatewayResponseType } from '@aws-sdk/client-api-gateway';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface GatewayResponseProperties {
  RestApiId: string;
  ResponseType: GatewayResponseType;
  StatusCode?: string | number;
  ResponseParameters?: Record<string, string>;
  ResponseTemplates?: Record<string, string>;
}

/** CloudFormation Template Reference, AWS::ApiGateway::GatewayResponse. */
export const GatewayResponse: ResourceType<GatewayResponseProperties> = {
  type: 'AWS::ApiGateway::GatewayResponse',
  properties: {
    RestApiId: 'replace',
    ResponseType: 'replace',
    StatusCode: 'update',
    ResponseParameters: { '*': 'update' },
    ResponseTemplates: { '*': 'update' },
  },
  async create(context, properties) {
    await put(context, properties);
    return `${properties.RestApiId}|${properties.ResponseType}`;
  },
  update: (context, _id, properties) => put(context, properties),
  async delete({ aws }, _id, { RestApiId, ResponseType }) {
    await aws.apigateway.DeleteGatewayResponse({ restApiId: RestApiId, responseType: ResponseType });
  },
  async attributes(_, id) {
    return { Id: id };
  },
};

async function put({ aws }: ResourceContext, properties: GatewayResponseProperties): Promise<void> {
  const { RestApiId, ResponseType, StatusCode, ResponseParameters, ResponseTemplates } = properties;
  await aws.apigateway.PutGatewayResponse({
    restApiId: RestApiId,
    responseType: ResponseType,
    ...(StatusCode !== undefined && { statusCode: String(StatusCode) }),
    ...(ResponseParameters && { responseParameters: ResponseParameters }),
    ...(ResponseTemplates && { responseTemplates: ResponseTemplates }),
  });
}
