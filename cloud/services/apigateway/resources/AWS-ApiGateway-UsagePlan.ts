import type { ApiStage, PatchOperation, QuotaPeriodType, ThrottleSettings } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../aws-error.ts';
import type { ResourceType } from '../../../resource-type.ts';
import { changeTags, TAGS, type Tag, tagsOf } from './tags.ts';
import { numberOf, patch } from './values.ts';

interface Throttle {
  BurstLimit?: number | string;
  RateLimit?: number | string;
}

interface UsagePlanProperties {
  UsagePlanName?: string;
  Description?: string;
  ApiStages?: { ApiId?: string; Stage?: string; Throttle?: Record<string, Throttle> }[];
  Quota?: { Limit?: number | string; Offset?: number | string; Period?: QuotaPeriodType };
  Throttle?: Throttle;
  Tags?: Tag[];
}

const THROTTLE = { BurstLimit: 'update', RateLimit: 'update' } as const;

/** CloudFormation Template Reference, AWS::ApiGateway::UsagePlan. Ref is the plan's id. */
export const UsagePlan: ResourceType<UsagePlanProperties> = {
  type: 'AWS::ApiGateway::UsagePlan',
  properties: {
    UsagePlanName: 'update',
    Description: 'update',
    ApiStages: { ApiId: 'update', Stage: 'update', Throttle: { '*': THROTTLE } },
    Quota: { Limit: 'update', Offset: 'update', Period: 'update' },
    Throttle: THROTTLE,
    Tags: TAGS,
  },
  async create(context, properties) {
    const { Quota, Throttle } = properties;
    const { id } = await context.aws.apigateway.CreateUsagePlan({
      name: properties.UsagePlanName ?? context.physicalName(128),
      description: properties.Description,
      apiStages: stagesOf(properties),
      quota: Quota && { limit: numberOf(Quota.Limit), offset: numberOf(Quota.Offset), period: Quota.Period },
      throttle: Throttle && throttleOf(Throttle),
      tags: tagsOf(context, properties.Tags),
    });
    return id!;
  },
  async update(context, usagePlanId, properties, previous) {
    if (stagesOf(properties).some(({ throttle }) => Object.keys(throttle ?? {}).length > 0)) {
      throw notImplemented('updates of AWS::ApiGateway::UsagePlan with limits per method');
    }
    await context.aws.apigateway.UpdateUsagePlan({ usagePlanId, patchOperations: patches(properties, previous) });
    await changeTags(context, `/usageplans/${usagePlanId}`, properties.Tags, previous.Tags);
  },
  async delete({ aws: { apigateway } }, usagePlanId) {
    // Reason: a plan with stages cannot be removed.
    const { apiStages = [] } = await apigateway.GetUsagePlan({ usagePlanId });
    const patchOperations = apiStages.map(({ apiId, stage }) => ({
      op: 'remove' as const,
      path: '/apiStages',
      value: `${apiId}:${stage}`,
    }));
    if (patchOperations.length > 0) await apigateway.UpdateUsagePlan({ usagePlanId, patchOperations });
    await apigateway.DeleteUsagePlan({ usagePlanId });
  },
  async attributes(_, id) {
    return { Id: id };
  },
};

function throttleOf({ BurstLimit, RateLimit }: Throttle): ThrottleSettings {
  return {
    ...(BurstLimit !== undefined && { burstLimit: Number(BurstLimit) }),
    ...(RateLimit !== undefined && { rateLimit: Number(RateLimit) }),
  };
}

function stagesOf({ ApiStages = [] }: UsagePlanProperties): ApiStage[] {
  return ApiStages.map(({ ApiId, Stage, Throttle = {} }) => ({
    apiId: ApiId,
    stage: Stage,
    throttle: Object.fromEntries(Object.entries(Throttle).map(([path, limits]) => [path, throttleOf(limits)])),
  }));
}

function patches(properties: UsagePlanProperties, previous: UsagePlanProperties): PatchOperation[] {
  const name = (stage: ApiStage) => `${stage.apiId}:${stage.stage}`;
  const before = stagesOf(previous).map(name);
  const after = stagesOf(properties).map(name);
  const { Quota, Throttle, UsagePlanName, Description } = properties;
  return [
    ...(UsagePlanName === undefined ? [] : [patch('/name', UsagePlanName)]),
    patch('/description', Description),
    ...before.filter((stage) => !after.includes(stage)).map((value) => ({ op: 'remove' as const, path: '/apiStages', value })),
    ...after.filter((stage) => !before.includes(stage)).map((value) => ({ op: 'add' as const, path: '/apiStages', value })),
    ...(Throttle
      ? [patch('/throttle/rateLimit', Throttle.RateLimit ?? 0), patch('/throttle/burstLimit', Throttle.BurstLimit ?? 0)]
      : [{ op: 'remove' as const, path: '/throttle' }]),
    ...(Quota
      ? [
          patch('/quota/limit', Quota.Limit ?? 0),
          patch('/quota/period', Quota.Period ?? 'MONTH'),
          patch('/quota/offset', Quota.Offset ?? 0),
        ]
      : [{ op: 'remove' as const, path: '/quota' }]),
  ];
}
