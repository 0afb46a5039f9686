import type * as sdk from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT } from '../../host/memory.ts';
import { iam } from '../iam/service.ts';
import { sts } from '../sts/service.ts';
import { s3 } from './service.ts';

const Bucket = 'photos';
const ORIGIN = 'https://shop.example';
const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';
const NOT_ALLOWED =
  "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";
let cloud: MemoryCloud;

beforeEach(async () => {
  cloud = await memoryCloud({ services: [iam, sts, s3] });
  await cloud.root().s3.CreateBucket({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'ap-southeast-1' } });
});
afterEach(() => expect(cloud.faults).toEqual([]));

const allow = (...CORSRules: sdk.CORSRule[]) => cloud.root().s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules } });
const rule = (more: Partial<sdk.CORSRule> = {}): sdk.CORSRule => ({ AllowedMethods: ['GET', 'PUT'], AllowedOrigins: [ORIGIN], ...more });

async function ask(method: string, headers: Record<string, string>, { path = '/photos/a.jpg', query = '', content = '' } = {}) {
  const answer = await cloud.cloud.handle({
    method,
    path,
    query: new URLSearchParams(query),
    headers: { host: '127.0.0.1:4566', ...headers },
    body: (async function* () {
      if (content) yield new TextEncoder().encode(content);
    })(),
  });
  return { ...answer, text: typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body as Uint8Array) };
}
const preflight = (method: string | undefined, headers: Record<string, string> = {}, path?: string) =>
  ask(
    'OPTIONS',
    { origin: ORIGIN, ...(method !== undefined && { 'access-control-request-method': method }), ...headers },
    { ...(path !== undefined && { path }) },
  );
const cors = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'));

test('a preflight that a rule fits is answered with what the rule allows', async () => {
  await allow(rule({ AllowedHeaders: ['*'], ExposeHeaders: ['ETag', 'x-amz-version-id'], MaxAgeSeconds: 3000 }));
  const { status, headers, text } = await preflight('PUT', { 'access-control-request-headers': 'Content-Type,x-amz-meta-by' });
  expect([status, text]).toEqual([200, '']);
  expect(cors(headers)).toEqual({
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-allow-headers': 'content-type, x-amz-meta-by',
    'access-control-expose-headers': 'ETag, x-amz-version-id',
    'access-control-max-age': '3000',
    vary: VARY,
  });
});

test('any origin is told as *, without credentials', async () => {
  await allow(rule({ AllowedOrigins: ['*'], AllowedMethods: ['GET'] }));
  expect(cors((await preflight('GET')).headers)).toEqual({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET',
    vary: VARY,
  });
});

test.each<[string, string[], string, number]>([
  ['an origin with a wildcard', ['https://*.example'], 'https://shop.example', 200],
  ['a wildcard that stands for nothing', ['https://shop.example*'], 'https://shop.example', 200],
  ['another port', ['https://shop.example'], 'https://shop.example:8443', 403],
  ['the end alone', ['https://*.example'], 'https://example', 403],
])('%s: %j', async (_, AllowedOrigins, origin, status) => {
  await allow(rule({ AllowedOrigins }));
  expect((await preflight('GET', { origin })).status).toBe(status);
});

test.each<[string, sdk.CORSRule | undefined, () => ReturnType<typeof preflight>, number, string, string]>([
  [
    'no rules',
    undefined,
    () => preflight('PUT'),
    403,
    'CORSResponse: CORS is not enabled for this bucket.',
    '<Method>PUT</Method><ResourceType>BUCKET</ResourceType>',
  ],
  [
    'no bucket',
    undefined,
    () => preflight('PUT', {}, '/none/a'),
    403,
    'CORSResponse: Bucket not found',
    '<Method>PUT</Method><ResourceType>BUCKET</ResourceType>',
  ],
  ['another method', rule(), () => preflight('DELETE'), 403, NOT_ALLOWED, '<Method>DELETE</Method><ResourceType>OBJECT</ResourceType>'],
  [
    'another method on the bucket',
    rule(),
    () => preflight('DELETE', {}, '/photos'),
    403,
    NOT_ALLOWED,
    '<ResourceType>BUCKET</ResourceType>',
  ],
  [
    'a header of no rule',
    rule(),
    () => preflight('PUT', { 'access-control-request-headers': 'x-a' }),
    403,
    NOT_ALLOWED,
    '<Code>AccessForbidden</Code>',
  ],
  [
    'no origin',
    rule(),
    () => ask('OPTIONS', {}),
    400,
    'Insufficient information. Origin request header needed.',
    '<Code>BadRequest</Code>',
  ],
])('a preflight with %s is refused', async (_, allowed, request, status, message, details) => {
  if (allowed) await allow(allowed);
  const answer = await request();
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(`<Message>${message}</Message>`);
  expect(answer.text).toContain(details);
  expect(cors(answer.headers)).toEqual({});
});

test('a presigned upload from an allowed page can be read by it, one from elsewhere goes through unread', async () => {
  await allow(rule({ ExposeHeaders: ['ETag'] }));
  const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${TEST_ACCOUNT}/20261120/ap-southeast-1/s3/aws4_request&X-Amz-Date=20261120T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0`;
  const allowed = {
    'access-control-allow-origin': ORIGIN,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, PUT',
    'access-control-expose-headers': 'ETag',
    vary: VARY,
  };
  const upload = await ask('PUT', { origin: ORIGIN }, { query, content: 'photo' });
  expect([upload.status, cors(upload.headers)]).toEqual([200, allowed]);
  const stranger = await ask('GET', { origin: 'https://evil.example' }, { query });
  expect([stranger.status, stranger.text, cors(stranger.headers)]).toEqual([200, 'photo', {}]);
  await cloud.clock.advance(61_000);
  const late = await ask('PUT', { origin: ORIGIN }, { query, content: 'photo' });
  expect([late.status, cors(late.headers)]).toEqual([403, allowed]);
  expect(cors((await ask('GET', {})).headers)).toEqual({});
});

test('the bucket in the host name is the same bucket', async () => {
  await allow(rule());
  expect((await preflight('GET', { host: 'photos.s3.localhost:4566' }, '/a.jpg')).status).toBe(200);
});
