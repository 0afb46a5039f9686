import type { StandardUnit } from '@aws-sdk/client-cloudwatch-logs';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface MetricFilterProperties {
  FilterName?: string;
  FilterPattern: string;
  LogGroupName: string;
  MetricTransformations: {
    MetricName: string;
    MetricNamespace: string;
    MetricValue: string | number;
    DefaultValue?: string | number;
    Dimensions?: { Key: string; Value: string }[];
    Unit?: StandardUnit;
  }[];
}

/** CloudFormation Template Reference, AWS::Logs::MetricFilter. Ref is the filter's name. */
export const MetricFilter: ResourceType<MetricFilterProperties> = {
  type: 'AWS::Logs::MetricFilter',
  properties: {
    FilterName: 'replace',
    FilterPattern: 'update',
    LogGroupName: 'replace',
    MetricTransformations: {
      MetricName: 'update',
      MetricNamespace: 'update',
      MetricValue: 'update',
      DefaultValue: 'update',
      Dimensions: { Key: 'update', Value: 'update' },
      Unit: 'update',
    },
  },
  async create(context, properties) {
    const filterName = properties.FilterName ?? context.physicalName(512);
    await put(context, filterName, properties);
    return filterName;
  },
  update: put,
  async delete({ aws }, filterName, { LogGroupName }) {
    await aws.logs.DeleteMetricFilter({ logGroupName: LogGroupName, filterName });
  },
};

async function put({ aws }: ResourceContext, filterName: string, properties: MetricFilterProperties): Promise<void> {
  await aws.logs.PutMetricFilter({
    filterName,
    filterPattern: properties.FilterPattern,
    logGroupName: properties.LogGroupName,
    metricTransformations: properties.MetricTransformations.map(
      ({ MetricName, MetricNamespace, MetricValue, DefaultValue, Dimensions, Unit }) => ({
        metricName: MetricName,
        metricNamespace: MetricNamespace,
        metricValue: String(MetricValue),
        ...(DefaultValue !== undefined && { defaultValue: Number(DefaultValue) }),
        ...(Dimensions && { dimensions: Object.fromEntries(Dimensions.map(({ Key, Value }) => [Key, Value])) }),
        ...(Unit && { unit: Unit }),
      }),
    ),
  });
}
