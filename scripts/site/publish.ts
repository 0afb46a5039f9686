import { readFile } from 'node:fs/promises';
import { CloudFrontClient, CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import type { Clients } from '../clients.ts';
import { isNamedByContent, type SiteFile } from './site-files.ts';

/** What a bucket holds against what it should hold. */
export interface Changes {
  upload: SiteFile[];
  /** Keys of what is no longer there. */
  remove: string[];
  /** Paths that edges may keep an earlier version of. */
  invalidate: string[];
}

/** Uploads at once. */
const AT_ONCE = 16;
/** Paths that are named one by one; 1,000 a month are free, and `/*` counts as one. */
const MOST_PATHS = 100;

/** Compares by what S3 says of each object. `all`: everything counts as changed. */
export async function changesIn(aws: Clients, Bucket: string, files: readonly SiteFile[], all: boolean): Promise<Changes> {
  const present = new Map<string, string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client: aws.client(S3Client) }, { Bucket })) {
    for (const { Key = '', ETag = '' } of Contents) present.set(Key, ETag);
  }
  const upload = files.filter(({ key, etag }) => all || present.get(key) !== etag);
  const wanted = new Set(files.map(({ key }) => key));
  const remove = [...present.keys()].filter((key) => !wanted.has(key));
  const stale = [...upload.map(({ key }) => key).filter((key) => present.has(key)), ...remove].filter((key) => !isNamedByContent(key));
  return { upload, remove, invalidate: pathsOf(stale) };
}

function pathsOf(keys: readonly string[]): string[] {
  const paths = keys.flatMap((key) => (key === 'index.html' ? ['/', '/index.html'] : [`/${encodeURI(key)}`]));
  return paths.length > MOST_PATHS ? ['/*'] : paths;
}

/** Uploads, what never changes first: a page never names a file that is not there yet. */
export async function upload(aws: Clients, Bucket: string, files: readonly SiteFile[]): Promise<void> {
  const [lasting, changing] = [files.filter(({ key }) => isNamedByContent(key)), files.filter(({ key }) => !isNamedByContent(key))];
  for (const part of [lasting, changing]) {
    const waiting = [...part];
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await put(aws, Bucket, next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
}

async function put(aws: Clients, Bucket: string, { file, key, contentType, cacheControl }: SiteFile): Promise<void> {
  const Body = await readFile(file);
  await aws.client(S3Client).send(new PutObjectCommand({ Bucket, Key: key, Body, ContentType: contentType, CacheControl: cacheControl }));
}

/** Takes out what the site no longer has. */
export async function removeObjects(aws: Clients, Bucket: string, keys: readonly string[]): Promise<void> {
  // DeleteObjects takes at most 1,000.
  for (let from = 0; from < keys.length; from += 1000) {
    const Objects = keys.slice(from, from + 1000).map((Key) => ({ Key }));
    const { Errors = [] } = await aws.client(S3Client).send(new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: true } }));
    const [first] = Errors;
    if (first) throw new Error(`${Bucket}/${first.Key}: ${first.Code} ${first.Message}`);
  }
}

/** Makes the edges forget paths; resolves once all of them have. `pause` waits between two looks. */
export async function invalidate(
  aws: Clients,
  DistributionId: string,
  paths: readonly string[],
  pause: () => Promise<void>,
): Promise<void> {
  if (paths.length === 0) return;
  const client = aws.client(CloudFrontClient);
  const InvalidationBatch = { CallerReference: crypto.randomUUID(), Paths: { Quantity: paths.length, Items: [...paths] } };
  let { Invalidation } = await client.send(new CreateInvalidationCommand({ DistributionId, InvalidationBatch }));
  while (Invalidation?.Status !== 'Completed') {
    await pause();
    ({ Invalidation } = await client.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id })));
  }
}
