import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { Sha1 } from '@aws-sdk/checksums/sha';
import { Crc32, Sha256 } from '@smithy/core/checksum';
import { fromBase64, toBase64 } from '@smithy/core/serde';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { md5 } from './body.ts';
import { invalidRequest, s3Error } from './errors.ts';
import type { StoredChecksum } from './state.ts';

/** The checksums that are honoured, with their length in bytes. S3 User Guide, "Checking object integrity". */
export const ALGORITHMS = {
  CRC32: { hash: Crc32, bytes: 4 },
  CRC32C: { hash: Crc32c, bytes: 4 },
  CRC64NVME: { hash: Crc64Nvme, bytes: 8 },
  SHA1: { hash: Sha1, bytes: 20 },
  SHA256: { hash: Sha256, bytes: 32 },
} as const;
export type Algorithm = keyof typeof ALGORITHMS;

/** Named by the SDK, not honoured here. */
const REFUSED = ['SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'];
/** What S3 computes by itself when the client gives nothing. */
export const DEFAULT_ALGORITHM: Algorithm = 'CRC64NVME';
const EMPTY_CRC32 = 'AAAAAA==';

/** The checksum members that inputs and outputs share. */
export interface ChecksumMembers {
  ChecksumCRC32?: string | undefined;
  ChecksumCRC32C?: string | undefined;
  ChecksumCRC64NVME?: string | undefined;
  ChecksumSHA1?: string | undefined;
  ChecksumSHA256?: string | undefined;
}

export function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(ALGORITHMS, name);
}

/** Throws NotImplemented for algorithms that are not honoured, InvalidRequest for unknown ones. */
export function algorithmNamed(name: string): Algorithm {
  if (isAlgorithm(name)) return name;
  if (REFUSED.includes(name)) throw notImplemented(`s3 checksums of the algorithm ${name}`);
  throw invalidRequest(
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
  );
}

/** The one checksum an input carries. Throws InvalidRequest, NotImplemented. */
export function givenChecksum(input: object): { algorithm: Algorithm; value: string } | undefined {
  for (const name of REFUSED) if (givenValue(input, name) !== undefined) algorithmNamed(name);
  const given = (Object.keys(ALGORITHMS) as Algorithm[]).flatMap((algorithm) => {
    const value = givenValue(input, algorithm);
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (given.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  return given[0];
}

/** Compares a body with the MD5 and checksum that came with it and returns the checksum to keep. Throws BadDigest, InvalidDigest. */
export async function verifyBody(
  body: Uint8Array,
  input: { ContentMD5?: string | undefined; ChecksumAlgorithm?: string | undefined },
): Promise<{ algorithm: Algorithm; value: string; given: boolean }> {
  if (input.ContentMD5 !== undefined) await verifyMd5(body, input.ContentMD5);
  const given = givenChecksum(input);
  // Reason: presigned links carry the checksum of an empty body, whatever is uploaded through them.
  if (!given || (given.value === EMPTY_CRC32 && body.length > 0)) {
    const algorithm = input.ChecksumAlgorithm === undefined ? DEFAULT_ALGORITHM : algorithmNamed(input.ChecksumAlgorithm);
    return { algorithm, value: await checksumOf(algorithm, body), given: false };
  }
  checkShape(given.algorithm, given.value);
  if ((await checksumOf(given.algorithm, body)) !== given.value) throw badChecksum(given.algorithm);
  return { ...given, given: true };
}

export function badChecksum(algorithm: string): AwsError {
  return new AwsError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`, { status: 400 });
}

export async function checksumOf(algorithm: Algorithm, bytes: Uint8Array): Promise<string> {
  const hash = new ALGORITHMS[algorithm].hash();
  hash.update(bytes);
  return toBase64(await hash.digest());
}

/** `{ ChecksumCRC32: '...', ChecksumType: 'FULL_OBJECT' }` */
export function checksumMembers(checksum: StoredChecksum | undefined): ChecksumMembers & { ChecksumType?: StoredChecksum['type'] } {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};
}

function checkShape(algorithm: Algorithm, value: string): void {
  const bytes = /^[A-Za-z0-9+/]+={0,2}$/.test(value) && value.length % 4 === 0 ? fromBase64(value).length : 0;
  if (bytes !== ALGORITHMS[algorithm].bytes) {
    throw invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
  }
}

async function verifyMd5(body: Uint8Array, given: string): Promise<void> {
  if (!/^[A-Za-z0-9+/]{22}==$/.test(given)) throw s3Error('InvalidDigest');
  if (toBase64(await md5(body)) !== given) throw s3Error('BadDigest');
}

function givenValue(input: object, algorithm: string): string | undefined {
  const value: unknown = (input as Record<string, unknown>)[`Checksum${algorithm}`];
  return typeof value === 'string' ? value : undefined;
}
