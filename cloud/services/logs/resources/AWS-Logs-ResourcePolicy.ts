import type { ResourceType } from '../../../resource-type.ts';

interface ResourcePolicyProperties {
  PolicyName: string;
  /** JSON text. */
  PolicyDocument: string;
}

/** CloudFormation Template Reference, AWS::Logs::ResourcePolicy. Ref is the policy's name. */
export const ResourcePolicy: ResourceType<ResourcePolicyProperties> = {
  type: 'AWS::Logs::ResourcePolicy',
  properties: { PolicyName: 'replace', PolicyDocument: 'update' },
  async create({ aws }, { PolicyName, PolicyDocument }) {
    await aws.logs.PutResourcePolicy({ policyName: PolicyName, policyDocument: PolicyDocument });
    return PolicyName;
  },
  async update({ aws }, policyName, { PolicyDocument }) {
    await aws.logs.PutResourcePolicy({ policyName, policyDocument: PolicyDocument });
  },
  async delete({ aws }, policyName) {
    await aws.logs.DeleteResourcePolicy({ policyName });
  },
};
