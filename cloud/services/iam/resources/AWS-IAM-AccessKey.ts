import type { StatusType } from '@aws-sdk/client-iam';
import type { ResourceType } from '../../../resource-type.ts';

interface AccessKeyProperties {
  UserName: string;
  Serial?: number | string;
  Status?: StatusType;
}

/**
 * CloudFormation Template Reference, AWS::IAM::AccessKey. Ref is the key's id. It has no attribute: IAM tells the secret
 * only when the key is made, so SecretAccessKey is not offered.
 */
export const AccessKey: ResourceType<AccessKeyProperties> = {
  type: 'AWS::IAM::AccessKey',
  properties: { UserName: 'replace', Serial: 'replace', Status: 'update' },
  async create({ aws }, { UserName, Status }) {
    const { AccessKey: key } = await aws.iam.CreateAccessKey({ UserName });
    const AccessKeyId = key!.AccessKeyId!;
    if (Status === 'Inactive') await aws.iam.UpdateAccessKey({ UserName, AccessKeyId, Status });
    return AccessKeyId;
  },
  async update({ aws }, AccessKeyId, { UserName, Status = 'Active' }) {
    await aws.iam.UpdateAccessKey({ UserName, AccessKeyId, Status });
  },
  async delete({ aws }, AccessKeyId, { UserName }) {
    await aws.iam.DeleteAccessKey({ UserName, AccessKeyId });
  },
};
