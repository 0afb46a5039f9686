import { parseArn } from '../../arn.ts';
import { AwsError } from '../../aws-error.ts';
import { type Tagging, tagList } from '../../tagging.ts';
import type { Aws } from '../aws.ts';
import type { S3State } from './state.ts';

/** Buckets, in the tagging API. */
export const tagging: Tagging<S3State> = {
  *list({ buckets }, place) {
    for (const { name, tags, account, region } of buckets.values())
      if (account === place.account && region === place.region) yield { arn: `arn:aws:s3:::${name}`, tags, type: 'bucket' };
  },
  owns: (arn) => /^arn:aws:s3:::[^/]+$/.test(arn),
  tag: ({ s3 }, arn, tags) => change(s3, arn, (present) => ({ ...present, ...tags })),
  untag: ({ s3 }, arn, keys) =>
    change(s3, arn, (present) => Object.fromEntries(Object.entries(present).filter(([key]) => !keys.includes(key)))),
};

/** S3 knows only whole sets of tags. */
async function change(s3: Aws['s3'], arn: string, to: (present: Record<string, string>) => Record<string, string>): Promise<void> {
  const Bucket = parseArn(arn).resource;
  const { TagSet = [] } = await s3.GetBucketTagging({ Bucket }).catch((error: unknown) => {
    if (error instanceof AwsError && error.code === 'NoSuchTagSet') return { TagSet: [] };
    throw error;
  });
  const tags = to(Object.fromEntries(TagSet.map(({ Key, Value }) => [Key!, Value!])));
  await s3.PutBucketTagging({ Bucket, Tagging: { TagSet: tagList(tags) } });
}
