import type { OriginAccessControlConfig } from '@aws-sdk/client-cloudfront';
import type { ResourceType } from '../../../resource-type.ts';

interface OriginAccessControlProperties {
  OriginAccessControlConfig: OriginAccessControlConfig;
}

/** CloudFormation Template Reference, AWS::CloudFront::OriginAccessControl. Ref is its id. */
export const OriginAccessControl: ResourceType<OriginAccessControlProperties> = {
  type: 'AWS::CloudFront::OriginAccessControl',
  properties: {
    OriginAccessControlConfig: {
      Name: 'update',
      Description: 'update',
      OriginAccessControlOriginType: 'update',
      SigningBehavior: 'update',
      SigningProtocol: 'update',
    },
  },
  create: async ({ aws }, { OriginAccessControlConfig }) =>
    (await aws.cloudfront.CreateOriginAccessControl({ OriginAccessControlConfig })).OriginAccessControl!.Id!,
  async update({ aws }, Id, { OriginAccessControlConfig }) {
    const { ETag } = await aws.cloudfront.GetOriginAccessControl({ Id });
    await aws.cloudfront.UpdateOriginAccessControl({ Id, IfMatch: ETag, OriginAccessControlConfig });
  },
  async delete({ aws }, Id) {
    const { ETag } = await aws.cloudfront.GetOriginAccessControl({ Id });
    await aws.cloudfront.DeleteOriginAccessControl({ Id, IfMatch: ETag });
  },
  attributes: async (_context, Id) => ({ Id }),
};
