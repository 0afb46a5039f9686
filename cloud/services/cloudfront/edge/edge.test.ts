import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as sdk from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CACHING_DISABLED, openShop, SECURITY_HEADERS, type Shop } from '../fixture.ts';
import { behaviorFor } from './behavior.ts';
import { secondsToKeep } from './freshness.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  await shop.put('index.html', '<h1>Huế</h1>');
});
afterEach(() => expect(shop.cloud.faults).toEqual([]));

/** A distribution that may read the bucket. */
async function open(change?: (config: sdk.DistributionConfig) => sdk.DistributionConfig) {
  const distribution = await shop.distribute(change);
  await shop.admit(distribution.ARN!);
  return distribution;
}
const behavior = (more: Partial<sdk.DefaultCacheBehavior>) => (config: sdk.DistributionConfig) => ({
  ...config,
  DefaultCacheBehavior: { ...config.DefaultCacheBehavior!, ...more },
});

test('the bucket’s policy decides: without it 403, for another distribution 403, for this one 200', async () => {
  const distribution = await shop.distribute();
  const denied = await shop.get(distribution, '/');
  expect(denied).toMatchObject({ status: 403, headers: { 'x-cache': 'Error from cloudfront', 'content-type': 'application/xml' } });
  expect(denied.text).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
  await shop.admit(`${distribution.ARN}X`);
  await shop.cloud.clock.advance(10_000);
  expect((await shop.get(distribution, '/')).status).toBe(403);
  await shop.admit(distribution.ARN!);
  // An error is kept for ten seconds.
  expect((await shop.get(distribution, '/')).status).toBe(403);
  await shop.cloud.clock.advance(10_000);
  expect(await shop.get(distribution, '/')).toMatchObject({
    status: 200,
    text: '<h1>Huế</h1>',
    headers: { 'content-type': 'text/html', server: 'AmazonS3', 'x-cache': 'Miss from cloudfront', 'content-length': '14' },
  });
});

test('without an origin access control nobody signs, so a private bucket stays closed', async () => {
  const { ARN, ...distribution } = await shop.distribute((config) => {
    const [origin] = config.Origins!.Items!;
    return { ...config, Origins: { Quantity: 1, Items: [{ ...origin!, OriginAccessControlId: '' }] } };
  });
  await shop.admit(ARN!);
  expect((await shop.get(distribution as sdk.Distribution, '/')).status).toBe(403);
});

test('an answer is kept for as long as it says, asked about again after that, and forgotten when it is invalidated', async () => {
  const distribution = await open();
  await shop.put('page/', 'one', { CacheControl: 'public, max-age=0, s-maxage=60' });
  const seen = async () => {
    const { text, headers } = await shop.get(distribution, '/page/');
    return [text, headers['x-cache'], headers.age];
  };
  expect(await seen()).toEqual(['one', 'Miss from cloudfront', undefined]);
  await shop.cloud.clock.advance(59_000);
  expect(await seen()).toEqual(['one', 'Hit from cloudfront', '59']);
  await shop.cloud.clock.advance(1000);
  expect(await seen()).toEqual(['one', 'RefreshHit from cloudfront', undefined]);
  await shop.put('page/', 'two', { CacheControl: 'public, max-age=0, s-maxage=60' });
  expect(await seen()).toEqual(['one', 'Hit from cloudfront', '0']);
  const InvalidationBatch = { CallerReference: '1', Paths: { Quantity: 1, Items: ['/pa*'] } };
  const { Invalidation } = await shop.client.send(
    new sdk.CreateInvalidationCommand({ DistributionId: distribution.Id, InvalidationBatch }),
  );
  expect(Invalidation).toMatchObject({ Status: 'InProgress', InvalidationBatch });
  expect(await seen()).toEqual(['two', 'Miss from cloudfront', undefined]);
  await shop.cloud.clock.advance(1000);
  const { InvalidationList } = await shop.client.send(new sdk.ListInvalidationsCommand({ DistributionId: distribution.Id }));
  expect(InvalidationList?.Items).toMatchObject([{ Id: Invalidation!.Id, Status: 'Completed' }]);
});

test('nothing is kept where the policy says so', async () => {
  const distribution = await open(behavior({ CachePolicyId: CACHING_DISABLED }));
  for (const _ of [1, 2]) expect((await shop.get(distribution, '/')).headers['x-cache']).toBe('Miss from cloudfront');
});

test('compresses text of a thousand bytes and more for whoever takes it', async () => {
  const distribution = await open();
  const text = 'Xưởng Mây '.repeat(200);
  await shop.put('long.html', text);
  await shop.put('photo.png', text, { ContentType: 'image/png' });
  const br = await shop.get(distribution, '/long.html', { 'accept-encoding': 'gzip, deflate, br' });
  expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'Accept-Encoding', etag: expect.stringMatching(/^W\//) });
  expect(brotliDecompressSync(br.bytes).toString()).toBe(text);
  const gzip = await shop.get(distribution, '/long.html', { 'accept-encoding': 'gzip, br;q=0' });
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(gzip.bytes).toString()).toBe(text);
  const whole = await shop.get(distribution, '/long.html');
  expect([whole.text, whole.headers['content-encoding']]).toEqual([text, undefined]);
  for (const path of ['/', '/photo.png']) {
    expect((await shop.get(distribution, path, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
  }
});

test('an error gets the distribution’s own page and status', async () => {
  const Items = [{ ErrorCode: 403, ResponseCode: '404', ResponsePagePath: '/404.html', ErrorCachingMinTTL: 5 }];
  const distribution = await open((config) => ({ ...config, CustomErrorResponses: { Quantity: 1, Items } }));
  // The page is not there yet: then what came of asking for it is the answer.
  expect((await shop.get(distribution, '/none')).status).toBe(403);
  await shop.put('404.html', 'Không có trang này');
  await shop.cloud.clock.advance(5000);
  const missing = await shop.get(distribution, '/none');
  expect(missing).toMatchObject({ status: 404, text: 'Không có trang này', headers: { 'x-cache': 'Error from cloudfront' } });
});

test('a response headers policy adds what the origin does not say, or goes before it', async () => {
  const Items = [{ Header: 'X-Workshop', Value: 'xuong-may', Override: false }];
  const ResponseHeadersPolicyConfig: sdk.ResponseHeadersPolicyConfig = {
    Name: 'own',
    CustomHeadersConfig: { Quantity: 1, Items },
    RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'Server' }] },
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "default-src 'none'" },
      StrictTransportSecurity: { Override: true, AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Preload: true },
    },
  };
  const { ResponseHeadersPolicy: own } = await shop.client.send(
    new sdk.CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig }),
  );
  const { headers } = await shop.get(await open(behavior({ ResponseHeadersPolicyId: own!.Id })), '/');
  expect(headers).toMatchObject({
    'x-workshop': 'xuong-may',
    'content-security-policy': "default-src 'none'",
    'strict-transport-security': 'max-age=60; includeSubDomains; preload',
  });
  expect(headers.server).toBeUndefined();
  const managed = await shop.get(await open(behavior({ ResponseHeadersPolicyId: SECURITY_HEADERS })), '/');
  expect(managed.headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-xss-protection': '1; mode=block',
    'strict-transport-security': 'max-age=31536000',
  });
});

test('parts, conditions and methods', async () => {
  const distribution = await open();
  const { headers } = await shop.get(distribution, '/');
  expect(await shop.get(distribution, '/', { range: 'bytes=4-6' })).toMatchObject({
    status: 206,
    text: 'Hu\uFFFD',
    headers: { 'content-range': 'bytes 4-6/14' },
  });
  expect((await shop.get(distribution, '/', { range: 'bytes=99-' })).status).toBe(416);
  expect(await shop.get(distribution, '/', { 'if-none-match': headers.etag! })).toMatchObject({ status: 304, text: '' });
  expect((await shop.get(distribution, '/', { 'if-none-match': '"other"' })).status).toBe(200);
  const head = await shop.get(distribution, '/', {}, 'HEAD');
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '14']);
  const post = await shop.get(distribution, '/', {}, 'POST');
  expect(post.status).toBe(403);
  expect(post.text).toContain('The distribution supports only cachable requests.');
});

test('is found by its id too, and not once it is disabled', async () => {
  const distribution = await open();
  const local = { DomainName: '127.0.0.1:4566' } as sdk.Distribution;
  expect((await shop.get(local, `/_aws/cloudfront/${distribution.Id}/index.html`)).status).toBe(200);
  expect((await shop.get(local, '/_aws/cloudfront/ENONE/')).status).toBe(403);
  const {
    DistributionConfig,
    ETag: IfMatch,
    $metadata: _,
  } = await shop.client.send(new sdk.GetDistributionConfigCommand({ Id: distribution.Id }));
  const disabled = { ...DistributionConfig!, Enabled: false };
  await shop.client.send(new sdk.UpdateDistributionCommand({ Id: distribution.Id, IfMatch, DistributionConfig: disabled }));
  const answer = await shop.get(distribution, '/');
  expect([answer.status, answer.headers['x-cache']]).toEqual([403, 'Error from cloudfront']);
});

test('the first behaviour whose pattern fits a path is its behaviour', () => {
  const patterns = ['/_astro/*', '*.jpg', 'a?c'];
  const config = {
    DefaultCacheBehavior: { TargetOriginId: 'default' },
    CacheBehaviors: { Quantity: 3, Items: patterns.map((PathPattern) => ({ PathPattern, TargetOriginId: PathPattern })) },
  } as unknown as sdk.DistributionConfig;
  const of = (path: string) => behaviorFor({ config }, path).TargetOriginId;
  expect([of('/_astro/x.jpg'), of('/b/x.jpg'), of('/abc'), of('/ac'), of('/b/x.JPG')]).toEqual([...patterns, 'default', 'default']);
});

test.each([
  ['max-age=30', 30],
  ['max-age=30, s-maxage=5', 5],
  ['max-age=9999', 100],
  ['no-cache', 1],
  ['max-age=0', 1],
  ['', 10],
])('Cache-Control "%s" within 1 to 100 seconds keeps an answer for %i', (cacheControl, seconds) => {
  expect(secondsToKeep({ 'cache-control': cacheControl }, { MinTTL: 1, DefaultTTL: 10, MaxTTL: 100 }, 0)).toBe(seconds);
});
