import type { FrameOptionsList, ReferrerPolicyList, ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront';
import type { ResourceType } from '../../../resource-type.ts';
import { amount, flag, given, quantified } from './values.ts';

interface Overriding {
  Override: boolean | string;
}
interface ResponseHeadersPolicyProperties {
  ResponseHeadersPolicyConfig: {
    Name: string;
    Comment?: string;
    CustomHeadersConfig?: { Items: (Overriding & { Header: string; Value: string })[] };
    RemoveHeadersConfig?: { Items: { Header: string }[] };
    SecurityHeadersConfig?: {
      ContentSecurityPolicy?: Overriding & { ContentSecurityPolicy: string };
      ContentTypeOptions?: Overriding;
      FrameOptions?: Overriding & { FrameOption: FrameOptionsList };
      ReferrerPolicy?: Overriding & { ReferrerPolicy: ReferrerPolicyList };
      StrictTransportSecurity?: Overriding & {
        AccessControlMaxAgeSec: number | string;
        IncludeSubdomains?: boolean | string;
        Preload?: boolean | string;
      };
      XSSProtection?: Overriding & { Protection: boolean | string; ModeBlock?: boolean | string; ReportUri?: string };
    };
  };
}

/** CloudFormation Template Reference, AWS::CloudFront::ResponseHeadersPolicy. Ref is its id. */
export const ResponseHeadersPolicy: ResourceType<ResponseHeadersPolicyProperties> = {
  type: 'AWS::CloudFront::ResponseHeadersPolicy',
  properties: {
    ResponseHeadersPolicyConfig: {
      Name: 'update',
      Comment: 'update',
      CustomHeadersConfig: { Items: { Header: 'update', Value: 'update', Override: 'update' } },
      RemoveHeadersConfig: { Items: { Header: 'update' } },
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: 'update', Override: 'update' },
        ContentTypeOptions: { Override: 'update' },
        FrameOptions: { FrameOption: 'update', Override: 'update' },
        ReferrerPolicy: { ReferrerPolicy: 'update', Override: 'update' },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 'update', IncludeSubdomains: 'update', Preload: 'update', Override: 'update' },
        XSSProtection: { Protection: 'update', ModeBlock: 'update', ReportUri: 'update', Override: 'update' },
      },
    },
  },
  create: async ({ aws }, properties) =>
    (await aws.cloudfront.CreateResponseHeadersPolicy({ ResponseHeadersPolicyConfig: configOf(properties) })).ResponseHeadersPolicy!.Id!,
  async update({ aws }, Id, properties) {
    const { ETag } = await aws.cloudfront.GetResponseHeadersPolicy({ Id });
    await aws.cloudfront.UpdateResponseHeadersPolicy({ Id, IfMatch: ETag, ResponseHeadersPolicyConfig: configOf(properties) });
  },
  async delete({ aws }, Id) {
    const { ETag } = await aws.cloudfront.GetResponseHeadersPolicy({ Id });
    await aws.cloudfront.DeleteResponseHeadersPolicy({ Id, IfMatch: ETag });
  },
  attributes: async ({ aws }, Id) => ({
    Id,
    LastModifiedTime: (await aws.cloudfront.GetResponseHeadersPolicy({ Id })).ResponseHeadersPolicy!.LastModifiedTime!.toISOString(),
  }),
};

function configOf({ ResponseHeadersPolicyConfig: config }: ResponseHeadersPolicyProperties): ResponseHeadersPolicyConfig {
  const { CustomHeadersConfig, RemoveHeadersConfig, SecurityHeadersConfig: security, ...rest } = config;
  return {
    ...rest,
    ...(CustomHeadersConfig && { CustomHeadersConfig: quantified(CustomHeadersConfig.Items.map((item) => overriding(item))) }),
    ...(RemoveHeadersConfig && { RemoveHeadersConfig: quantified(RemoveHeadersConfig.Items) }),
    ...(security && { SecurityHeadersConfig: securityOf(security) }),
  };
}

type Security = NonNullable<ResponseHeadersPolicyProperties['ResponseHeadersPolicyConfig']['SecurityHeadersConfig']>;

function securityOf(security: Security): NonNullable<ResponseHeadersPolicyConfig['SecurityHeadersConfig']> {
  const {
    ContentSecurityPolicy,
    ContentTypeOptions,
    FrameOptions,
    ReferrerPolicy,
    StrictTransportSecurity: hsts,
    XSSProtection: xss,
  } = security;
  return given({
    ContentSecurityPolicy: ContentSecurityPolicy && overriding(ContentSecurityPolicy),
    ContentTypeOptions: ContentTypeOptions && overriding(ContentTypeOptions),
    FrameOptions: FrameOptions && overriding(FrameOptions),
    ReferrerPolicy: ReferrerPolicy && overriding(ReferrerPolicy),
    StrictTransportSecurity: hsts && {
      ...overriding(hsts),
      AccessControlMaxAgeSec: amount(hsts.AccessControlMaxAgeSec),
      ...given({ IncludeSubdomains: flag(hsts.IncludeSubdomains), Preload: flag(hsts.Preload) }),
    },
    XSSProtection: xss && { ...overriding(xss), Protection: flag(xss.Protection), ...given({ ModeBlock: flag(xss.ModeBlock) }) },
  });
}

function overriding<Part extends Overriding>(part: Part): Omit<Part, 'Override'> & { Override: boolean | undefined } {
  return { ...part, Override: flag(part.Override) };
}
