import type { ResourceType } from '../../../resource-type.ts';

interface BucketPolicyProperties {
  Bucket: string;
  PolicyDocument: object;
}

/** CloudFormation Template Reference, AWS::S3::BucketPolicy. Ref is the bucket's name. */
export const BucketPolicy: ResourceType<BucketPolicyProperties> = {
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: 'replace', PolicyDocument: { '*': 'update' } },
  async create({ aws }, { Bucket, PolicyDocument }) {
    await aws.s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify(PolicyDocument) });
    return Bucket;
  },
  async update({ aws }, Bucket, { PolicyDocument }) {
    await aws.s3.PutBucketPolicy({ Bucket, Policy: JSON.stringify(PolicyDocument) });
  },
  async delete({ aws }, Bucket) {
    await aws.s3.DeleteBucketPolicy({ Bucket });
  },
};
