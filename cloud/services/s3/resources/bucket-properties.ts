import type {
  BucketVersioningStatus,
  CORSRule,
  Event,
  LifecycleRule,
  LifecycleRuleFilter,
  NotificationConfiguration,
  ObjectOwnership,
  Protocol,
  PublicAccessBlockConfiguration,
  ServerSideEncryption,
  ServerSideEncryptionRule,
  Tag,
} from '@aws-sdk/client-s3';

type Flag = boolean | string;
type Count = number | string;

/** A bucket as a template describes it: other words than the API's for the same things. */
export interface BucketProperties {
  BucketName?: string;
  AccessControl?: string;
  BucketEncryption?: {
    ServerSideEncryptionConfiguration: {
      BucketKeyEnabled?: Flag;
      ServerSideEncryptionByDefault?: { SSEAlgorithm: ServerSideEncryption; KMSMasterKeyID?: string };
    }[];
  };
  CorsConfiguration?: {
    CorsRules: {
      AllowedHeaders?: string[];
      AllowedMethods: string[];
      AllowedOrigins: string[];
      ExposedHeaders?: string[];
      Id?: string;
      MaxAge?: Count;
    }[];
  };
  LifecycleConfiguration?: { Rules: TemplateRule[] };
  NotificationConfiguration?: {
    EventBridgeConfiguration?: { EventBridgeEnabled: Flag };
    LambdaConfigurations?: (TemplateNotification & { Function: string })[];
    QueueConfigurations?: (TemplateNotification & { Queue: string })[];
    TopicConfigurations?: (TemplateNotification & { Topic: string })[];
  };
  OwnershipControls?: { Rules: { ObjectOwnership: ObjectOwnership }[] };
  PublicAccessBlockConfiguration?: Partial<Record<keyof PublicAccessBlockConfiguration, Flag>>;
  Tags?: { Key: string; Value: string }[];
  VersioningConfiguration?: { Status: BucketVersioningStatus };
  WebsiteConfiguration?: {
    ErrorDocument?: string;
    IndexDocument?: string;
    RedirectAllRequestsTo?: { HostName: string; Protocol?: Protocol };
    RoutingRules?: { RedirectRule: object; RoutingRuleCondition?: object }[];
  };
}

interface TemplateNotification {
  Event: Event;
  Filter?: { S3Key: { Rules: { Name: string; Value: string }[] } };
}

interface TemplateRule {
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation: Count };
  ExpirationDate?: string;
  ExpirationInDays?: Count;
  ExpiredObjectDeleteMarker?: Flag;
  Id?: string;
  NoncurrentVersionExpiration?: { NewerNoncurrentVersions?: Count; NoncurrentDays: Count };
  NoncurrentVersionExpirationInDays?: Count;
  ObjectSizeGreaterThan?: Count;
  ObjectSizeLessThan?: Count;
  Prefix?: string;
  Status: LifecycleRule['Status'];
  TagFilters?: Tag[];
}

export function publicAccessBlock({ PublicAccessBlockConfiguration: given }: BucketProperties): PublicAccessBlockConfiguration {
  // Reason: without the property a bucket keeps what new buckets have, with it what is not named is off.
  const value = (name: keyof PublicAccessBlockConfiguration) => (given ? isTrue(given[name]) : true);
  return {
    BlockPublicAcls: value('BlockPublicAcls'),
    BlockPublicPolicy: value('BlockPublicPolicy'),
    IgnorePublicAcls: value('IgnorePublicAcls'),
    RestrictPublicBuckets: value('RestrictPublicBuckets'),
  };
}

export function encryptionRules({ BucketEncryption }: BucketProperties): ServerSideEncryptionRule[] | undefined {
  return BucketEncryption?.ServerSideEncryptionConfiguration.map(({ BucketKeyEnabled, ServerSideEncryptionByDefault }) => ({
    ...(ServerSideEncryptionByDefault && { ApplyServerSideEncryptionByDefault: ServerSideEncryptionByDefault }),
    ...(BucketKeyEnabled !== undefined && { BucketKeyEnabled: isTrue(BucketKeyEnabled) }),
  }));
}

export function corsRules({ CorsConfiguration }: BucketProperties): CORSRule[] | undefined {
  return CorsConfiguration?.CorsRules.map(({ Id, ExposedHeaders, MaxAge, ...rule }) => ({
    ...rule,
    ...(Id !== undefined && { ID: Id }),
    ...(ExposedHeaders && { ExposeHeaders: ExposedHeaders }),
    ...(MaxAge !== undefined && { MaxAgeSeconds: Number(MaxAge) }),
  }));
}

export function lifecycleRules({ LifecycleConfiguration }: BucketProperties): LifecycleRule[] | undefined {
  return LifecycleConfiguration?.Rules.map((rule) => {
    const noncurrent = rule.NoncurrentVersionExpiration ?? noncurrentDays(rule.NoncurrentVersionExpirationInDays);
    const expiration = {
      ...(rule.ExpirationDate !== undefined && { Date: new Date(rule.ExpirationDate) }),
      ...(rule.ExpirationInDays !== undefined && { Days: Number(rule.ExpirationInDays) }),
      ...(rule.ExpiredObjectDeleteMarker !== undefined && { ExpiredObjectDeleteMarker: isTrue(rule.ExpiredObjectDeleteMarker) }),
    };
    return {
      ...(rule.Id !== undefined && { ID: rule.Id }),
      Status: rule.Status,
      Filter: filterOf(rule),
      ...(Object.keys(expiration).length > 0 && { Expiration: expiration }),
      ...(noncurrent && {
        NoncurrentVersionExpiration: {
          NoncurrentDays: Number(noncurrent.NoncurrentDays),
          ...(noncurrent.NewerNoncurrentVersions !== undefined && {
            NewerNoncurrentVersions: Number(noncurrent.NewerNoncurrentVersions),
          }),
        },
      }),
      ...(rule.AbortIncompleteMultipartUpload && {
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: Number(rule.AbortIncompleteMultipartUpload.DaysAfterInitiation) },
      }),
    };
  });
}

function filterOf({ Prefix = '', TagFilters = [], ObjectSizeGreaterThan, ObjectSizeLessThan }: TemplateRule): LifecycleRuleFilter {
  const sizes = {
    ...(ObjectSizeGreaterThan !== undefined && { ObjectSizeGreaterThan: Number(ObjectSizeGreaterThan) }),
    ...(ObjectSizeLessThan !== undefined && { ObjectSizeLessThan: Number(ObjectSizeLessThan) }),
  };
  const plain = TagFilters.length === 0 && Object.keys(sizes).length === 0;
  return plain ? { Prefix } : { And: { Prefix, Tags: TagFilters, ...sizes } };
}

export function notifications({ NotificationConfiguration: given }: BucketProperties): NotificationConfiguration {
  const bridge = given?.EventBridgeConfiguration;
  return {
    ...(bridge && isTrue(bridge.EventBridgeEnabled ?? true) && { EventBridgeConfiguration: {} }),
    ...(given?.LambdaConfigurations && {
      LambdaFunctionConfigurations: given.LambdaConfigurations.map((one) => ({ LambdaFunctionArn: one.Function, ...askedOf(one) })),
    }),
    ...(given?.QueueConfigurations && {
      QueueConfigurations: given.QueueConfigurations.map((one) => ({ QueueArn: one.Queue, ...askedOf(one) })),
    }),
    ...(given?.TopicConfigurations && {
      TopicConfigurations: given.TopicConfigurations.map((one) => ({ TopicArn: one.Topic, ...askedOf(one) })),
    }),
  };
}

/** The changes a notification is about. */
function askedOf({ Event: event, Filter }: TemplateNotification) {
  return {
    Events: [event],
    ...(Filter && {
      Filter: {
        Key: {
          FilterRules: Filter.S3Key.Rules.map(({ Name, Value }) => ({
            Name: Name.toLowerCase() === 'suffix' ? ('suffix' as const) : ('prefix' as const),
            Value,
          })),
        },
      },
    }),
  };
}

function noncurrentDays(days: Count | undefined): TemplateRule['NoncurrentVersionExpiration'] {
  return days === undefined ? undefined : { NoncurrentDays: days };
}

function isTrue(value: Flag | undefined): boolean {
  return String(value) === 'true';
}
