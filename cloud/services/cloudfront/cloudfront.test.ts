import * as sdk from '@aws-sdk/client-cloudfront';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CACHING_OPTIMIZED, configOf, openShop, type Shop } from './fixture.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => expect(shop.cloud.faults).toEqual([]));

const refused = (name: string, message: string) => ({ name, message });

test('a distribution is told with what CloudFront fills in, and is deployed after a while', async () => {
  const made = await shop.distribute();
  expect(made).toMatchObject({
    Id: expect.stringMatching(/^E[A-Z2-7]{13}$/),
    ARN: `arn:aws:cloudfront::111122223333:distribution/${made.Id}`,
    DomainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
    Status: 'InProgress',
    DistributionConfig: {
      PriceClass: 'PriceClass_All',
      HttpVersion: 'http2',
      ViewerCertificate: { CloudFrontDefaultCertificate: true },
      DefaultCacheBehavior: { AllowedMethods: { Items: ['HEAD', 'GET'] }, Compress: true, CachePolicyId: CACHING_OPTIMIZED },
    },
  });
  await sdk.waitUntilDistributionDeployed({ client: shop.client, maxWaitTime: 5, minDelay: 1 }, { Id: await later(made.Id!) });
  const { DistributionList } = await shop.client.send(new sdk.ListDistributionsCommand({}));
  expect(DistributionList).toMatchObject({ Quantity: 1, IsTruncated: false, Items: [{ Id: made.Id, Status: 'Deployed' }] });
});

async function later(id: string): Promise<string> {
  await shop.cloud.clock.advance(1000);
  return id;
}

test('the same caller reference makes the same distribution once', async () => {
  const DistributionConfig = configOf(await shop.control());
  const [one, two] = [
    await shop.client.send(new sdk.CreateDistributionCommand({ DistributionConfig })),
    await shop.client.send(new sdk.CreateDistributionCommand({ DistributionConfig })),
  ];
  expect(two.Distribution?.Id).toBe(one.Distribution?.Id);
  await expect(
    shop.client.send(new sdk.CreateDistributionCommand({ DistributionConfig: { ...DistributionConfig, Comment: 'other' } })),
  ).rejects.toMatchObject({ name: 'DistributionAlreadyExists', $metadata: { httpStatusCode: 409 } });
});

test('only who has read the present version may change it, and only what is disabled everywhere can be deleted', async () => {
  const { Id } = await shop.distribute();
  const { client } = shop;
  const { DistributionConfig, ETag } = await client.send(new sdk.GetDistributionConfigCommand({ Id }));
  const disabled = { ...DistributionConfig!, Enabled: false };
  const update = (IfMatch?: string) => client.send(new sdk.UpdateDistributionCommand({ Id, IfMatch, DistributionConfig: disabled }));
  await expect(update()).rejects.toMatchObject(
    refused('InvalidIfMatchVersion', 'The If-Match version is missing or not valid for the resource.'),
  );
  await expect(update('E1')).rejects.toMatchObject({
    ...refused('PreconditionFailed', "The request failed because it didn't meet the preconditions in one or more request-header fields."),
    $metadata: { httpStatusCode: 412 },
  });
  const remove = (IfMatch?: string) => client.send(new sdk.DeleteDistributionCommand({ Id, IfMatch }));
  const notDisabled = refused('DistributionNotDisabled', 'The distribution you are trying to delete has not been disabled.');
  await expect(remove(ETag)).rejects.toMatchObject(notDisabled);
  const { ETag: next } = await update(ETag);
  expect(next).not.toBe(ETag);
  await expect(remove(next)).rejects.toMatchObject(notDisabled);
  await shop.cloud.clock.advance(1000);
  await remove(next);
  await expect(client.send(new sdk.GetDistributionCommand({ Id }))).rejects.toMatchObject({
    ...refused('NoSuchDistribution', 'The specified distribution does not exist.'),
    $metadata: { httpStatusCode: 404 },
  });
});

test.each<[string, (config: sdk.DistributionConfig) => object, string]>([
  ['a behaviour without its origin', (c) => ({ DefaultCacheBehavior: { ...c.DefaultCacheBehavior, TargetOriginId: 'x' } }), 'NoSuchOrigin'],
  ['a policy that is not there', (c) => ({ DefaultCacheBehavior: { ...c.DefaultCacheBehavior, CachePolicyId: 'x' } }), 'NoSuchCachePolicy'],
  [
    'headers that are not there',
    (c) => ({ DefaultCacheBehavior: { ...c.DefaultCacheBehavior, ResponseHeadersPolicyId: 'x' } }),
    'NoSuchResponseHeadersPolicy',
  ],
  ['a root with a slash', () => ({ DefaultRootObject: '/index.html' }), 'InvalidDefaultRootObject'],
  ['a quantity that does not add up', () => ({ Aliases: { Quantity: 2, Items: ['a.example'] } }), 'InconsistentQuantities'],
  ['a name without a certificate', () => ({ Aliases: { Quantity: 1, Items: ['a.example'] } }), 'InvalidViewerCertificate'],
  [
    'a certificate: there are none here',
    () => ({ ViewerCertificate: { ACMCertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1', SSLSupportMethod: 'sni-only' } }),
    'InvalidViewerCertificate',
  ],
  ['an error code without a page', () => ({ CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 418 }] } }), 'InvalidErrorCode'],
])('refuses %s as AWS does', async (_, change, name) => {
  const attempt = shop.distribute((config) => ({ ...config, ...change(config) }));
  await expect(attempt).rejects.toMatchObject({ name });
});

test.each<[string, (config: sdk.DistributionConfig) => object, string]>([
  [
    'functions',
    (c) => ({
      DefaultCacheBehavior: {
        ...c.DefaultCacheBehavior,
        FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: 'arn:aws:cloudfront::1:function/f', EventType: 'viewer-request' }] },
      },
    }),
    'DefaultCacheBehavior.FunctionAssociations.Quantity 1',
  ],
  [
    'methods that write',
    (c) => ({
      DefaultCacheBehavior: {
        ...c.DefaultCacheBehavior,
        AllowedMethods: { Quantity: 3, Items: ['GET', 'HEAD', 'POST'], CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] } },
      },
    }),
    'DefaultCacheBehavior.AllowedMethods "POST"',
  ],
  ['logs', () => ({ Logging: { Enabled: true, IncludeCookies: false, Bucket: 'l.s3.amazonaws.com', Prefix: '' } }), 'Logging.Enabled true'],
  [
    'other servers',
    (c) => ({ Origins: { Quantity: 1, Items: [{ ...c.Origins!.Items![0], DomainName: 'example.com' }] } }),
    'the origin example.com, which is no S3 bucket',
  ],
  ['firewalls', () => ({ WebACLId: 'arn:aws:wafv2:x' }), 'WebACLId "arn:aws:wafv2:x"'],
])('refuses %s by name: nothing would honour them', async (_, change, what) => {
  const attempt = shop.distribute((config) => ({ ...config, ...change(config) }));
  const message = `The embedded cloud does not implement cloudfront distributions with ${what}.`;
  await expect(attempt).rejects.toMatchObject({ name: 'NotImplemented', message });
});

test('what is in use stays, and what is AWS’s own is not to be changed', async () => {
  const { client } = shop;
  const { DistributionConfig } = await shop.distribute();
  const Id = DistributionConfig!.Origins!.Items![0]!.OriginAccessControlId;
  const { ETag } = await client.send(new sdk.GetOriginAccessControlCommand({ Id }));
  await expect(client.send(new sdk.DeleteOriginAccessControlCommand({ Id, IfMatch: ETag }))).rejects.toMatchObject({
    name: 'OriginAccessControlInUse',
  });
  await expect(shop.control('shop-1')).rejects.toMatchObject({ name: 'OriginAccessControlAlreadyExists' });
  const managed = await client.send(new sdk.GetCachePolicyCommand({ Id: CACHING_OPTIMIZED }));
  expect(managed.CachePolicy?.CachePolicyConfig).toMatchObject({ Name: 'Managed-CachingOptimized', MinTTL: 1, DefaultTTL: 86_400 });
  await expect(client.send(new sdk.DeleteCachePolicyCommand({ Id: CACHING_OPTIMIZED, IfMatch: managed.ETag }))).rejects.toMatchObject({
    name: 'IllegalDelete',
  });
});

test('policies of one’s own: made, listed, changed, deleted', async () => {
  const { client } = shop;
  const ParametersInCacheKeyAndForwardedToOrigin = {
    EnableAcceptEncodingGzip: true,
    HeadersConfig: { HeaderBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  } as const;
  const CachePolicyConfig = { Name: 'minute', MinTTL: 0, DefaultTTL: 60, MaxTTL: 60, ParametersInCacheKeyAndForwardedToOrigin };
  const made = await client.send(new sdk.CreateCachePolicyCommand({ CachePolicyConfig }));
  const Id = made.CachePolicy!.Id!;
  const { CachePolicyList } = await client.send(new sdk.ListCachePoliciesCommand({ Type: 'custom' }));
  expect(CachePolicyList?.Items).toMatchObject([{ Type: 'custom', CachePolicy: { Id } }]);
  const longer = { ...CachePolicyConfig, MaxTTL: 120 };
  const changed = await client.send(new sdk.UpdateCachePolicyCommand({ Id, IfMatch: made.ETag, CachePolicyConfig: longer }));
  expect(changed.CachePolicy?.CachePolicyConfig?.MaxTTL).toBe(120);
  await expect(client.send(new sdk.CreateCachePolicyCommand({ CachePolicyConfig }))).rejects.toMatchObject({
    name: 'CachePolicyAlreadyExists',
  });
  await client.send(new sdk.DeleteCachePolicyCommand({ Id, IfMatch: changed.ETag }));
  await expect(client.send(new sdk.GetCachePolicyConfigCommand({ Id }))).rejects.toMatchObject({ name: 'NoSuchCachePolicy' });

  const cors = { Name: 'cors', ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 1 } };
  await expect(client.send(new sdk.CreateResponseHeadersPolicyCommand({ ResponseHeadersPolicyConfig: cors }))).rejects.toMatchObject({
    message: 'The embedded cloud does not implement cloudfront response headers policies with ServerTimingHeadersConfig.',
  });
});

test('tags belong to distributions; the tagging operations change them', async () => {
  const { client } = shop;
  const DistributionConfig = configOf(await shop.control());
  const Tags = { Items: [{ Key: 'workshop', Value: 'xuong-may' }] };
  const made = await client.send(new sdk.CreateDistributionWithTagsCommand({ DistributionConfigWithTags: { DistributionConfig, Tags } }));
  const Resource = made.Distribution!.ARN;
  await client.send(new sdk.TagResourceCommand({ Resource, Tags: { Items: [{ Key: 'a', Value: '1' }] } }));
  await client.send(new sdk.UntagResourceCommand({ Resource, TagKeys: { Items: ['workshop'] } }));
  expect((await client.send(new sdk.ListTagsForResourceCommand({ Resource }))).Tags?.Items).toEqual([{ Key: 'a', Value: '1' }]);
  await expect(client.send(new sdk.ListTagsForResourceCommand({ Resource: `${Resource}X` }))).rejects.toMatchObject({
    name: 'NoSuchResource',
  });
});

test('who may not, may not: every operation asks iam for its resource', async () => {
  const { Id, ARN } = await shop.distribute();
  const { iam } = shop.cloud.root();
  await iam.CreateUser({ UserName: 'lan' });
  const { AccessKey } = await iam.CreateAccessKey({ UserName: 'lan' });
  const Statement = [{ Effect: 'Allow', Action: 'cloudfront:CreateInvalidation', Resource: ARN }];
  await iam.PutUserPolicy({ UserName: 'lan', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) });
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
  const lan = new sdk.CloudFrontClient({ ...shop.cloud.clientOptions(), credentials });
  const InvalidationBatch = { CallerReference: '1', Paths: { Quantity: 1, Items: ['/*'] } };
  await lan.send(new sdk.CreateInvalidationCommand({ DistributionId: Id, InvalidationBatch }));
  await expect(lan.send(new sdk.GetDistributionCommand({ Id }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::111122223333:user/lan is not authorized to perform: cloudfront:GetDistribution on resource: ${ARN} because no identity-based policy allows the cloudfront:GetDistribution action`,
    $metadata: { httpStatusCode: 403 },
  });
});
