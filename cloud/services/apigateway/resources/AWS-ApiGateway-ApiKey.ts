import type { ResourceType } from '../../../resource-type.ts';
import { changeTags, TAGS, type Tag, tagsOf } from './tags.ts';
import { booleanOf, patch } from './values.ts';

interface ApiKeyProperties {
  Name?: string;
  Description?: string;
  Enabled?: boolean | string;
  Value?: string;
  CustomerId?: string;
  GenerateDistinctId?: boolean | string;
  StageKeys?: { RestApiId?: string; StageName?: string }[];
  Tags?: Tag[];
}

/** CloudFormation Template Reference, AWS::ApiGateway::ApiKey. Ref is the key's id. */
export const ApiKey: ResourceType<ApiKeyProperties> = {
  type: 'AWS::ApiGateway::ApiKey',
  properties: {
    Name: 'replace',
    Description: 'update',
    Enabled: 'update',
    Value: 'replace',
    CustomerId: 'update',
    GenerateDistinctId: 'replace',
    StageKeys: { RestApiId: 'replace', StageName: 'replace' },
    Tags: TAGS,
  },
  async create(context, properties) {
    const { id } = await context.aws.apigateway.CreateApiKey({
      name: properties.Name ?? context.physicalName(128),
      description: properties.Description,
      enabled: booleanOf(properties.Enabled) ?? false,
      value: properties.Value,
      customerId: properties.CustomerId,
      generateDistinctId: booleanOf(properties.GenerateDistinctId),
      stageKeys: properties.StageKeys?.map(({ RestApiId, StageName }) => ({ restApiId: RestApiId, stageName: StageName })),
      tags: tagsOf(context, properties.Tags),
    });
    return id!;
  },
  async update(context, apiKey, properties, previous) {
    const patchOperations = [
      patch('/description', properties.Description),
      patch('/enabled', booleanOf(properties.Enabled) ?? false),
      patch('/customerId', properties.CustomerId),
    ];
    await context.aws.apigateway.UpdateApiKey({ apiKey, patchOperations });
    await changeTags(context, `/apikeys/${apiKey}`, properties.Tags, previous.Tags);
  },
  async delete({ aws }, apiKey) {
    await aws.apigateway.DeleteApiKey({ apiKey });
  },
  async attributes(_, id) {
    return { APIKeyId: id };
  },
};
