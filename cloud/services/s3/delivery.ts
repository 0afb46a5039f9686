import { AwsError } from '../../aws-error.ts';
import type { Background } from '../../service.ts';
import type { ObjectChange } from './announce.ts';
import { bucketArn, canonicalId } from './buckets.ts';
import { eventEntry } from './event-bridge.ts';
import { bucketPrincipal, tell } from './notification-targets.ts';
import { isAskedFor } from './notifications.ts';
import type { S3State } from './state.ts';

/** Tells EventBridge, and the functions, queues and topics that a bucket's configuration names for a change. What can no longer be delivered is dropped, as S3 does. */
export async function deliver(change: ObjectChange, background: Background<S3State>): Promise<void> {
  const { account, region, bucketName } = change;
  const call = background.open(account, region, bucketPrincipal({ name: bucketName, account }));
  const bucket = call.state.buckets.get(bucketName);
  if (!bucket) return;
  if (bucket.eventBridge) await call.aws.events.PutEvents({ Entries: [eventEntry(change)] });
  for (const configuration of bucket.notifications) {
    if (!isAskedFor(configuration, change)) continue;
    const event = { Records: [record(change, configuration.Id!)] };
    try {
      await tell(call, { name: bucketName, account, region }, configuration, event);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}

/** S3 User Guide, "Event message structure". */
function record(change: ObjectChange, configurationId: string) {
  const { account, region, bucketName, name, key, size, etag, versionId, sequencer, at, requestId, principalId } = change;
  const removed = name.startsWith('ObjectRemoved:');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: region,
    eventTime: new Date(at).toISOString(),
    eventName: name,
    userIdentity: { principalId },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': requestId, 'x-amz-id-2': requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucketName, ownerIdentity: { principalId: canonicalId(account) }, arn: bucketArn(bucketName) },
      object: {
        key: encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/'),
        ...(!removed && { size, eTag: etag }),
        ...(versionId !== undefined && { versionId }),
        sequencer,
      },
    },
  };
}
