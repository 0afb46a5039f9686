import * as sdk from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud } from '../../../host/memory.ts';
import type { HttpResponse } from '../../../wire/http.ts';
import { iam } from '../../iam/service.ts';
import { sts } from '../../sts/service.ts';
import { s3 } from '../service.ts';

const HOST = 'shop.s3-website-ap-southeast-1.localhost:4566';
const Bucket = 'shop';
let cloud: MemoryCloud;
let client: sdk.S3Client;

beforeEach(async () => {
  cloud = await memoryCloud({ services: [iam, sts, s3] });
  client = new sdk.S3Client(cloud.clientOptions());
  await client.send(new sdk.CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } }));
  await put('index.html', '<h1>Huế</h1>');
  await put('docs/index.html', 'docs');
});
afterEach(() => expect(cloud.faults).toEqual([]));

const put = (Key: string, Body: string, more: Partial<sdk.PutObjectCommandInput> = {}) =>
  client.send(new sdk.PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/html', ...more }));
const serve = (WebsiteConfiguration: sdk.WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' } }) =>
  client.send(new sdk.PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));

/** Lets everybody read the objects and, with `lists`, see which there are. */
async function open(lists = true) {
  await client.send(new sdk.DeletePublicAccessBlockCommand({ Bucket }));
  const Statement = [
    { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` },
    ...(lists ? [{ Effect: 'Allow', Principal: '*', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` }] : []),
  ];
  await client.send(new sdk.PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
}

async function ask(path: string, { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {}) {
  const request = { method, path, query: new URLSearchParams(), rawQuery: '', headers: { host: HOST, ...headers } };
  return told(await cloud.cloud.handle({ ...request, body: (async function* () {})() }));
}

function told(answer: HttpResponse) {
  const { body = '' } = answer;
  return { ...answer, text: typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array) };
}

test('a public bucket serves its objects with their own headers, and index documents for folders', async () => {
  await serve();
  await open();
  await put('a b/Huế.txt', 'Huế', { ContentType: 'text/plain', CacheControl: 'no-store', Metadata: { by: 'lan' } });
  expect(await ask('/')).toMatchObject({ status: 200, text: '<h1>Huế</h1>', headers: { 'content-type': 'text/html', server: 'AmazonS3' } });
  expect(await ask('/docs/')).toMatchObject({ status: 200, text: 'docs' });
  expect(await ask('/a%20b/Hu%E1%BA%BF.txt')).toMatchObject({
    status: 200,
    text: 'Huế',
    headers: {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-by': 'lan',
      'last-modified': 'Fri, 20 Nov 2026 00:00:00 GMT',
    },
  });
  expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '', headers: { 'content-length': '14' } });
  expect(await ask('/docs')).toMatchObject({ status: 302, headers: { location: '/docs/' } });
});

test('the path on the cloud’s own host serves the same website, and its redirects stay there', async () => {
  await serve();
  await open();
  const headers = { host: '127.0.0.1:4566' };
  expect(await ask('/_aws/s3-website/shop', { headers })).toMatchObject({ status: 200, text: '<h1>Huế</h1>' });
  expect(await ask('/_aws/s3-website/shop/docs', { headers })).toMatchObject({
    status: 302,
    headers: { location: '/_aws/s3-website/shop/docs/' },
  });
});

test('ranges and conditions are honoured', async () => {
  await serve();
  await open();
  expect(await ask('/docs/', { headers: { range: 'bytes=1-2' } })).toMatchObject({
    status: 206,
    text: 'oc',
    headers: { 'content-range': 'bytes 1-2/4' },
  });
  const { headers } = await ask('/docs/');
  expect(await ask('/docs/', { headers: { 'if-none-match': headers.etag! } })).toMatchObject({ status: 304, text: '' });
  expect(await ask('/docs/', { headers: { 'if-modified-since': headers['last-modified']! } })).toMatchObject({ status: 304 });
  expect((await ask('/docs/', { headers: { 'if-modified-since': 'Fri, 20 Nov 2020 00:00:00 GMT' } })).status).toBe(200);
});

test('what visitors may not read is forbidden, and so is what does not exist where they may not list', async () => {
  await serve();
  const forbidden = { status: 403, headers: { 'content-type': 'text/html; charset=utf-8' } };
  expect(await ask('/')).toMatchObject(forbidden);
  expect((await ask('/')).text).toContain('<li>Code: AccessDenied</li>\n<li>Message: Access Denied</li>');
  await open(false);
  expect((await ask('/')).status).toBe(200);
  expect(await ask('/missing')).toMatchObject(forbidden);
  const PublicAccessBlockConfiguration = { RestrictPublicBuckets: true };
  await client.send(new sdk.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  expect(await ask('/')).toMatchObject(forbidden);
});

test('a missing page is S3’s own 404', async () => {
  await serve();
  await open();
  const { status, text, headers } = await ask('/missing<page>');
  expect(status).toBe(404);
  expect(text.replace(headers['x-amz-request-id']!, 'ID')).toBe(`<html>
<head><title>404 Not Found</title></head>
<body>
<h1>404 Not Found</h1>
<ul>
<li>Code: NoSuchKey</li>
<li>Message: The specified key does not exist.</li>
<li>Key: missing&lt;page&gt;</li>
<li>RequestId: ID</li>
</ul>
<hr/>
</body>
</html>
`);
});

test('the error document stands in for the error, with its status', async () => {
  await serve({ IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } });
  await open();
  const without = await ask('/missing');
  expect(without.status).toBe(404);
  expect(without.text).toContain(
    '<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n<ul>\n<li>Code: NoSuchKey</li>',
  );
  await put('404.html', 'lost?');
  expect(await ask('/missing')).toMatchObject({
    status: 404,
    text: 'lost?',
    headers: { 'content-type': 'text/html', 'x-amz-error-code': 'NoSuchKey', 'x-amz-error-detail-key': 'missing' },
  });
});

test.each<[string, sdk.RoutingRule, string, number, string]>([
  [
    'a prefix',
    { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } },
    '/old/a',
    301,
    `http://${HOST}/new/a`,
  ],
  [
    'one key',
    { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyWith: 'gone.html', HttpRedirectCode: '302' } },
    '/old/a',
    302,
    `http://${HOST}/gone.html`,
  ],
  [
    'an error, to a function with the key in its query',
    {
      Condition: { HttpErrorCodeReturnedEquals: '404' },
      Redirect: { Protocol: 'https', HostName: 'api.example', ReplaceKeyPrefixWith: 'resize?key=', HttpRedirectCode: '307' },
    },
    '/300/a.jpg',
    307,
    'https://api.example/resize?key=300/a.jpg',
  ],
])('a routing rule redirects %s', async (_, rule, path, status, location) => {
  await serve({ IndexDocument: { Suffix: 'index.html' }, RoutingRules: [rule] });
  await open();
  expect(await ask(path)).toMatchObject({ status, headers: { location } });
  expect((await ask('/')).status).toBe(200);
});

test('a website may redirect as a whole, and an object by itself', async () => {
  await open();
  await put('old.html', 'moved', { WebsiteRedirectLocation: '/new.html' });
  await serve();
  expect(await ask('/old.html')).toMatchObject({ status: 301, headers: { location: '/new.html' } });
  expect(await client.send(new sdk.HeadObjectCommand({ Bucket, Key: 'old.html' }))).toMatchObject({ WebsiteRedirectLocation: '/new.html' });
  await expect(put('x', 'x', { WebsiteRedirectLocation: 'new.html' })).rejects.toMatchObject({
    name: 'InvalidRedirectLocation',
    message: "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  });
  await serve({ RedirectAllRequestsTo: { HostName: 'shop.example', Protocol: 'https' } });
  expect(await ask('/a%20b')).toMatchObject({ status: 301, headers: { location: 'https://shop.example/a%20b' } });
});

test.each<[string, string, { method?: string; headers?: Record<string, string> }, number, string]>([
  ['no bucket', '/', { headers: { host: 'none.s3-website.localhost' } }, 404, 'Code: NoSuchBucket'],
  ['no website', '/', {}, 404, 'Code: NoSuchWebsiteConfiguration'],
  ['another region', '/', { headers: { host: 'shop.s3-website-us-east-1.localhost' } }, 400, 'Code: IncorrectEndpoint'],
])('%s is told as a page', async (_, path, options, status, text) => {
  const answer = await ask(path, options);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(text);
});

test('a website is read only', async () => {
  await serve();
  await open();
  expect(await ask('/index.html', { method: 'PUT' })).toMatchObject({ status: 405, text: expect.stringContaining('MethodNotAllowed') });
  expect((await ask('/%')).text).toContain('InvalidURI');
});

test.each<[sdk.WebsiteConfiguration, string, string]>([
  [{}, 'InvalidArgument', 'A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty'],
  [{ IndexDocument: { Suffix: 'a/b' } }, 'InvalidArgument', 'The IndexDocument Suffix is not well formed'],
  [
    { IndexDocument: { Suffix: 'i' }, RoutingRules: [{ Redirect: { ReplaceKeyWith: 'a', ReplaceKeyPrefixWith: 'b' } }] },
    'InvalidRequest',
    'You can only define ReplaceKeyPrefix or ReplaceKey but not both.',
  ],
  [
    { IndexDocument: { Suffix: 'i' }, RoutingRules: [{ Redirect: { HttpRedirectCode: '200' } }] },
    'InvalidRequest',
    'The provided HTTP redirect code (200) is not valid. Valid codes are 3XX except 300.',
  ],
])('%o is refused', async (configuration, name, message) => {
  await expect(serve(configuration)).rejects.toMatchObject({ name, message });
});

test('the bucket’s CORS rules hold on its website too', async () => {
  await serve();
  await open();
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['https://shop.example'] }];
  await client.send(new sdk.PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  const headers = { origin: 'https://shop.example' };
  const allowed = { 'access-control-allow-origin': 'https://shop.example' };
  expect(await ask('/', { headers })).toMatchObject({ status: 200, headers: allowed });
  expect(await ask('/none', { headers })).toMatchObject({ status: 404, headers: allowed });
  expect(await ask('/', { method: 'OPTIONS', headers: { ...headers, 'access-control-request-method': 'GET' } })).toMatchObject({
    status: 200,
    headers: allowed,
  });
  expect(await ask('/', { method: 'OPTIONS', headers: { ...headers, 'access-control-request-method': 'PUT' } })).toMatchObject({
    status: 403,
  });
});
