import {
  CloudFrontClient,
  DeleteOriginAccessControlCommand,
  GetOriginAccessControlCommand,
  paginateListOriginAccessControls,
} from '@aws-sdk/client-cloudfront';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

export const OriginAccessControl: CleanUp = {
  type: 'AWS::CloudFront::OriginAccessControl',
  after: ['AWS::CloudFormation::Stack', 'AWS::CloudFront::Distribution'],
  scope: 'account',
  list: (aws) =>
    ids(
      paginateListOriginAccessControls({ client: aws.client(CloudFrontClient) }, {}),
      (page) => page.OriginAccessControlList?.Items,
      (item) => item.Id,
    ),
  idOf: arnOf('cloudfront', /^origin-access-control\/(?<id>[^/]+)$/),
  async delete(aws, Id) {
    await unlessGone(['NoSuchOriginAccessControl'], async () => {
      const client = aws.client(CloudFrontClient);
      const { ETag: IfMatch } = await client.send(new GetOriginAccessControlCommand({ Id }));
      await client.send(new DeleteOriginAccessControlCommand({ Id, IfMatch }));
    });
  },
  survives: {
    why: {
      vi: 'Origin access control còn được một distribution dùng, hoặc được tạo bên ngoài stack.',
      en: 'A distribution still uses it, or it was made outside of the stack.',
    },
    todo: { vi: 'Gỡ nó khỏi distribution rồi xóa.', en: 'Take it out of the distribution, then delete it.' },
  },
};
