import type {
  AbortMultipartUploadOutput,
  AbortMultipartUploadRequest,
  CreateMultipartUploadOutput,
  CreateMultipartUploadRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation.ts';
import { attributesFrom, checkWriteInput, encryptionFrom, encryptionMembers } from './attributes.ts';
import { bucketOf, canonicalId } from './buckets.ts';
import { type Algorithm, algorithmNamed, DEFAULT_ALGORITHM } from './checksums.ts';
import { invalidRequest } from './errors.ts';
import type { S3State } from './state.ts';
import { tagsFromHeader } from './tags.ts';
import { uploadOf } from './uploads.ts';

const ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

/** Begins an upload in parts. S3 API Reference, CreateMultipartUpload. */
export const CreateMultipartUpload: Operation<S3State, CreateMultipartUploadRequest, CreateMultipartUploadOutput> = (input, call) => {
  const bucket = bucketOf(call, input);
  const key = input.Key!;
  checkWriteInput('CreateMultipartUpload', key, input);
  const algorithm = input.ChecksumAlgorithm ? algorithmNamed(input.ChecksumAlgorithm) : DEFAULT_ALGORITHM;
  const type = checksumType(algorithm, input.ChecksumType);
  const id = call.random.text(96, ID_ALPHABET);
  const encryption = encryptionFrom(bucket, input);
  bucket.uploads.set(id, {
    id,
    key,
    initiatedAt: call.clock.now(),
    initiator: canonicalId(call.account),
    attributes: attributesFrom(input),
    tags: tagsFromHeader(input.Tagging, call.principal),
    encryption,
    checksum: { algorithm, type, chosen: input.ChecksumAlgorithm !== undefined },
    parts: new Map(),
  });
  return {
    Bucket: bucket.name,
    Key: key,
    UploadId: id,
    ...(input.ChecksumAlgorithm && { ChecksumAlgorithm: input.ChecksumAlgorithm, ChecksumType: type }),
    ...encryptionMembers(bucket, encryption),
  };
};

/** Ends an upload and forgets its parts. Throws NoSuchUpload. S3 API Reference, AbortMultipartUpload. */
export const AbortMultipartUpload: Operation<S3State, AbortMultipartUploadRequest, AbortMultipartUploadOutput> = (input, call) => {
  const { bucket, upload } = uploadOf(call, input);
  bucket.uploads.delete(upload.id);
  return {};
};

/** SHA checksums exist of parts only, CRC64NVME of the whole only. */
function checksumType(algorithm: Algorithm, asked: string | undefined): 'FULL_OBJECT' | 'COMPOSITE' {
  const usual = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = asked ?? usual;
  if (type !== 'FULL_OBJECT' && type !== 'COMPOSITE') throw invalidRequest('Value for x-amz-checksum-type header is invalid.');
  const impossible = type === 'COMPOSITE' ? algorithm === 'CRC64NVME' : algorithm.startsWith('SHA');
  if (impossible) {
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  }
  return type;
}
