import type { ResourceType } from '../../../resource-type.ts';

interface SubscriptionFilterProperties {
  DestinationArn: string;
  FilterName?: string;
  FilterPattern: string;
  LogGroupName: string;
}

/** CloudFormation Template Reference, AWS::Logs::SubscriptionFilter. Ref is the filter's name. */
export const SubscriptionFilter: ResourceType<SubscriptionFilterProperties> = {
  type: 'AWS::Logs::SubscriptionFilter',
  properties: { DestinationArn: 'update', FilterName: 'replace', FilterPattern: 'update', LogGroupName: 'replace' },
  async create({ aws, physicalName }, { DestinationArn, FilterName, FilterPattern, LogGroupName }) {
    const filterName = FilterName ?? physicalName(512);
    await aws.logs.PutSubscriptionFilter({
      logGroupName: LogGroupName,
      filterName,
      filterPattern: FilterPattern,
      destinationArn: DestinationArn,
    });
    return filterName;
  },
  async update({ aws }, filterName, { DestinationArn, FilterPattern, LogGroupName }) {
    await aws.logs.PutSubscriptionFilter({
      logGroupName: LogGroupName,
      filterName,
      filterPattern: FilterPattern,
      destinationArn: DestinationArn,
    });
  },
  async delete({ aws }, filterName, { LogGroupName }) {
    await aws.logs.DeleteSubscriptionFilter({ logGroupName: LogGroupName, filterName });
  },
};
