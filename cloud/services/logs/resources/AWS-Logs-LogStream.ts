import type { ResourceType } from '../../../resource-type.ts';

interface LogStreamProperties {
  LogGroupName: string;
  LogStreamName?: string;
}

/** CloudFormation Template Reference, AWS::Logs::LogStream. Ref is the stream's name. */
export const LogStream: ResourceType<LogStreamProperties> = {
  type: 'AWS::Logs::LogStream',
  properties: { LogGroupName: 'replace', LogStreamName: 'replace' },
  async create({ aws, physicalName }, { LogGroupName, LogStreamName }) {
    const logStreamName = LogStreamName ?? physicalName(512);
    await aws.logs.CreateLogStream({ logGroupName: LogGroupName, logStreamName });
    return logStreamName;
  },
  async delete({ aws }, logStreamName, { LogGroupName }) {
    await aws.logs.DeleteLogStream({ logGroupName: LogGroupName, logStreamName });
  },
};
