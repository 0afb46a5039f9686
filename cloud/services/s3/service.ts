import { tryParseArn } from '../../arn.ts';
import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { crossOrigin } from './cross-origin.ts';
import { deliver } from './delivery.ts';
import { operations } from './operations.ts';
import { effectivePolicy } from './public-access.ts';
import { Bucket } from './resources/AWS-S3-Bucket.ts';
import { BucketPolicy } from './resources/AWS-S3-BucketPolicy.ts';
import type { S3State } from './state.ts';
import { tagging } from './tagging-api.ts';
import { frontDoor } from './website/front-door.ts';

/** Amazon S3. Bucket names belong to the partition, a bucket to one account and region. */
export const s3 = defineService<S3State>({
  name: 's3',
  wires: [{ signingName: 's3', load: () => import('@aws-sdk/client-s3') }],
  scope: 'partition',
  initialState: () => ({ buckets: new Map() }),
  operations,
  access,
  resourcePolicy: (arn, state) => {
    const name = tryParseArn(arn)?.resource.split('/')[0];
    const bucket = name === undefined ? undefined : state.buckets.get(name);
    return bucket && effectivePolicy(bucket);
  },
  frontDoor,
  crossOrigin,
  refuses: [
    'AccessControlPolicy',
    'ChecksumMD5',
    'ChecksumSHA512',
    'ChecksumXXHASH128',
    'ChecksumXXHASH3',
    'ChecksumXXHASH64',
    'IfMatchInitiatedTime',
  ],
  tagging,
  resourceTypes: [Bucket, BucketPolicy],
  subscriptions: { 's3.ObjectChanged': (event, background) => void deliver(event, background) },
});
