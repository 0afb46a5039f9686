import type { ResourceType } from '../../../resource-type.ts';

interface ArchiveProperties {
  ArchiveName?: string;
  SourceArn: string;
  Description?: string;
  EventPattern?: object;
  RetentionDays?: number | string;
  KmsKeyIdentifier?: string;
}

/** CloudFormation Template Reference, AWS::Events::Archive. Ref is the archive's name. */
export const Archive: ResourceType<ArchiveProperties> = {
  type: 'AWS::Events::Archive',
  properties: {
    ArchiveName: 'replace',
    SourceArn: 'replace',
    Description: 'update',
    EventPattern: { '*': 'update' },
    RetentionDays: 'update',
    KmsKeyIdentifier: 'update',
  },
  async create({ aws, physicalName }, properties) {
    const ArchiveName = properties.ArchiveName ?? physicalName(48);
    await aws.events.CreateArchive({ ArchiveName, EventSourceArn: properties.SourceArn, ...settingsOf(properties) });
    return ArchiveName;
  },
  async update({ aws }, ArchiveName, properties) {
    await aws.events.UpdateArchive({ ArchiveName, ...settingsOf(properties) });
  },
  async delete({ aws }, ArchiveName) {
    await aws.events.DeleteArchive({ ArchiveName });
  },
  async attributes({ aws }, ArchiveName) {
    return { ArchiveName, Arn: (await aws.events.DescribeArchive({ ArchiveName })).ArchiveArn };
  },
};

function settingsOf({ Description, EventPattern, RetentionDays, KmsKeyIdentifier }: ArchiveProperties) {
  return {
    ...(Description !== undefined && { Description }),
    ...(EventPattern !== undefined && { EventPattern: JSON.stringify(EventPattern) }),
    ...(RetentionDays !== undefined && { RetentionDays: Number(RetentionDays) }),
    // Reason: CDK writes an empty one, which names EventBridge's own key.
    ...(KmsKeyIdentifier && { KmsKeyIdentifier }),
  };
}
