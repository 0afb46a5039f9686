import type { AuthorizationType } from '@aws-sdk/client-apigatewayv2';
import type { ResourceType } from '../../../resource-type.ts';

interface RouteProperties {
  ApiId: string;
  RouteKey: string;
  Target?: string;
  AuthorizationType?: AuthorizationType;
  AuthorizerId?: string;
  OperationName?: string;
}

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Route. Ref is the route's id. */
export const Route: ResourceType<RouteProperties> = {
  type: 'AWS::ApiGatewayV2::Route',
  properties: {
    ApiId: 'replace',
    RouteKey: 'update',
    Target: 'update',
    AuthorizationType: 'update',
    AuthorizerId: 'update',
    OperationName: 'update',
  },
  async create({ aws }, properties) {
    const { RouteId } = await aws.apigatewayv2.CreateRoute(properties);
    return RouteId!;
  },
  async update({ aws }, RouteId, properties) {
    await aws.apigatewayv2.UpdateRoute({ AuthorizationType: 'NONE', ...properties, RouteId });
  },
  async delete({ aws }, RouteId, { ApiId }) {
    await aws.apigatewayv2.DeleteRoute({ ApiId, RouteId });
  },
  async attributes(_, RouteId) {
    return { RouteId };
  },
};
