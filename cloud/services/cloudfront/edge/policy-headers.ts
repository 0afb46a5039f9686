import type { ResponseHeadersPolicyConfig, ResponseHeadersPolicySecurityHeadersConfig } from '@aws-sdk/client-cloudfront';

interface Added {
  name: string;
  value: string;
  /** Whether it goes before the origin's own. */
  override: boolean;
}

/** An answer's headers as a response headers policy leaves them. CloudFront Developer Guide, "Understand response headers policies". */
export function withPolicy(
  headers: Readonly<Record<string, string>>,
  policy: ResponseHeadersPolicyConfig | undefined,
): Record<string, string> {
  const result = { ...headers };
  if (!policy) return result;
  for (const { Header } of policy.RemoveHeadersConfig?.Items ?? []) delete result[Header!.toLowerCase()];
  const custom = (policy.CustomHeadersConfig?.Items ?? []).map(({ Header, Value, Override }) => ({
    name: Header!.toLowerCase(),
    value: Value!,
    override: Override!,
  }));
  for (const { name, value, override } of [...securityHeaders(policy.SecurityHeadersConfig ?? {}), ...custom]) {
    if (override || !Object.hasOwn(headers, name)) result[name] = value;
  }
  return result;
}

function* securityHeaders(config: ResponseHeadersPolicySecurityHeadersConfig): Generator<Added> {
  const { StrictTransportSecurity: hsts, ContentSecurityPolicy: csp, XSSProtection: xss, FrameOptions, ReferrerPolicy } = config;
  const override = (part: { Override: boolean | undefined }) => part.Override === true;
  if (hsts) {
    const value = [
      `max-age=${hsts.AccessControlMaxAgeSec}`,
      ...(hsts.IncludeSubdomains ? ['includeSubDomains'] : []),
      ...(hsts.Preload ? ['preload'] : []),
    ].join('; ');
    yield { name: 'strict-transport-security', value, override: override(hsts) };
  }
  if (config.ContentTypeOptions) yield { name: 'x-content-type-options', value: 'nosniff', override: override(config.ContentTypeOptions) };
  if (FrameOptions) yield { name: 'x-frame-options', value: FrameOptions.FrameOption!, override: override(FrameOptions) };
  if (ReferrerPolicy) yield { name: 'referrer-policy', value: ReferrerPolicy.ReferrerPolicy!, override: override(ReferrerPolicy) };
  if (csp) yield { name: 'content-security-policy', value: csp.ContentSecurityPolicy!, override: override(csp) };
  if (xss) {
    const more = xss.ModeBlock ? '; mode=block' : xss.ReportUri ? `; report=${xss.ReportUri}` : '';
    yield { name: 'x-xss-protection', value: xss.Protection ? `1${more}` : '0', override: override(xss) };
  }
}
