import type {
  GetSamplingRulesRequest,
  GetSamplingRulesResult,
  GetSamplingTargetsRequest,
  GetSamplingTargetsResult,
} from '@aws-sdk/client-xray';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { DEFAULT_RULE } from '../../tracing/sampler.ts';
import type { XrayState } from './state.ts';

/** The one rule there is. */
const NAME = 'Default';
/** When X-Ray's default rule was made, as far as this cloud tells. */
const MADE = new Date(0);
/** How long a quota is good, and when to ask again, in seconds. */
const QUOTA_TTL = 10;

/** The default rule; others cannot be made here. X-Ray API Reference, GetSamplingRules. */
export const GetSamplingRules: Operation<XrayState, GetSamplingRulesRequest, GetSamplingRulesResult> = (input, call) => {
  if (input.NextToken !== undefined) throw new AwsError('InvalidRequestException', 'Invalid NextToken');
  return {
    SamplingRuleRecords: [
      {
        SamplingRule: {
          RuleName: NAME,
          RuleARN: `arn:aws:xray:${call.region}:${call.account}:sampling-rule/${NAME}`,
          ResourceARN: '*',
          Priority: 10_000,
          FixedRate: DEFAULT_RULE.fixedRate,
          ReservoirSize: DEFAULT_RULE.reservoir,
          ServiceName: '*',
          ServiceType: '*',
          Host: '*',
          HTTPMethod: '*',
          URLPath: '*',
          Version: 1,
          Attributes: {},
        },
        CreatedAt: MADE,
        ModifiedAt: MADE,
      },
    ],
  };
};

/** What a client of a rule may sample until it asks again. X-Ray API Reference, GetSamplingTargets. */
export const GetSamplingTargets: Operation<XrayState, GetSamplingTargetsRequest, GetSamplingTargetsResult> = (input, call) => {
  refuseMembers('xray GetSamplingTargets', input, ['SamplingBoostStatisticsDocuments']);
  const documents = input.SamplingStatisticsDocuments!;
  return {
    SamplingTargetDocuments: documents
      .filter(({ RuleName }) => RuleName === NAME)
      .map(() => ({
        RuleName: NAME,
        FixedRate: DEFAULT_RULE.fixedRate,
        ReservoirQuota: DEFAULT_RULE.reservoir,
        ReservoirQuotaTTL: new Date(call.clock.now() + QUOTA_TTL * 1000),
        Interval: QUOTA_TTL,
      })),
    LastRuleModification: MADE,
    UnprocessedStatistics: documents
      .filter(({ RuleName }) => RuleName !== NAME)
      .map(({ RuleName }) => ({ RuleName: RuleName!, ErrorCode: '404', Message: 'Rule not found' })),
  };
};
