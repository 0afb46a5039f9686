import type { ConnectionType, IntegrationType } from '@aws-sdk/client-apigatewayv2';
import type { ResourceType } from '../../../resource-type.ts';
import { numberOf } from './tags.ts';

interface IntegrationProperties {
  ApiId: string;
  IntegrationType: IntegrationType;
  IntegrationUri?: string;
  IntegrationMethod?: string;
  ConnectionType?: ConnectionType;
  Description?: string;
  PayloadFormatVersion?: string;
  TimeoutInMillis?: number | string;
}

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Integration. Ref is the integration's id. */
export const Integration: ResourceType<IntegrationProperties> = {
  type: 'AWS::ApiGatewayV2::Integration',
  properties: {
    ApiId: 'replace',
    IntegrationType: 'update',
    IntegrationUri: 'update',
    IntegrationMethod: 'update',
    ConnectionType: 'update',
    Description: 'update',
    PayloadFormatVersion: 'update',
    TimeoutInMillis: 'update',
  },
  async create({ aws }, properties) {
    const { IntegrationId } = await aws.apigatewayv2.CreateIntegration({
      ...properties,
      TimeoutInMillis: numberOf(properties.TimeoutInMillis) ?? 30_000,
    });
    return IntegrationId!;
  },
  async update({ aws }, IntegrationId, properties) {
    await aws.apigatewayv2.UpdateIntegration({
      ...properties,
      IntegrationId,
      TimeoutInMillis: numberOf(properties.TimeoutInMillis) ?? 30_000,
    });
  },
  async delete({ aws }, IntegrationId, { ApiId }) {
    await aws.apigatewayv2.DeleteIntegration({ ApiId, IntegrationId });
  },
  async attributes(_, IntegrationId) {
    return { IntegrationId };
  },
};
