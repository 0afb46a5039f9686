import type { ContentHandlingStrategy, IntegrationType } from '@aws-sdk/client-api-gateway';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import { booleanOf, booleansOf, numberOf } from './values.ts';

interface MethodProperties {
  RestApiId: string;
  ResourceId: string;
  HttpMethod: string;
  AuthorizationType?: string;
  AuthorizerId?: string;
  ApiKeyRequired?: boolean | string;
  OperationName?: string;
  RequestParameters?: Record<string, boolean | string>;
  RequestModels?: Record<string, string>;
  RequestValidatorId?: string;
  Integration?: {
    Type: IntegrationType;
    Uri?: string;
    IntegrationHttpMethod?: string;
    Credentials?: string;
    PassthroughBehavior?: string;
    ContentHandling?: ContentHandlingStrategy;
    TimeoutInMillis?: number | string;
    RequestParameters?: Record<string, string | boolean>;
    RequestTemplates?: Record<string, string>;
    IntegrationResponses?: {
      StatusCode: string | number;
      SelectionPattern?: string;
      ContentHandling?: ContentHandlingStrategy;
      ResponseParameters?: Record<string, string>;
      ResponseTemplates?: Record<string, string>;
    }[];
  };
  MethodResponses?: {
    StatusCode: string | number;
    ResponseParameters?: Record<string, boolean | string>;
    ResponseModels?: Record<string, string>;
  }[];
}

/** CloudFormation Template Reference, AWS::ApiGateway::Method. */
export const Method: ResourceType<MethodProperties> = {
  type: 'AWS::ApiGateway::Method',
  properties: {
    RestApiId: 'replace',
    ResourceId: 'replace',
    HttpMethod: 'replace',
    AuthorizationType: 'update',
    AuthorizerId: 'update',
    ApiKeyRequired: 'update',
    OperationName: 'update',
    RequestParameters: { '*': 'update' },
    RequestModels: { '*': 'update' },
    RequestValidatorId: 'update',
    Integration: {
      Type: 'update',
      Uri: 'update',
      IntegrationHttpMethod: 'update',
      Credentials: 'update',
      PassthroughBehavior: 'update',
      ContentHandling: 'update',
      TimeoutInMillis: 'update',
      RequestParameters: { '*': 'update' },
      RequestTemplates: { '*': 'update' },
      IntegrationResponses: {
        StatusCode: 'update',
        SelectionPattern: 'update',
        ContentHandling: 'update',
        ResponseParameters: { '*': 'update' },
        ResponseTemplates: { '*': 'update' },
      },
    },
    MethodResponses: { StatusCode: 'update', ResponseParameters: { '*': 'update' }, ResponseModels: { '*': 'update' } },
  },
  async create(context, properties) {
    const { RestApiId, ResourceId, HttpMethod } = properties;
    const id = `${RestApiId}|${ResourceId}|${HttpMethod}`;
    await put(context, properties, () => context.initiated?.(id));
    return id;
  },
  async update(context, _id, properties) {
    // Reason: what is deployed is a copy, so nobody sees the method missing in between.
    await context.aws.apigateway.DeleteMethod(placeOf(properties));
    await put(context, properties, () => {});
  },
  async delete({ aws }, _id, properties) {
    await aws.apigateway.DeleteMethod(placeOf(properties));
  },
};

function placeOf({ RestApiId, ResourceId, HttpMethod }: MethodProperties) {
  return { restApiId: RestApiId, resourceId: ResourceId, httpMethod: HttpMethod };
}

async function put({ aws: { apigateway } }: ResourceContext, properties: MethodProperties, made: () => void): Promise<void> {
  const place = placeOf(properties);
  const { Integration } = properties;
  await apigateway.PutMethod({
    ...place,
    authorizationType: properties.AuthorizationType ?? 'NONE',
    authorizerId: properties.AuthorizerId,
    apiKeyRequired: booleanOf(properties.ApiKeyRequired),
    operationName: properties.OperationName,
    requestParameters: booleansOf(properties.RequestParameters),
    requestModels: properties.RequestModels,
    requestValidatorId: properties.RequestValidatorId,
  });
  made();
  for (const { StatusCode, ResponseParameters, ResponseModels } of properties.MethodResponses ?? []) {
    await apigateway.PutMethodResponse({
      ...place,
      statusCode: String(StatusCode),
      responseParameters: booleansOf(ResponseParameters),
      responseModels: ResponseModels,
    });
  }
  if (!Integration) return;
  await apigateway.PutIntegration({
    ...place,
    type: Integration.Type,
    uri: Integration.Uri,
    integrationHttpMethod: Integration.IntegrationHttpMethod,
    credentials: Integration.Credentials,
    passthroughBehavior: Integration.PassthroughBehavior,
    contentHandling: Integration.ContentHandling,
    timeoutInMillis: numberOf(Integration.TimeoutInMillis),
    requestParameters: Integration.RequestParameters && textsOf(Integration.RequestParameters),
    requestTemplates: Integration.RequestTemplates,
  });
  for (const response of Integration.IntegrationResponses ?? []) {
    await apigateway.PutIntegrationResponse({
      ...place,
      statusCode: String(response.StatusCode),
      selectionPattern: response.SelectionPattern,
      contentHandling: response.ContentHandling,
      responseParameters: response.ResponseParameters,
      responseTemplates: response.ResponseTemplates,
    });
  }
}

function textsOf(map: Record<string, string | boolean>): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, String(value)]));
}
