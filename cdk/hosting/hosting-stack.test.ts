import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import { expect, test } from 'vitest';
import { HostingStack, type HostingStackProps } from './hosting-stack.ts';

const contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";

function synthesise(props: Partial<HostingStackProps> = {}): Template {
  const app = new App({ analyticsReporting: false });
  return Template.fromStack(new HostingStack(app, 'workshop-site', { lab: 'site', contentSecurityPolicy, ...props }));
}
const template = synthesise();

test('nobody but the distribution reads the bucket', () => {
  template.hasResourceProperties('AWS::S3::Bucket', {
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
  });
  const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  const allowed = policy!.Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === 'Allow');
  expect(allowed).toEqual([
    {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Resource: expect.anything(),
      Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
    },
  ]);
  expect(JSON.stringify(allowed[0].Condition)).toContain(':distribution/');
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { Origins: [{ OriginAccessControlId: Match.anyValue(), S3OriginConfig: { OriginAccessIdentity: '' } }] },
  });
});

test('every answer carries the security headers, whatever the object says', () => {
  template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: contentSecurityPolicy, Override: true },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true },
      },
    },
  });
});

test('removing the stack removes all of it', () => {
  for (const resource of Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>)) {
    expect(resource.DeletionPolicy ?? 'Delete').toBe('Delete');
  }
});

test('a name of one’s own and other edges, where they are asked for', () => {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/1';
  const own = synthesise({ domain: { name: 'hoc.example.com', certificateArn }, priceClass: PriceClass.PRICE_CLASS_100 });
  own.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: {
      Aliases: ['hoc.example.com'],
      PriceClass: 'PriceClass_100',
      ViewerCertificate: { AcmCertificateArn: certificateArn, MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
    },
  });
  own.hasOutput('Url', { Value: 'https://hoc.example.com' });
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: { Aliases: Match.absent(), PriceClass: 'PriceClass_200', ViewerCertificate: Match.absent() },
  });
});
