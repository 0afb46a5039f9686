import type { ResourceType } from '../../../resource-type.ts';

interface ModelProperties {
  RestApiId: string;
  Name?: string;
  ContentType?: string;
  Description?: string;
  Schema?: unknown;
}

/** CloudFormation Template Reference, AWS::ApiGateway::Model. Ref is the model's name. */
export const Model: ResourceType<ModelProperties> = {
  type: 'AWS::ApiGateway::Model',
  properties: { RestApiId: 'replace', Name: 'replace', ContentType: 'replace', Description: 'update', Schema: { '*': 'update' } },
  async create(context, { RestApiId, Name, ContentType, Description, Schema }) {
    const name = Name ?? context.physicalName(128).replace(/[^a-zA-Z0-9]/g, '');
    await context.aws.apigateway.CreateModel({
      restApiId: RestApiId,
      name,
      contentType: ContentType ?? 'application/json',
      description: Description,
      schema: schemaText(Schema),
    });
    return name;
  },
  async update({ aws }, modelName, { RestApiId, Description = '', Schema }) {
    const patchOperations = [
      { op: 'replace' as const, path: '/description', value: Description },
      { op: 'replace' as const, path: '/schema', value: schemaText(Schema) },
    ];
    await aws.apigateway.UpdateModel({ restApiId: RestApiId, modelName, patchOperations });
  },
  async delete({ aws }, modelName, { RestApiId }) {
    await aws.apigateway.DeleteModel({ restApiId: RestApiId, modelName });
  },
};

function schemaText(schema: unknown): string {
  return typeof schema === 'string' ? schema : JSON.stringify(schema ?? {});
}
