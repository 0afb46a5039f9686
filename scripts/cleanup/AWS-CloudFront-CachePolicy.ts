import {
  CloudFrontClient,
  DeleteCachePolicyCommand,
  GetCachePolicyCommand,
  ListCachePoliciesCommand,
  type ListCachePoliciesCommandOutput,
} from '@aws-sdk/client-cloudfront';
import type { CleanUp } from './clean-up.ts';
import { arnOf, unlessGone } from './reading.ts';

export const CachePolicy: CleanUp = {
  type: 'AWS::CloudFront::CachePolicy',
  after: ['AWS::CloudFormation::Stack', 'AWS::CloudFront::Distribution'],
  scope: 'account',
  async *list(aws) {
    let Marker: string | undefined;
    do {
      const page: ListCachePoliciesCommandOutput = await aws
        .client(CloudFrontClient)
        .send(new ListCachePoliciesCommand({ Type: 'custom', Marker }));
      for (const { CachePolicy: policy } of page.CachePolicyList?.Items ?? []) if (policy?.Id) yield policy.Id;
      Marker = page.CachePolicyList?.NextMarker;
    } while (Marker);
  },
  idOf: arnOf('cloudfront', /^cache-policy\/(?<id>[^/]+)$/),
  async delete(aws, Id) {
    await unlessGone(['NoSuchCachePolicy'], async () => {
      const client = aws.client(CloudFrontClient);
      const { ETag: IfMatch } = await client.send(new GetCachePolicyCommand({ Id }));
      await client.send(new DeleteCachePolicyCommand({ Id, IfMatch }));
    });
  },
  survives: {
    why: {
      vi: 'Cache policy còn được một distribution dùng, hoặc được tạo bên ngoài stack.',
      en: 'A distribution still uses it, or it was made outside of the stack.',
    },
    todo: { vi: 'Gỡ nó khỏi các cache behavior rồi xóa.', en: 'Take it out of the cache behaviours, then delete it.' },
  },
};
