import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { ChangeName, ObjectChange } from './announce.ts';
import { bucketArn } from './buckets.ts';

/** What EventBridge is told of a change: its detail type, and what else the detail says. */
const KINDS: Record<ChangeName, { type: string; says: Record<string, string>; sized: boolean; ordered: boolean }> = {
  'ObjectCreated:Put': { type: 'Object Created', says: { reason: 'PutObject' }, sized: true, ordered: true },
  'ObjectCreated:Copy': { type: 'Object Created', says: { reason: 'CopyObject' }, sized: true, ordered: true },
  'ObjectCreated:CompleteMultipartUpload': {
    type: 'Object Created',
    says: { reason: 'CompleteMultipartUpload' },
    sized: true,
    ordered: true,
  },
  'ObjectRemoved:Delete': {
    type: 'Object Deleted',
    says: { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' },
    sized: false,
    ordered: true,
  },
  'ObjectRemoved:DeleteMarkerCreated': {
    type: 'Object Deleted',
    says: { reason: 'DeleteObject', 'deletion-type': 'Delete Marker Created' },
    sized: false,
    ordered: true,
  },
  'ObjectTagging:Put': { type: 'Object Tags Added', says: {}, sized: false, ordered: false },
  'ObjectTagging:Delete': { type: 'Object Tags Deleted', says: {}, sized: false, ordered: false },
};

/** S3 User Guide, "EventBridge event message structure": unlike in notifications the key is as it is. */
export function eventEntry(change: ObjectChange): PutEventsRequestEntry {
  const { bucketName, name, key, size, etag, versionId, sequencer, at, requestId, requester } = change;
  const { type, says, sized, ordered } = KINDS[name];
  const detail = {
    version: '0',
    bucket: { name: bucketName },
    object: {
      key,
      ...(sized && { size }),
      etag,
      ...(versionId !== undefined && { 'version-id': versionId }),
      ...(ordered && { sequencer }),
    },
    'request-id': requestId,
    requester,
    'source-ip-address': '127.0.0.1',
    ...says,
  };
  return { Time: new Date(at), Source: 'aws.s3', DetailType: type, Resources: [bucketArn(bucketName)], Detail: JSON.stringify(detail) };
}
