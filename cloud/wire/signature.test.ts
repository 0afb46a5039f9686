import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { memoryCloud } from '../host/memory.ts';
import { defineService } from '../service.ts';
import { scopeOf } from './signature.ts';

const request = (headers: Record<string, string>, query = '') => ({
  method: 'GET',
  path: '/',
  query: new URLSearchParams(query),
  headers,
  body: (async function* () {})(),
});

test('a header says key, region, service and session', () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=ASIA1/20261120/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=0';
  expect(scopeOf(request({ authorization, 'x-amz-security-token': 'token' }))).toEqual({
    signature: { accessKeyId: 'ASIA1', region: 'eu-west-1', sessionToken: 'token' },
    signingName: 'monitoring',
  });
});

test('a signature for several regions names none', () => {
  const authorization = 'AWS4-ECDSA-P256-SHA256 Credential=AKIA1/20261120/s3/aws4_request, SignedHeaders=host, Signature=0';
  expect(scopeOf(request({ authorization, 'x-amz-region-set': '*' }))).toMatchObject({ signature: { region: '' }, signingName: 's3' });
});

test('a presigned query says until when', () => {
  const query =
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA1%2F20261120%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=20261120T100000Z&X-Amz-Expires=60&X-Amz-Signature=0';
  expect(scopeOf(request({}, query))).toEqual({
    signature: { accessKeyId: 'AKIA1', region: 'eu-west-1', expiresAt: Date.UTC(2026, 10, 20, 10, 1) },
    signingName: 's3',
  });
  expect(scopeOf(request({}, 'AWSAccessKeyId=AKIA1&Expires=1000&Signature=0'))).toMatchObject({
    signature: { accessKeyId: 'AKIA1', expiresAt: 1_000_000 },
  });
});

test('no signature is anonymous', () => expect(scopeOf(request({}))).toBeUndefined());

test('a presigned request is refused once it has expired', async () => {
  const { cloud, clock, clientOptions } = await memoryCloud({
    authorizer: () => ({ principalOf: () => ({ type: 'root', account: '111122223333' }), authorize() {} }),
    services: [
      defineService<object>({
        name: 's3',
        wires: [{ signingName: 's3', load: () => import('@aws-sdk/client-s3') }],
        scope: 'partition',
        initialState: () => ({}),
        operations: { GetObject: () => ({ Body: new Uint8Array([1]) }) },
        access: {},
        resourceTypes: [],
      }),
    ],
  });
  const date = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const query = `X-Amz-Credential=111122223333/20261120/eu-west-1/s3/aws4_request&X-Amz-Date=${date}&X-Amz-Expires=60&X-Amz-Signature=0`;
  const get = () => cloud.handle({ ...request({ host: '127.0.0.1' }, query), path: '/bucket/key' });
  expect((await get()).status).toBe(200);
  await clock.advance(61_000);
  const { status, body } = await get();
  expect(status).toBe(403);
  expect(body).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired<\/Message><Expires>.*<\/Expires><ServerTime>/);
  const signed = await new S3Client(clientOptions()).send(new GetObjectCommand({ Bucket: 'bucket', Key: 'key' }));
  expect(signed.$metadata.httpStatusCode).toBe(200);
});
