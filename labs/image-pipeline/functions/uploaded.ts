import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { EventBridgeEvent, S3ObjectCreatedNotificationEventDetail } from 'aws-lambda';
import { readPng, writePng } from './png.ts';
import { shrink } from './shrink.ts';
import { stopwatch } from './stopwatch.ts';

/** What EventBridge says of a new object. Its key is as it is: not encoded, unlike in a notification of S3. */
export type Uploaded = EventBridgeEvent<'Object Created', S3ObjectCreatedNotificationEventDetail>;

const WIDEST = 320;
const s3 = new S3Client({}); // once per execution environment
const sqs = new SQSClient({});

// #region uploaded
/** Makes the thumbnail of an uploaded picture, and tells its metadata. Done twice, it leaves the same thumbnail. */
export async function makeThumbnail({ id, detail: { bucket, object } }: Uploaded): Promise<void> {
  const watch = stopwatch();
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
  const file = await Body!.transformToByteArray();
  console.log(JSON.stringify({ picture: object.key, bytes: file.length }));
  watch.lap('read');
  const picture = readPng(file);
  watch.lap('decode');
  const small = shrink(picture, WIDEST);
  watch.lap('shrink');
  const thumbnail = writePng(small);
  watch.lap('encode');
  const thumbnailKey = object.key.replace(/\.png$/i, `-${small.width}.png`);
  await s3.send(new PutObjectCommand({ Bucket: process.env.THUMBNAILS, Key: thumbnailKey, Body: thumbnail, ContentType: 'image/png' }));
  watch.lap('write');
  const { width, height } = picture;
  const metadata = { key: object.key, width, height, bytes: file.length, thumbnailKey, thumbnailBytes: thumbnail.length };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env.METADATA,
      MessageBody: JSON.stringify(metadata),
      // Reason: queues and events arrive at least once; by this a reader of the queue knows what it has seen.
      MessageAttributes: { eventId: { DataType: 'String', StringValue: id } },
    }),
  );
  watch.lap('send');
  console.log(JSON.stringify({ thumbnail: object.key, width, height, ms: watch.laps }));
}
// #endregion uploaded
