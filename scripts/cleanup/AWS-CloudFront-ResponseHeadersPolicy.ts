import {
  CloudFrontClient,
  DeleteResponseHeadersPolicyCommand,
  GetResponseHeadersPolicyCommand,
  ListResponseHeadersPoliciesCommand,
  type ListResponseHeadersPoliciesCommandOutput,
} from '@aws-sdk/client-cloudfront';
import type { CleanUp } from './clean-up.ts';
import { arnOf, unlessGone } from './reading.ts';

export const ResponseHeadersPolicy: CleanUp = {
  type: 'AWS::CloudFront::ResponseHeadersPolicy',
  after: ['AWS::CloudFormation::Stack', 'AWS::CloudFront::Distribution'],
  scope: 'account',
  async *list(aws) {
    let Marker: string | undefined;
    do {
      const page: ListResponseHeadersPoliciesCommandOutput = await aws
        .client(CloudFrontClient)
        .send(new ListResponseHeadersPoliciesCommand({ Type: 'custom', Marker }));
      for (const { ResponseHeadersPolicy: policy } of page.ResponseHeadersPolicyList?.Items ?? []) if (policy?.Id) yield policy.Id;
      Marker = page.ResponseHeadersPolicyList?.NextMarker;
    } while (Marker);
  },
  idOf: arnOf('cloudfront', /^response-headers-policy\/(?<id>[^/]+)$/),
  async delete(aws, Id) {
    await unlessGone(['NoSuchResponseHeadersPolicy'], async () => {
      const client = aws.client(CloudFrontClient);
      const { ETag: IfMatch } = await client.send(new GetResponseHeadersPolicyCommand({ Id }));
      await client.send(new DeleteResponseHeadersPolicyCommand({ Id, IfMatch }));
    });
  },
  survives: {
    why: {
      vi: 'Response headers policy còn được một distribution dùng, hoặc được tạo bên ngoài stack.',
      en: 'A distribution still uses it, or it was made outside of the stack.',
    },
    todo: { vi: 'Gỡ nó khỏi các cache behavior rồi xóa.', en: 'Take it out of the cache behaviours, then delete it.' },
  },
};
