import { delay } from '../../../clock.ts';
import type { PropertyTable, ResourceContext, ResourceType } from '../../../resource-type.ts';
import { tagList } from '../../../tagging.ts';
import { configOf, type TemplateDistributionConfig } from './distribution-properties.ts';

interface DistributionProperties {
  DistributionConfig: TemplateDistributionConfig;
  Tags?: { Key: string; Value: string }[];
}

const CACHE_BEHAVIOR = {
  AllowedMethods: 'update',
  CachedMethods: 'update',
  CachePolicyId: 'update',
  Compress: 'update',
  ResponseHeadersPolicyId: 'update',
  TargetOriginId: 'update',
  ViewerProtocolPolicy: 'update',
} as const satisfies PropertyTable;
/** How often a change is looked after. */
const EVERY_MS = 250;

/** CloudFormation Template Reference, AWS::CloudFront::Distribution. Ref is its id. */
export const Distribution: ResourceType<DistributionProperties> = {
  type: 'AWS::CloudFront::Distribution',
  properties: {
    DistributionConfig: {
      Aliases: 'update',
      CacheBehaviors: { ...CACHE_BEHAVIOR, PathPattern: 'update' },
      Comment: 'update',
      CustomErrorResponses: { ErrorCachingMinTTL: 'update', ErrorCode: 'update', ResponseCode: 'update', ResponsePagePath: 'update' },
      DefaultCacheBehavior: CACHE_BEHAVIOR,
      DefaultRootObject: 'update',
      Enabled: 'update',
      HttpVersion: 'update',
      IPV6Enabled: 'update',
      Origins: {
        DomainName: 'update',
        Id: 'update',
        OriginAccessControlId: 'update',
        OriginPath: 'update',
        S3OriginConfig: { OriginAccessIdentity: 'update' },
      },
      PriceClass: 'update',
      ViewerCertificate: {
        AcmCertificateArn: 'update',
        CloudFrontDefaultCertificate: 'update',
        MinimumProtocolVersion: 'update',
        SslSupportMethod: 'update',
      },
    },
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const { cloudfront } = context.aws;
    const DistributionConfig = configOf(properties.DistributionConfig, context.random.uuid());
    const Items = tagList(tagsOf(context, properties));
    const { Distribution } = await cloudfront.CreateDistributionWithTags({
      DistributionConfigWithTags: { DistributionConfig, Tags: { Items } },
    });
    const id = Distribution!.Id!;
    context.initiated?.(id);
    await deployed(context, id);
    return id;
  },
  async update(context, Id, properties, previous) {
    const { cloudfront } = context.aws;
    const { DistributionConfig: present, ETag } = await cloudfront.GetDistributionConfig({ Id });
    const DistributionConfig = configOf(properties.DistributionConfig, present!.CallerReference!);
    await cloudfront.UpdateDistribution({ Id, IfMatch: ETag, DistributionConfig });
    const Resource = arnOf(context, Id);
    const tags = tagsOf(context, properties);
    const Items = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !(key in tags));
    if (Items.length > 0) await cloudfront.UntagResource({ Resource, TagKeys: { Items } });
    if (Object.keys(tags).length > 0) await cloudfront.TagResource({ Resource, Tags: { Items: tagList(tags) } });
    await deployed(context, Id);
  },
  async delete(context, Id) {
    const { cloudfront } = context.aws;
    let { DistributionConfig, ETag } = await cloudfront.GetDistributionConfig({ Id });
    if (DistributionConfig!.Enabled) {
      const disabled = { ...DistributionConfig!, Enabled: false };
      ({ ETag } = await cloudfront.UpdateDistribution({ Id, IfMatch: ETag, DistributionConfig: disabled }));
    }
    await deployed(context, Id);
    await cloudfront.DeleteDistribution({ Id, IfMatch: ETag });
  },
  attributes: async ({ aws }, Id) => ({ Id, DomainName: (await aws.cloudfront.GetDistribution({ Id })).Distribution!.DomainName! }),
};

/** Waits until a change has reached every edge. */
async function deployed({ aws, clock }: ResourceContext, Id: string): Promise<void> {
  while ((await aws.cloudfront.GetDistribution({ Id })).Distribution!.Status !== 'Deployed') await delay(clock, EVERY_MS);
}

function arnOf({ account }: ResourceContext, id: string): string {
  return `arn:aws:cloudfront::${account}:distribution/${id}`;
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: DistributionProperties): Record<string, string> {
  return Object.fromEntries([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value]));
}
