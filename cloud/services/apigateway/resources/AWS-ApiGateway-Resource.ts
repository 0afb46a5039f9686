import type { ResourceType } from '../../../resource-type.ts';

interface ResourceProperties {
  ParentId: string;
  PathPart: string;
  RestApiId: string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::Resource. Ref is the resource's id. */
export const Resource: ResourceType<ResourceProperties> = {
  type: 'AWS::ApiGateway::Resource',
  properties: { ParentId: 'replace', PathPart: 'replace', RestApiId: 'replace' },
  async create({ aws }, { ParentId, PathPart, RestApiId }) {
    const { id } = await aws.apigateway.CreateResource({ restApiId: RestApiId, parentId: ParentId, pathPart: PathPart });
    return id!;
  },
  async delete({ aws }, resourceId, { RestApiId }) {
    await aws.apigateway.DeleteResource({ restApiId: RestApiId, resourceId });
  },
  async attributes(_, resourceId) {
    return { ResourceId: resourceId };
  },
};
