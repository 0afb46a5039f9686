import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';
import {
  type BucketProperties,
  corsRules,
  encryptionRules,
  lifecycleRules,
  notifications,
  publicAccessBlock,
} from './bucket-properties.ts';

const NOTIFICATION = { Event: 'update', Filter: { S3Key: { Rules: { Name: 'update', Value: 'update' } } } } as const;

/** CloudFormation Template Reference, AWS::S3::Bucket. Ref is the bucket's name. */
export const Bucket: ResourceType<BucketProperties> = {
  type: 'AWS::S3::Bucket',
  properties: {
    BucketName: 'replace',
    AccessControl: 'update',
    BucketEncryption: {
      ServerSideEncryptionConfiguration: {
        BucketKeyEnabled: 'update',
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'update', KMSMasterKeyID: 'update' },
      },
    },
    CorsConfiguration: {
      CorsRules: {
        AllowedHeaders: 'update',
        AllowedMethods: 'update',
        AllowedOrigins: 'update',
        ExposedHeaders: 'update',
        Id: 'update',
        MaxAge: 'update',
      },
    },
    LifecycleConfiguration: {
      Rules: {
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 'update' },
        ExpirationDate: 'update',
        ExpirationInDays: 'update',
        ExpiredObjectDeleteMarker: 'update',
        Id: 'update',
        NoncurrentVersionExpiration: { NewerNoncurrentVersions: 'update', NoncurrentDays: 'update' },
        NoncurrentVersionExpirationInDays: 'update',
        ObjectSizeGreaterThan: 'update',
        ObjectSizeLessThan: 'update',
        Prefix: 'update',
        Status: 'update',
        TagFilters: { Key: 'update', Value: 'update' },
      },
    },
    NotificationConfiguration: {
      EventBridgeConfiguration: { EventBridgeEnabled: 'update' },
      LambdaConfigurations: { ...NOTIFICATION, Function: 'update' },
      QueueConfigurations: { ...NOTIFICATION, Queue: 'update' },
      TopicConfigurations: { ...NOTIFICATION, Topic: 'update' },
    },
    OwnershipControls: { Rules: { ObjectOwnership: 'update' } },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: 'update',
      BlockPublicPolicy: 'update',
      IgnorePublicAcls: 'update',
      RestrictPublicBuckets: 'update',
    },
    Tags: { Key: 'update', Value: 'update' },
    VersioningConfiguration: { Status: 'update' },
    WebsiteConfiguration: {
      ErrorDocument: 'update',
      IndexDocument: 'update',
      RedirectAllRequestsTo: { HostName: 'update', Protocol: 'update' },
      RoutingRules: { RedirectRule: 'update', RoutingRuleCondition: 'update' },
    },
  },
  async create(context, properties) {
    const Bucket = properties.BucketName ?? context.physicalName(63).toLowerCase();
    const { region } = context;
    await context.aws.s3.CreateBucket({
      Bucket,
      ...(region !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' } }),
    });
    context.initiated?.(Bucket);
    await configure(context, Bucket, properties, {});
    return Bucket;
  },
  update: configure,
  async find({ aws }, { BucketName }) {
    if (BucketName === undefined) return undefined;
    try {
      await aws.s3.HeadBucket({ Bucket: BucketName });
      return BucketName;
    } catch (error) {
      if (error instanceof AwsError && (error.code === 'NotFound' || error.code === 'NoSuchBucket')) return undefined;
      throw error;
    }
  },
  async delete({ aws }, Bucket) {
    await aws.s3.DeleteBucket({ Bucket });
  },
  async attributes({ region }, name) {
    return {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    };
  },
};

/** Brings the bucket from the previous properties to the new ones. */
async function configure(
  context: ResourceContext,
  Bucket: string,
  properties: BucketProperties,
  previous: BucketProperties,
): Promise<void> {
  const { s3 } = context.aws;
  const changed = (name: keyof BucketProperties) => JSON.stringify(properties[name]) !== JSON.stringify(previous[name]);
  if (changed('AccessControl') && (properties.AccessControl ?? 'Private') !== 'Private') {
    await s3.PutBucketAcl({ Bucket, ACL: 'public-read' });
  }
  if (changed('PublicAccessBlockConfiguration')) {
    await s3.PutPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: publicAccessBlock(properties) });
  }
  if (changed('OwnershipControls')) {
    const Rules = properties.OwnershipControls?.Rules ?? [{ ObjectOwnership: 'BucketOwnerEnforced' as const }];
    await s3.PutBucketOwnershipControls({ Bucket, OwnershipControls: { Rules } });
  }
  if (changed('BucketEncryption')) {
    const Rules = encryptionRules(properties);
    if (Rules) await s3.PutBucketEncryption({ Bucket, ServerSideEncryptionConfiguration: { Rules } });
    else await s3.DeleteBucketEncryption({ Bucket });
  }
  if (changed('VersioningConfiguration')) {
    const Status = properties.VersioningConfiguration?.Status ?? 'Suspended';
    await s3.PutBucketVersioning({ Bucket, VersioningConfiguration: { Status } });
  }
  if (changed('LifecycleConfiguration')) {
    const Rules = lifecycleRules(properties);
    if (Rules) await s3.PutBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
    else await s3.DeleteBucketLifecycle({ Bucket });
  }
  if (changed('CorsConfiguration')) {
    const CORSRules = corsRules(properties);
    if (CORSRules) await s3.PutBucketCors({ Bucket, CORSConfiguration: { CORSRules } });
    else await s3.DeleteBucketCors({ Bucket });
  }
  if (changed('WebsiteConfiguration')) {
    const { IndexDocument, ErrorDocument, RedirectAllRequestsTo, RoutingRules } = properties.WebsiteConfiguration ?? {};
    const WebsiteConfiguration = {
      ...(IndexDocument !== undefined && { IndexDocument: { Suffix: IndexDocument } }),
      ...(ErrorDocument !== undefined && { ErrorDocument: { Key: ErrorDocument } }),
      ...(RedirectAllRequestsTo && { RedirectAllRequestsTo }),
      ...(RoutingRules && {
        RoutingRules: RoutingRules.map(({ RedirectRule, RoutingRuleCondition }) => ({
          Redirect: RedirectRule,
          ...(RoutingRuleCondition && { Condition: RoutingRuleCondition }),
        })),
      }),
    };
    if (properties.WebsiteConfiguration) await s3.PutBucketWebsite({ Bucket, WebsiteConfiguration });
    else await s3.DeleteBucketWebsite({ Bucket });
  }
  if (changed('NotificationConfiguration')) {
    await s3.PutBucketNotificationConfiguration({ Bucket, NotificationConfiguration: notifications(properties) });
  }
  const TagSet = [...new Map([...context.stackTags, ...(properties.Tags ?? [])].map((tag) => [tag.Key, tag])).values()];
  if (TagSet.length > 0) await s3.PutBucketTagging({ Bucket, Tagging: { TagSet } });
  else if (previous.Tags) await s3.DeleteBucketTagging({ Bucket });
}
