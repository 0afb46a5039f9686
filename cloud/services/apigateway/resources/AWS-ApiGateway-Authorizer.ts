import type { AuthorizerType } from '@aws-sdk/client-api-gateway';
import type { ResourceType } from '../../../resource-type.ts';
import { numberOf, patch } from './values.ts';

interface AuthorizerProperties {
  RestApiId: string;
  Name: string;
  Type: AuthorizerType;
  AuthType?: string;
  AuthorizerUri?: string;
  AuthorizerCredentials?: string;
  AuthorizerResultTtlInSeconds?: number | string;
  IdentitySource?: string;
  IdentityValidationExpression?: string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::Authorizer. Ref is the authorizer's id. */
export const Authorizer: ResourceType<AuthorizerProperties> = {
  type: 'AWS::ApiGateway::Authorizer',
  properties: {
    RestApiId: 'replace',
    Name: 'update',
    Type: 'replace',
    AuthType: 'replace',
    AuthorizerUri: 'update',
    AuthorizerCredentials: 'replace',
    AuthorizerResultTtlInSeconds: 'update',
    IdentitySource: 'update',
    IdentityValidationExpression: 'update',
  },
  async create({ aws }, properties) {
    const { id } = await aws.apigateway.CreateAuthorizer({
      restApiId: properties.RestApiId,
      name: properties.Name,
      type: properties.Type,
      authType: properties.AuthType,
      authorizerUri: properties.AuthorizerUri,
      authorizerCredentials: properties.AuthorizerCredentials,
      authorizerResultTtlInSeconds: numberOf(properties.AuthorizerResultTtlInSeconds),
      identitySource: properties.IdentitySource,
      identityValidationExpression: properties.IdentityValidationExpression,
    });
    return id!;
  },
  async update({ aws }, authorizerId, properties) {
    const patchOperations = [
      patch('/name', properties.Name),
      patch('/authorizerUri', properties.AuthorizerUri),
      patch('/authorizerResultTtlInSeconds', properties.AuthorizerResultTtlInSeconds ?? 300),
      patch('/identitySource', properties.IdentitySource),
      patch('/identityValidationExpression', properties.IdentityValidationExpression),
    ];
    await aws.apigateway.UpdateAuthorizer({ restApiId: properties.RestApiId, authorizerId, patchOperations });
  },
  async delete({ aws }, authorizerId, { RestApiId }) {
    await aws.apigateway.DeleteAuthorizer({ restApiId: RestApiId, authorizerId });
  },
  async attributes(_, id) {
    return { AuthorizerId: id };
  },
};
