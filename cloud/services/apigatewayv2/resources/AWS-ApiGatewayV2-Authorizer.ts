import type { AuthorizerType } from '@aws-sdk/client-apigatewayv2';
import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf, numberOf } from './tags.ts';

interface AuthorizerProperties {
  ApiId: string;
  Name: string;
  AuthorizerType: AuthorizerType;
  AuthorizerUri?: string;
  AuthorizerPayloadFormatVersion?: string;
  AuthorizerResultTtlInSeconds?: number | string;
  EnableSimpleResponses?: boolean | string;
  IdentitySource?: string[];
}

/** CloudFormation Template Reference, AWS::ApiGatewayV2::Authorizer. Ref is the authorizer's id. */
export const Authorizer: ResourceType<AuthorizerProperties> = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  properties: {
    ApiId: 'replace',
    Name: 'update',
    AuthorizerType: 'update',
    AuthorizerUri: 'update',
    AuthorizerPayloadFormatVersion: 'update',
    AuthorizerResultTtlInSeconds: 'update',
    EnableSimpleResponses: 'update',
    IdentitySource: 'update',
  },
  async create({ aws }, properties) {
    const { AuthorizerId } = await aws.apigatewayv2.CreateAuthorizer(inputOf(properties));
    return AuthorizerId!;
  },
  async update({ aws }, AuthorizerId, properties) {
    await aws.apigatewayv2.UpdateAuthorizer({ ...inputOf(properties), AuthorizerId });
  },
  async delete({ aws }, AuthorizerId, { ApiId }) {
    await aws.apigatewayv2.DeleteAuthorizer({ ApiId, AuthorizerId });
  },
  async attributes(_, AuthorizerId) {
    return { AuthorizerId };
  },
};

function inputOf({ IdentitySource = [], ...properties }: AuthorizerProperties) {
  return {
    ...properties,
    IdentitySource,
    AuthorizerResultTtlInSeconds: numberOf(properties.AuthorizerResultTtlInSeconds) ?? 0,
    EnableSimpleResponses: booleanOf(properties.EnableSimpleResponses) ?? false,
  };
}
