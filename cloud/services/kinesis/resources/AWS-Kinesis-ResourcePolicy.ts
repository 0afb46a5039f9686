import type { ResourceType } from '../../../resource-type.ts';

interface ResourcePolicyProperties {
  ResourceArn: string;
  ResourcePolicy: object;
}

/** CloudFormation Template Reference, AWS::Kinesis::ResourcePolicy. Ref is the ARN of the stream or consumer. */
export const ResourcePolicy: ResourceType<ResourcePolicyProperties> = {
  type: 'AWS::Kinesis::ResourcePolicy',
  properties: { ResourceArn: 'replace', ResourcePolicy: { '*': 'update' } },
  async create({ aws }, { ResourceArn, ResourcePolicy }) {
    await aws.kinesis.PutResourcePolicy({ ResourceARN: ResourceArn, Policy: JSON.stringify(ResourcePolicy) });
    return ResourceArn;
  },
  async update({ aws }, ResourceARN, { ResourcePolicy }) {
    await aws.kinesis.PutResourcePolicy({ ResourceARN, Policy: JSON.stringify(ResourcePolicy) });
  },
  async delete({ aws }, ResourceARN) {
    await aws.kinesis.DeleteResourcePolicy({ ResourceARN });
  },
};
