import type { HttpRequest } from './http.ts';

/** Hosts under which a bucket may stand as the first label (`photos.localhost`). */
const BUCKET_HOSTS = ['localhost', 'amazonaws.com'];

/** Where a request for S3 points. */
export interface BucketPlace {
  bucket?: string;
  /** Virtual-hosted style. */
  inHost: boolean;
  /** What is left of the path once the bucket is taken away. */
  path: string;
}

/** S3's bucket, from the host (virtual-hosted style) or the first path segment (path style). */
export function bucketPlace({ headers, path }: Pick<HttpRequest, 'headers' | 'path'>): BucketPlace {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const base = BUCKET_HOSTS.find((candidate) => host.endsWith(`.${candidate}`));
  if (base) {
    const left = host.slice(0, -base.length - 1);
    const bucket = /^(.+)\.s3(?:[.-][a-z0-9-]+)*$/.exec(left)?.[1] ?? (/^s3([.-]|$)/.test(left) ? undefined : left);
    if (bucket !== undefined) return { bucket, inHost: true, path };
  }
  const [, bucket, rest] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  return bucket === undefined ? { inHost: false, path } : { bucket, inHost: false, path: rest ?? '/' };
}
