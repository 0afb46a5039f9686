import { Md5 } from '@smithy/core/checksum';
import { AwsError } from '../../aws-error.ts';
import { HASH_KEYS } from './shards.ts';

const encoder = new TextEncoder();

/** Where a record belongs among the hash keys: the explicit key, else the MD5 of the partition key's UTF-8. */
export async function hashKeyOf(record: { PartitionKey?: string | undefined; ExplicitHashKey?: string | undefined }): Promise<bigint> {
  if (record.ExplicitHashKey !== undefined) return explicitHashKey(record.ExplicitHashKey);
  const md5 = new Md5();
  md5.update(encoder.encode(record.PartitionKey));
  const digest = await md5.digest();
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  return (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
}

function explicitHashKey(text: string): bigint {
  const key = /^(0|[1-9]\d{0,38})$/.test(text) ? BigInt(text) : HASH_KEYS;
  if (key >= HASH_KEYS) {
    throw new AwsError(
      'InvalidArgumentException',
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
    );
  }
  return key;
}
