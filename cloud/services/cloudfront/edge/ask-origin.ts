import type { Origin } from '@aws-sdk/client-cloudfront';
import type { GetObjectOutput } from '@aws-sdk/client-s3';
import { AwsError, notImplemented } from '../../../aws-error.ts';
import type { Principal } from '../../../principal.ts';
import type { CloudFrontCall } from '../local.ts';
import { s3Origin } from '../s3-origin.ts';
import type { Distribution } from '../state.ts';
import type { Answer } from './edge-cache.ts';

/**
 * Asks a bucket for an object as the distribution: its origin access control says whether it signs, the bucket's policy
 * whether it may. `etag`: of what the edge holds already; resolves with undefined where that still holds.
 */
export async function askOrigin(
  call: CloudFrontCall,
  distribution: Distribution,
  origin: Origin,
  key: string,
  etag?: string,
): Promise<Answer | undefined> {
  const { bucket: Bucket, region } = s3Origin(origin.DomainName!)!;
  const { s3 } = call.as(signerOf(call, distribution, origin), { region });
  const Key = `${origin.OriginPath ?? ''}/${key}`.slice(1);
  try {
    if (Key === '') {
      await s3.ListObjects({ Bucket });
      throw notImplemented('cloudfront answers with the list of a bucket: give the distribution a DefaultRootObject');
    }
    const object = await s3.GetObject({ Bucket, Key, ...(etag !== undefined && { IfNoneMatch: etag }) });
    return { status: 200, headers: headersOf(object), body: object.Body };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.code === 'NotModified' ? undefined : refusal(error, Key, call.requestId);
  }
}

function signerOf({ state, account }: CloudFrontCall, { arn }: Distribution, { OriginAccessControlId }: Origin): Principal {
  const control = state.originAccessControls.get(OriginAccessControlId ?? '');
  if (!control || control.config.SigningBehavior === 'never') return { type: 'anonymous' };
  return { type: 'service', service: 'cloudfront.amazonaws.com', sourceArn: arn, sourceAccount: account };
}

/** S3's error as it stands in its answer. */
function refusal({ code, message, status = 400 }: AwsError, key: string, requestId: string): Answer {
  const said = code === 'AccessDenied' ? 'Access Denied' : message;
  const place = code === 'NoSuchKey' ? `<Key>${escaped(key)}</Key>` : '';
  const ids = `<RequestId>${requestId}</RequestId><HostId>${requestId}</HostId>`;
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${escaped(said)}</Message>${place}${ids}</Error>`;
  return { status, headers: { server: 'AmazonS3', 'content-type': 'application/xml' }, body: new TextEncoder().encode(body) };
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function headersOf(object: Omit<GetObjectOutput, 'Body'>): Record<string, string> {
  const given = {
    server: 'AmazonS3',
    'content-type': object.ContentType,
    'content-encoding': object.ContentEncoding,
    'content-language': object.ContentLanguage,
    'content-disposition': object.ContentDisposition,
    'cache-control': object.CacheControl,
    expires: object.Expires?.toUTCString(),
    etag: object.ETag,
    'last-modified': object.LastModified?.toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': object.ServerSideEncryption,
    'x-amz-version-id': object.VersionId,
    ...Object.fromEntries(Object.entries(object.Metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
