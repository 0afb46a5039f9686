import type * as sdk from '@aws-sdk/client-cloudfront';
import type { Operation } from '../../operation.ts';
import { readDistributionConfig } from './distribution-config.ts';
import { cloudFrontError } from './errors.ts';
import type { CloudFrontCall, Local } from './local.ts';
import type { CloudFrontState, Distribution } from './state.ts';
import { toTags } from './tags.ts';
import { checkVersion, entityId, firstVersion, listOf, replaceVersion } from './versioned.ts';

type On<Input, Output> = Operation<CloudFrontState, Input, Output, Local>;

/** How long a change takes to reach every edge; on AWS it is minutes. */
export const DEPLOY_MS = 1000;

/** Makes a distribution. Throws DistributionAlreadyExists, NoSuchOrigin, ... CloudFront API Reference, CreateDistribution. */
export const CreateDistribution: On<sdk.CreateDistributionRequest, sdk.CreateDistributionResult> = ({ DistributionConfig }, call) =>
  create(DistributionConfig!, [], call);

export const CreateDistributionWithTags: On<sdk.CreateDistributionWithTagsRequest, sdk.CreateDistributionWithTagsResult> = (
  { DistributionConfigWithTags },
  call,
) => create(DistributionConfigWithTags!.DistributionConfig!, DistributionConfigWithTags!.Tags?.Items, call);

function create(given: sdk.DistributionConfig, tags: readonly sdk.Tag[] | undefined, call: CloudFrontCall): sdk.CreateDistributionResult {
  const { state, account, random, clock } = call;
  const config = readDistributionConfig(given, call);
  const same = [...state.distributions.values()].find((other) => other.config.CallerReference === config.CallerReference);
  if (same && JSON.stringify(same.config) !== JSON.stringify(config)) throw cloudFrontError('DistributionAlreadyExists');
  const id = same?.id ?? entityId(random);
  const distribution: Distribution = same ?? {
    ...firstVersion(call, id, config),
    arn: `arn:aws:cloudfront::${account}:distribution/${id}`,
    domainName: `d${random.text(13, 'abcdefghijklmnopqrstuvwxyz0123456789')}.cloudfront.net`,
    deployedAt: clock.now() + DEPLOY_MS,
    tags: toTags(tags, call.principal),
    invalidations: [],
  };
  state.distributions.set(id, distribution);
  const Location = `https://cloudfront.amazonaws.com/2020-05-31/distribution/${id}`;
  return { Distribution: told(distribution, clock.now()), ETag: distribution.etag, Location };
}

export const GetDistribution: On<sdk.GetDistributionRequest, sdk.GetDistributionResult> = ({ Id }, call) => {
  const distribution = distributionAt(call.state, Id!);
  return { Distribution: told(distribution, call.clock.now()), ETag: distribution.etag };
};

export const GetDistributionConfig: On<sdk.GetDistributionConfigRequest, sdk.GetDistributionConfigResult> = ({ Id }, call) => {
  const { config, etag } = distributionAt(call.state, Id!);
  return { DistributionConfig: config, ETag: etag };
};

/** Replaces the configuration as a whole. CloudFront API Reference, UpdateDistribution. */
export const UpdateDistribution: On<sdk.UpdateDistributionRequest, sdk.UpdateDistributionResult> = (input, call) => {
  const distribution = distributionAt(call.state, input.Id!);
  checkVersion(distribution, input.IfMatch);
  const config = readDistributionConfig(input.DistributionConfig!, call);
  if (config.CallerReference !== distribution.config.CallerReference) throw cloudFrontError('IllegalUpdate');
  replaceVersion(distribution, config, input.IfMatch, call);
  distribution.deployedAt = call.clock.now() + DEPLOY_MS;
  return { Distribution: told(distribution, call.clock.now()), ETag: distribution.etag };
};

/** Only what is disabled, and is so at every edge, can be deleted. Throws DistributionNotDisabled. CloudFront API Reference, DeleteDistribution. */
export const DeleteDistribution: On<sdk.DeleteDistributionRequest, void> = ({ Id, IfMatch }, { state, clock, local }) => {
  const distribution = distributionAt(state, Id!);
  checkVersion(distribution, IfMatch);
  if (distribution.config.Enabled || clock.now() < distribution.deployedAt) throw cloudFrontError('DistributionNotDisabled');
  state.distributions.delete(distribution.id);
  local.caches.delete(distribution.id);
};

export const ListDistributions: On<sdk.ListDistributionsRequest, sdk.ListDistributionsResult> = ({ Marker, MaxItems }, call) => ({
  DistributionList: listOf(
    call.state.distributions.values(),
    ({ id }) => id,
    { Marker, MaxItems },
    (distribution) => summary(distribution, call.clock.now()),
  ),
});

/** Throws NoSuchDistribution. */
export function distributionAt({ distributions }: CloudFrontState, id: string): Distribution {
  const distribution = distributions.get(id);
  if (!distribution) throw cloudFrontError('NoSuchDistribution');
  return distribution;
}

function told(distribution: Distribution, now: number): sdk.Distribution {
  const nobody = { Enabled: false, Quantity: 0 };
  return {
    ...head(distribution, now),
    InProgressInvalidationBatches: distribution.invalidations.filter(({ completedAt }) => now < completedAt).length,
    ActiveTrustedSigners: nobody,
    ActiveTrustedKeyGroups: nobody,
    DistributionConfig: distribution.config,
  };
}

function head({ id, arn, domainName, deployedAt, modifiedAt }: Distribution, now: number) {
  return {
    Id: id,
    ARN: arn,
    Status: now < deployedAt ? 'InProgress' : 'Deployed',
    LastModifiedTime: new Date(modifiedAt),
    DomainName: domainName,
  };
}

function summary(distribution: Distribution, now: number): sdk.DistributionSummary {
  const { config } = distribution;
  return {
    ...head(distribution, now),
    ETag: distribution.etag,
    Origins: config.Origins,
    OriginGroups: config.OriginGroups,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors,
    CustomErrorResponses: config.CustomErrorResponses,
    Aliases: config.Aliases,
    Comment: config.Comment,
    PriceClass: config.PriceClass,
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate,
    Restrictions: config.Restrictions,
    WebACLId: config.WebACLId,
    HttpVersion: config.HttpVersion,
    IsIPV6Enabled: config.IsIPV6Enabled,
    Staging: config.Staging ?? false,
  };
}
