import type { LogGroupClass } from '@aws-sdk/client-cloudwatch-logs';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface LogGroupProperties {
  LogGroupName?: string;
  RetentionInDays?: number | string;
  LogGroupClass?: LogGroupClass;
  DeletionProtectionEnabled?: boolean | string;
  Tags?: { Key: string; Value: string }[];
}

/** CloudFormation Template Reference, AWS::Logs::LogGroup. Ref is the group's name. KmsKeyId and policies on the group are not honoured. */
export const LogGroup: ResourceType<LogGroupProperties> = {
  type: 'AWS::Logs::LogGroup',
  properties: {
    LogGroupName: 'replace',
    RetentionInDays: 'update',
    LogGroupClass: 'replace',
    DeletionProtectionEnabled: 'update',
    Tags: { Key: 'update', Value: 'update' },
  },
  async create(context, properties) {
    const logGroupName = properties.LogGroupName ?? context.physicalName(512);
    const tags = tagsOf(context, properties);
    await context.aws.logs.CreateLogGroup({
      logGroupName,
      ...(properties.LogGroupClass && { logGroupClass: properties.LogGroupClass }),
      ...(Object.keys(tags).length > 0 && { tags }),
      ...(properties.DeletionProtectionEnabled !== undefined && {
        deletionProtectionEnabled: isTrue(properties.DeletionProtectionEnabled),
      }),
    });
    context.initiated?.(logGroupName);
    if (properties.RetentionInDays !== undefined) {
      await context.aws.logs.PutRetentionPolicy({ logGroupName, retentionInDays: Number(properties.RetentionInDays) });
    }
    return logGroupName;
  },
  async update(context, logGroupName, properties, previous) {
    const { logs } = context.aws;
    if (properties.RetentionInDays !== undefined) {
      await logs.PutRetentionPolicy({ logGroupName, retentionInDays: Number(properties.RetentionInDays) });
    } else if (previous.RetentionInDays !== undefined) await logs.DeleteRetentionPolicy({ logGroupName });
    if (properties.DeletionProtectionEnabled !== previous.DeletionProtectionEnabled) {
      await logs.PutLogGroupDeletionProtection({
        logGroupIdentifier: logGroupName,
        deletionProtectionEnabled: isTrue(properties.DeletionProtectionEnabled ?? false),
      });
    }
    const resourceArn = arnOf(context, logGroupName);
    const tags = tagsOf(context, properties);
    const tagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Object.hasOwn(tags, key));
    if (tagKeys.length > 0) await logs.UntagResource({ resourceArn, tagKeys });
    if (Object.keys(tags).length > 0) await logs.TagResource({ resourceArn, tags });
  },
  async delete({ aws }, logGroupName) {
    await aws.logs.DeleteLogGroup({ logGroupName });
  },
  async attributes(context, logGroupName) {
    return { Arn: `${arnOf(context, logGroupName)}:*` };
  },
};

function arnOf({ region, account }: ResourceContext, name: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

function tagsOf({ stackTags }: ResourceContext, { Tags = [] }: LogGroupProperties): Record<string, string> {
  return Object.fromEntries([...stackTags, ...Tags].map(({ Key, Value }) => [Key, Value]));
}

function isTrue(value: boolean | string): boolean {
  return String(value) === 'true';
}
