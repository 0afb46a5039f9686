import type { ResourceType } from '../../../resource-type.ts';

interface UsagePlanKeyProperties {
  UsagePlanId: string;
  KeyId: string;
  KeyType: string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::UsagePlanKey. Ref is `key:plan`. */
export const UsagePlanKey: ResourceType<UsagePlanKeyProperties> = {
  type: 'AWS::ApiGateway::UsagePlanKey',
  properties: { UsagePlanId: 'replace', KeyId: 'replace', KeyType: 'replace' },
  async create({ aws }, { UsagePlanId, KeyId, KeyType }) {
    await aws.apigateway.CreateUsagePlanKey({ usagePlanId: UsagePlanId, keyId: KeyId, keyType: KeyType });
    return `${KeyId}:${UsagePlanId}`;
  },
  async delete({ aws }, _id, { UsagePlanId, KeyId }) {
    await aws.apigateway.DeleteUsagePlanKey({ usagePlanId: UsagePlanId, keyId: KeyId });
  },
  async attributes(_, id) {
    return { Id: id };
  },
};
