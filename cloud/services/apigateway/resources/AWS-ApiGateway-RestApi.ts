import type { ApiKeySourceType, EndpointType } from '@aws-sdk/client-api-gateway';
import type { ResourceType } from '../../../resource-type.ts';
import { patchSegment } from '../patch.ts';
import { changeTags, TAGS, type Tag, tagsOf } from './tags.ts';
import { booleanOf, patch } from './values.ts';

interface RestApiProperties {
  Name?: string;
  Description?: string;
  ApiKeySourceType?: ApiKeySourceType;
  BinaryMediaTypes?: string[];
  DisableExecuteApiEndpoint?: boolean | string;
  EndpointConfiguration?: { Types?: EndpointType[] };
  FailOnWarnings?: boolean | string;
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::ApiGateway::RestApi. Ref is the API's id. */
export const RestApi: ResourceType<RestApiProperties> = {
  type: 'AWS::ApiGateway::RestApi',
  properties: {
    Name: 'update',
    Description: 'update',
    ApiKeySourceType: 'update',
    BinaryMediaTypes: 'update',
    DisableExecuteApiEndpoint: 'update',
    EndpointConfiguration: { Types: 'update' },
    // Reason: warnings come from OpenAPI definitions only, and those are refused.
    FailOnWarnings: 'update',
    Tags: TAGS,
  },
  async create(context, properties) {
    const { Description, ApiKeySourceType, BinaryMediaTypes, EndpointConfiguration } = properties;
    const { id } = await context.aws.apigateway.CreateRestApi({
      name: properties.Name ?? context.physicalName(128),
      description: Description,
      apiKeySource: ApiKeySourceType,
      binaryMediaTypes: BinaryMediaTypes,
      disableExecuteApiEndpoint: booleanOf(properties.DisableExecuteApiEndpoint),
      endpointConfiguration: EndpointConfiguration && { types: EndpointConfiguration.Types },
      tags: tagsOf(context, properties.Tags),
    });
    return id!;
  },
  async update(context, restApiId, properties, previous) {
    const after = properties.BinaryMediaTypes ?? [];
    const before = previous.BinaryMediaTypes ?? [];
    await context.aws.apigateway.UpdateRestApi({
      restApiId,
      patchOperations: [
        ...(properties.Name === undefined ? [] : [patch('/name', properties.Name)]),
        patch('/description', properties.Description),
        patch('/apiKeySource', properties.ApiKeySourceType ?? 'HEADER'),
        patch('/disableExecuteApiEndpoint', booleanOf(properties.DisableExecuteApiEndpoint) ?? false),
        patch('/endpointConfiguration/types/EDGE', properties.EndpointConfiguration?.Types?.[0] ?? 'EDGE'),
        ...before
          .filter((type) => !after.includes(type))
          .map((type) => ({ op: 'remove' as const, path: `/binaryMediaTypes/${patchSegment(type)}` })),
        ...after
          .filter((type) => !before.includes(type))
          .map((type) => ({ op: 'add' as const, path: `/binaryMediaTypes/${patchSegment(type)}` })),
      ],
    });
    await changeTags(context, `/restapis/${restApiId}`, properties.Tags, previous.Tags);
  },
  async delete({ aws }, restApiId) {
    await aws.apigateway.DeleteRestApi({ restApiId });
  },
  async attributes({ aws }, restApiId) {
    const { rootResourceId } = await aws.apigateway.GetRestApi({ restApiId });
    return { RestApiId: restApiId, RootResourceId: rootResourceId };
  },
};
