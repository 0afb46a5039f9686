import type { ResourceType } from '../../../resource-type.ts';

interface VersionProperties {
  FunctionName: string;
  Description?: string;
  CodeSha256?: string;
}

/** CloudFormation Template Reference, AWS::Lambda::Version. Ref is the version's ARN. */
export const Version: ResourceType<VersionProperties> = {
  type: 'AWS::Lambda::Version',
  properties: { FunctionName: 'replace', Description: 'replace', CodeSha256: 'replace' },
  async create({ aws }, { FunctionName, Description, CodeSha256 }) {
    const { FunctionArn } = await aws.lambda.PublishVersion({
      FunctionName,
      ...(Description !== undefined && { Description }),
      ...(CodeSha256 !== undefined && { CodeSha256 }),
    });
    return FunctionArn!;
  },
  async delete({ aws }, arn) {
    await aws.lambda.DeleteFunction({ FunctionName: arn });
  },
  async attributes(_, arn) {
    return { Version: arn.slice(arn.lastIndexOf(':') + 1), FunctionArn: arn };
  },
};
