import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Event } from 'aws-lambda';
import { fingerprint } from './fingerprint.ts';

const s3 = new S3Client({}); // once per execution environment

// #region handler
/** Logs the name and the size of every uploaded object, then its fingerprint. */
export async function handler({ Records }: S3Event): Promise<void> {
  for (const record of Records) {
    const { bucket, object } = record.s3;
    // An event's key is encoded as in a URL, spaces as plus signs.
    const key = decodeURIComponent(object.key.replaceAll('+', ' '));
    console.log(JSON.stringify({ uploaded: key, size: object.size }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: key }));
    const mark = await fingerprint(Body!.transformToWebStream());
    console.log(JSON.stringify({ described: key, size: object.size, fingerprint: mark }));
  }
}
// #endregion handler
