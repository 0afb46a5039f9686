import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CheckContext } from '#labs/contract.ts';
import { bay } from './pictures.ts';

/** A file that was uploaded. */
export interface Upload {
  key: string;
  bytes: Uint8Array;
  /** When, in ms. */
  at: number;
}

/** Uploads a file; the time in its name keeps it apart from every other. */
export async function upload(context: CheckContext, name: string, bytes: Uint8Array): Promise<Upload> {
  const at = context.now();
  return put(context, name.replace(/(\.\w+)$/, ` ${at}$1`), bytes);
}

/** Uploads a picture of a bay. */
export const uploadPicture = (context: CheckContext, name: string, width: number, height: number): Promise<Upload> =>
  upload(context, name, bay(width, height));

/** Uploads a file that has a picture's name and is none. */
export const uploadPoison = (context: CheckContext, name: string): Promise<Upload> =>
  upload(context, name, new TextEncoder().encode('<html>504 Gateway Time-out</html>'));

/** Uploads under a given key, over what is there. */
export async function put({ client, outputs, now }: CheckContext, key: string, bytes: Uint8Array): Promise<Upload> {
  const at = now();
  const ContentType = key.endsWith('.png') ? 'image/png' : 'text/plain';
  await client(S3Client).send(new PutObjectCommand({ Bucket: outputs.Uploads, Key: key, Body: bytes, ContentType }));
  return { key, bytes, at };
}

export const thumbnailKeyOf = ({ key }: Pick<Upload, 'key'>): string => key.replace(/\.png$/, '-320.png');

/** The thumbnail's file; undefined while there is none. */
export async function thumbnailOf({ client, outputs }: CheckContext, uploaded: Pick<Upload, 'key'>): Promise<Uint8Array | undefined> {
  try {
    const got = await client(S3Client).send(new GetObjectCommand({ Bucket: outputs.Thumbnails, Key: thumbnailKeyOf(uploaded) }));
    return await got.Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** Takes an upload away, and its thumbnail. */
export async function remove({ client, outputs }: CheckContext, uploaded: Pick<Upload, 'key'>): Promise<void> {
  const s3 = client(S3Client);
  await s3.send(new DeleteObjectCommand({ Bucket: outputs.Uploads, Key: uploaded.key }));
  await s3.send(new DeleteObjectCommand({ Bucket: outputs.Thumbnails, Key: thumbnailKeyOf(uploaded) }));
}
