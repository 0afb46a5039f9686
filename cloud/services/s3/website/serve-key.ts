import type { GetObjectOutput, WebsiteConfiguration } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error.ts';
import type { Aws } from '../../../services/aws.ts';
import type { HttpRequest, HttpResponse } from '../../../wire/http.ts';
import { errorHeaders, errorPage, type WebsiteError, websiteError } from './error-page.ts';
import { encodeKey, redirectOf, ruleFor } from './routing-rules.ts';

/** A request for a key of a website. */
export interface KeyRequest {
  /** As a visitor may use it: without any credentials. */
  s3: Aws['s3'];
  bucket: string;
  website: WebsiteConfiguration;
  key: string;
  here: { protocol: string; host: string; base: string };
  request: HttpRequest;
  requestId: string;
}

/** The object, or where the routing rules lead, or the error. S3 User Guide, "Configuring an index document". */
export async function serveKey(asked: KeyRequest): Promise<HttpResponse> {
  const { website, key, here } = asked;
  const suffix = website.IndexDocument!.Suffix!;
  const before = ruleFor(website.RoutingRules, key);
  if (before) return redirect(redirectOf(before, key, here));
  const isFolder = key === '' || key.endsWith('/');
  try {
    return await objectAt(asked, isFolder ? key + suffix : key);
  } catch (caught) {
    if (caught instanceof AwsError && caught.code === 'NotModified') return { status: 304, headers: {} };
    const error = websiteError(caught, isFolder ? key + suffix : key);
    if (!isFolder && (await exists(asked, `${key}/${suffix}`))) {
      return redirect({ status: 302, location: `${here.base}/${encodeKey(key)}/` });
    }
    const after = ruleFor(website.RoutingRules, key, error.status);
    return after ? redirect(redirectOf(after, key, here)) : failed(asked, error);
  }
}

/** The error with the bucket's own document, where it has one that visitors may read. */
async function failed(asked: KeyRequest, error: WebsiteError): Promise<HttpResponse> {
  const { website, request, requestId } = asked;
  const document = error.status < 500 ? website.ErrorDocument?.Key : undefined;
  if (document === undefined) return errorPage(error, requestId);
  try {
    const { headers, body } = await objectAt({ ...asked, request: { ...request, headers: {} } }, document);
    return { status: error.status, headers: { ...headers, ...errorHeaders(error) }, ...(body !== undefined && { body }) };
  } catch (second) {
    return errorPage(error, requestId, websiteError(second, document));
  }
}

/** Throws what GetObject throws. */
async function objectAt({ s3, bucket, request: { headers } }: KeyRequest, Key: string): Promise<HttpResponse> {
  const object = await s3.GetObject({
    Bucket: bucket,
    Key,
    ...(headers.range !== undefined && { Range: headers.range }),
    ...(headers['if-match'] !== undefined && { IfMatch: headers['if-match'] }),
    ...(headers['if-none-match'] !== undefined && { IfNoneMatch: headers['if-none-match'] }),
    ...dateMember('IfModifiedSince', headers['if-modified-since']),
    ...dateMember('IfUnmodifiedSince', headers['if-unmodified-since']),
  });
  if (object.WebsiteRedirectLocation !== undefined) return redirect({ status: 301, location: object.WebsiteRedirectLocation });
  return { status: object.ContentRange === undefined ? 200 : 206, headers: headersOf(object), body: object.Body };
}

async function exists({ s3, bucket }: KeyRequest, Key: string): Promise<boolean> {
  try {
    await s3.HeadObject({ Bucket: bucket, Key });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function headersOf(object: Omit<GetObjectOutput, 'Body'>): Record<string, string> {
  const given = {
    'content-type': object.ContentType,
    // Reason: an answer to HEAD says how long the answer to GET would be.
    'content-length': String(object.ContentLength),
    'content-range': object.ContentRange,
    'content-encoding': object.ContentEncoding,
    'content-language': object.ContentLanguage,
    'content-disposition': object.ContentDisposition,
    'cache-control': object.CacheControl,
    expires: object.Expires?.toUTCString(),
    etag: object.ETag,
    'last-modified': object.LastModified?.toUTCString(),
    ...Object.fromEntries(Object.entries(object.Metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
  return Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function redirect({ status, location }: { status: number; location: string }): HttpResponse {
  return { status, headers: { location }, body: '' };
}

function dateMember<Name extends string>(name: Name, text: string | undefined): { [Member in Name]?: Date } {
  const date = new Date(text ?? '');
  return Number.isNaN(date.getTime()) ? {} : ({ [name]: date } as { [Member in Name]: Date });
}
