import { DeleteBucketCommand, GetBucketTaggingCommand, paginateListBuckets, S3Client } from '@aws-sdk/client-s3';
import { emptyBucket } from '../empty-buckets.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

export const Bucket: CleanUp = {
  type: 'AWS::S3::Bucket',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::Function'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListBuckets({ client: aws.client(S3Client) }, {}),
      (page) => page.Buckets,
      (bucket) => bucket.Name,
    ),
  async tags(aws, id) {
    const ask = () => aws.client(S3Client).send(new GetBucketTaggingCommand({ Bucket: id }));
    // Reason: a bucket without tags answers with an error of its own; a bucket that is gone with another.
    const found = await unlessGone(['NoSuchBucket'], async () => (await unlessGone(['NoSuchTagSet'], ask)) ?? { TagSet: [] });
    return found && byKey(found.TagSet);
  },
  idOf: arnOf('s3', /^(?<id>[^/]+)$/),
  emptyFirst: true,
  empty: (aws, id) => emptyBucket(aws.configuration, id),
  async delete(aws, id) {
    await emptyBucket(aws.configuration, id);
    await unlessGone(['NoSuchBucket'], () => aws.client(S3Client).send(new DeleteBucketCommand({ Bucket: id })));
  },
  survives: {
    why: {
      vi: 'Bucket còn đối tượng (kể cả phiên bản cũ) thì không xóa được; hoặc template giữ nó lại (DeletionPolicy: Retain).',
      en: 'A bucket that holds objects, old versions included, cannot be deleted; or the template retains it (DeletionPolicy: Retain).',
    },
    todo: {
      vi: 'Làm rỗng bucket (mọi phiên bản) rồi xóa, nếu không ai còn cần dữ liệu trong đó.',
      en: 'Empty it (all versions), then delete it, unless somebody needs what is in it.',
    },
  },
};
