import type { WebsiteConfiguration } from '@aws-sdk/client-s3';
import { type WebsiteAddress, websiteAddress } from '../../../gateway/address.ts';
import type { Call } from '../../../operation.ts';
import type { FrontDoor } from '../../../service.ts';
import type { HttpRequest, HttpResponse } from '../../../wire/http.ts';
import { corsHeaders } from '../cors-rules.ts';
import { judge } from '../cross-origin.ts';
import { s3Error } from '../errors.ts';
import type { Bucket, S3State } from '../state.ts';
import { errorPage, websiteError } from './error-page.ts';
import { encodeKey } from './routing-rules.ts';
import { serveKey } from './serve-key.ts';

/** Where browsers read websites. S3 User Guide, "Hosting a static website using Amazon S3". */
export const frontDoor: FrontDoor<S3State> = {
  matches: (request) => websiteAddress(request) !== undefined,
  async answer(request, background) {
    const address = websiteAddress(request)!;
    const call = background.open('', '');
    const bucket = call.state.buckets.get(address.bucket);
    const answered = request.method === 'OPTIONS' ? preflight(bucket, request, call) : await answerOf(call, bucket, address, request);
    const cors = bucket?.cors && request.method !== 'OPTIONS' ? corsHeaders(bucket.cors, request.method, request.headers) : undefined;
    return { ...answered, headers: { server: 'AmazonS3', 'x-amz-request-id': call.requestId, ...answered.headers, ...cors } };
  },
};

async function answerOf(
  call: Call<S3State, unknown>,
  bucket: Bucket | undefined,
  address: WebsiteAddress,
  request: HttpRequest,
): Promise<HttpResponse> {
  const place = findWebsite(call, bucket, address, request);
  if ('status' in place) return place;
  const { website } = place;
  const { HostName, Protocol } = website.RedirectAllRequestsTo ?? {};
  if (HostName !== undefined) {
    const query = request.query.size > 0 ? `?${request.rawQuery ?? request.query}` : '';
    return { status: 301, headers: { location: `${Protocol ?? 'http'}://${HostName}${address.path}${query}` }, body: '' };
  }
  let key: string;
  try {
    key = decodeURIComponent(address.path.slice(1));
  } catch {
    const error = { status: 400, code: 'InvalidURI', message: "Couldn't parse the specified URI.", details: { URI: address.path } };
    return errorPage(error, call.requestId);
  }
  const s3 = call.as({ type: 'anonymous' }, { account: place.bucket.account, region: place.bucket.region }).s3;
  const here = { protocol: 'http', host: request.headers.host ?? '', base: encodeKey(address.base) };
  return serveKey({ s3, bucket: place.bucket.name, website, key, here, request, requestId: call.requestId });
}

/** The bucket's website, or why there is none to answer. */
function findWebsite(
  call: Call<S3State, unknown>,
  bucket: Bucket | undefined,
  { bucket: name, region }: WebsiteAddress,
  { method }: HttpRequest,
): { bucket: Bucket; website: WebsiteConfiguration } | HttpResponse {
  const refuse = (code: 'NoSuchBucket' | 'NoSuchWebsiteConfiguration' | 'MethodNotAllowed', details: Record<string, string>) =>
    errorPage({ ...websiteError(s3Error(code), ''), details }, call.requestId);
  if (!bucket) return refuse('NoSuchBucket', { BucketName: name });
  if (region !== undefined && region !== bucket.region) {
    const message = 'The specified bucket exists in another region. Please direct requests to the specified endpoint.';
    const details = { Endpoint: `${name}.s3-website-${bucket.region}.amazonaws.com` };
    return errorPage({ status: 400, code: 'IncorrectEndpoint', message, details }, call.requestId);
  }
  if (!bucket.website) return refuse('NoSuchWebsiteConfiguration', { BucketName: name });
  if (method !== 'GET' && method !== 'HEAD') return refuse('MethodNotAllowed', { Method: method, ResourceType: 'OBJECT' });
  return { bucket, website: bucket.website };
}

function preflight(bucket: Bucket | undefined, request: HttpRequest, { requestId }: Call<S3State, unknown>): HttpResponse {
  const answer = judge(bucket, request, 'OBJECT');
  return 'headers' in answer ? { status: 200, headers: answer.headers, body: '' } : errorPage(answer.refused, requestId);
}
