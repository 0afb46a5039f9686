import type { Architecture, Runtime } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../../resource-type.ts';

interface LayerVersionProperties {
  LayerName?: string;
  Description?: string;
  LicenseInfo?: string;
  CompatibleRuntimes?: Runtime[];
  CompatibleArchitectures?: Architecture[];
  Content: { S3Bucket: string; S3Key: string; S3ObjectVersion?: string };
}

/** CloudFormation Template Reference, AWS::Lambda::LayerVersion. Ref is the version's ARN. */
export const LayerVersion: ResourceType<LayerVersionProperties> = {
  type: 'AWS::Lambda::LayerVersion',
  properties: {
    LayerName: 'replace',
    Description: 'replace',
    LicenseInfo: 'replace',
    CompatibleRuntimes: 'replace',
    CompatibleArchitectures: 'replace',
    Content: { S3Bucket: 'replace', S3Key: 'replace', S3ObjectVersion: 'replace' },
  },
  async create({ aws, logicalId }, { LayerName = logicalId, ...properties }) {
    return (await aws.lambda.PublishLayerVersion({ LayerName, ...properties })).LayerVersionArn!;
  },
  async delete({ aws }, arn) {
    await aws.lambda.DeleteLayerVersion(placeOf(arn));
  },
  async attributes(_, arn) {
    return { LayerVersionArn: arn };
  },
};

/** A layer version as the API names it. */
export function placeOf(arn: string): { LayerName: string; VersionNumber: number } {
  const cut = arn.lastIndexOf(':');
  return { LayerName: arn.slice(0, cut), VersionNumber: Number(arn.slice(cut + 1)) };
}
