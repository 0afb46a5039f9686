import type { RoutingRule, WebsiteConfiguration } from '@aws-sdk/client-s3';
import { invalidArgument, invalidRequest } from '../errors.ts';

const MAX_RULES = 50;

/** Throws InvalidArgument, InvalidRequest for settings that S3 does not take. S3 API Reference, PutBucketWebsite. */
export function checkWebsite({ IndexDocument, RedirectAllRequestsTo, ErrorDocument, RoutingRules }: WebsiteConfiguration): void {
  if (RedirectAllRequestsTo && (IndexDocument || ErrorDocument || RoutingRules?.length)) {
    throw invalidArgument('RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.');
  }
  if (!IndexDocument && !RedirectAllRequestsTo) {
    throw invalidArgument('A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty');
  }
  if (IndexDocument && (!IndexDocument.Suffix || IndexDocument.Suffix.includes('/'))) {
    throw invalidArgument('The IndexDocument Suffix is not well formed');
  }
  if ((RoutingRules?.length ?? 0) > MAX_RULES) {
    throw invalidRequest(
      `The number of routing rules must not exceed the allowed limit of ${MAX_RULES} rules. ${RoutingRules!.length} routing rules are provided in your request.`,
    );
  }
  for (const protocol of [RedirectAllRequestsTo?.Protocol, ...(RoutingRules ?? []).map(({ Redirect }) => Redirect?.Protocol)]) {
    if (protocol !== undefined && protocol !== 'http' && protocol !== 'https') {
      throw invalidRequest('Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.');
    }
  }
  for (const { Redirect, Condition } of RoutingRules ?? []) {
    if (Redirect?.ReplaceKeyWith !== undefined && Redirect.ReplaceKeyPrefixWith !== undefined) {
      throw invalidRequest('You can only define ReplaceKeyPrefix or ReplaceKey but not both.');
    }
    const { HttpRedirectCode } = Redirect ?? {};
    if (HttpRedirectCode !== undefined && !/^30[1-9]$|^3[1-9]\d$/.test(HttpRedirectCode)) {
      throw invalidRequest(`The provided HTTP redirect code (${HttpRedirectCode}) is not valid. Valid codes are 3XX except 300.`);
    }
    const { HttpErrorCodeReturnedEquals: returned } = Condition ?? {};
    if (returned !== undefined && !/^[45]\d\d$/.test(returned)) {
      throw invalidRequest(`The provided HTTP error code (${returned}) is not valid. Valid codes are 4XX or 5XX.`);
    }
  }
}

/** The first rule for a key, before it is looked up or (with `status`) after that failed. */
export function ruleFor(rules: readonly RoutingRule[] = [], key: string, status?: number): RoutingRule | undefined {
  return rules.find(({ Condition: { KeyPrefixEquals = '', HttpErrorCodeReturnedEquals: returned } = {} }) => {
    if (!key.startsWith(KeyPrefixEquals)) return false;
    return returned === undefined ? status === undefined : Number(returned) === status;
  });
}

/** Where a rule leads. `here` is where the website is: `http://host/base`. */
export function redirectOf(
  { Redirect = {}, Condition }: RoutingRule,
  key: string,
  here: { protocol: string; host: string; base: string },
): { status: number; location: string } {
  const { HostName, Protocol, ReplaceKeyWith, ReplaceKeyPrefixWith, HttpRedirectCode } = Redirect;
  const rest = key.slice(Condition?.KeyPrefixEquals?.length ?? 0);
  const newKey = ReplaceKeyWith ?? (ReplaceKeyPrefixWith === undefined ? key : ReplaceKeyPrefixWith + rest);
  // Reason: below another host, the website's key is the whole path.
  const base = HostName === undefined ? here.base : '';
  return {
    status: Number(HttpRedirectCode ?? 301),
    location: `${Protocol ?? here.protocol}://${HostName ?? here.host}${base}/${encodeKey(newKey)}`,
  };
}

/** A key as a path; a rule may put a query into it. */
export function encodeKey(key: string): string {
  return encodeURI(key);
}
