import type { ResourceType } from '../../../resource-type.ts';

interface PolicyProperties {
  SecretId: string;
  ResourcePolicy: object | string;
  BlockPublicPolicy?: boolean | string;
}

/** CloudFormation Template Reference, AWS::SecretsManager::ResourcePolicy. Ref is the ARN of the secret. */
export const ResourcePolicy: ResourceType<PolicyProperties> = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: { SecretId: 'replace', ResourcePolicy: 'update', BlockPublicPolicy: 'update' },
  async create({ aws }, properties) {
    return (await aws.secretsmanager.PutResourcePolicy(inputOf(properties))).ARN!;
  },
  async update({ aws }, _arn, properties) {
    await aws.secretsmanager.PutResourcePolicy(inputOf(properties));
  },
  async delete({ aws }, SecretId) {
    await aws.secretsmanager.DeleteResourcePolicy({ SecretId });
  },
  attributes: async (_context, arn) => ({ Id: arn }),
};

function inputOf({ SecretId, ResourcePolicy: policy, BlockPublicPolicy }: PolicyProperties) {
  return {
    SecretId,
    ResourcePolicy: typeof policy === 'string' ? policy : JSON.stringify(policy),
    BlockPublicPolicy: String(BlockPublicPolicy) === 'true',
  };
}
