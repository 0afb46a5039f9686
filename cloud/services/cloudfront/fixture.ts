import * as sdk from '@aws-sdk/client-cloudfront';
import { CreateBucketCommand, PutBucketPolicyCommand, PutObjectCommand, type PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import { type MemoryCloud, memoryCloud, TEST_REGION } from '../../host/memory.ts';

export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const SECURITY_HEADERS = '67f7725c-6f97-4210-82d7-5512b31e9d03';
export const Bucket = 'shop';

/** A bucket of pages and a client, for the tests of this service. */
export interface Shop {
  cloud: MemoryCloud;
  client: sdk.CloudFrontClient;
  put(Key: string, Body: string, more?: Partial<PutObjectCommandInput>): Promise<unknown>;
  /** Lets a distribution read the bucket. */
  admit(distributionArn: string): Promise<unknown>;
  control(Name?: string): Promise<string>;
  distribute(change?: (config: sdk.DistributionConfig) => sdk.DistributionConfig): Promise<sdk.Distribution>;
  get(distribution: sdk.Distribution, path: string, headers?: Record<string, string>, method?: string): Promise<Viewed>;
}

/** An answer as a viewer sees it. */
export interface Viewed {
  status: number;
  headers: Record<string, string>;
  bytes: Uint8Array;
  text: string;
}

export async function openShop(): Promise<Shop> {
  const cloud = await memoryCloud();
  const client = new sdk.CloudFrontClient(cloud.clientOptions());
  const bucket = new S3Client(cloud.clientOptions());
  await bucket.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: TEST_REGION } }));
  let controls = 0;
  const control = async (Name = `shop-${++controls}`) => {
    const OriginAccessControlConfig = {
      Name,
      SigningProtocol: 'sigv4',
      SigningBehavior: 'always',
      OriginAccessControlOriginType: 's3',
    } as const;
    const made = await client.send(new sdk.CreateOriginAccessControlCommand({ OriginAccessControlConfig }));
    return made.OriginAccessControl!.Id!;
  };
  return {
    cloud,
    client,
    control,
    put: (Key, Body, more = {}) => bucket.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'text/html', ...more })),
    admit(SourceArn) {
      const Statement = [
        {
          Effect: 'Allow',
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: `arn:aws:s3:::${Bucket}/*`,
          Condition: { StringEquals: { 'AWS:SourceArn': SourceArn } },
        },
      ];
      return bucket.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }));
    },
    async distribute(change = (config) => config) {
      const DistributionConfig = change(configOf(await control()));
      return (await client.send(new sdk.CreateDistributionCommand({ DistributionConfig }))).Distribution!;
    },
    async get({ DomainName }, path, headers = {}, method = 'GET') {
      const request = { method, path, query: new URLSearchParams(), rawQuery: '', headers: { host: DomainName!, ...headers } };
      const { body = '', ...answer } = await cloud.cloud.handle({ ...request, body: (async function* () {})() });
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body as Uint8Array);
      return { status: answer.status, headers: answer.headers, bytes, text: new TextDecoder().decode(bytes) };
    },
  };
}

/** The bucket behind a distribution that caches by what the objects say. */
export function configOf(OriginAccessControlId: string): sdk.DistributionConfig {
  return {
    CallerReference: OriginAccessControlId,
    Comment: '',
    Enabled: true,
    DefaultRootObject: 'index.html',
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: 'pages',
          DomainName: `${Bucket}.s3.${TEST_REGION}.amazonaws.com`,
          S3OriginConfig: { OriginAccessIdentity: '' },
          OriginAccessControlId,
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: 'pages',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: CACHING_OPTIMIZED,
      Compress: true,
    },
  };
}
