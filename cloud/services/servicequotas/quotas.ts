import type * as sdk from '@aws-sdk/client-service-quotas';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { defaultQuota, QUOTAS, type Quota, SERVICE_NAMES } from '../../quotas.ts';
import type { QuotasState } from './state.ts';

type QuotasCall = Call<QuotasState>;

const MOST_RESULTS = 100;

/** A quota's value in the call's account and region. Throws NoSuchResourceException. Service Quotas API Reference, GetServiceQuota. */
export const GetServiceQuota: Operation<QuotasState, sdk.GetServiceQuotaRequest, sdk.GetServiceQuotaResponse> = (input, call) => {
  refuseMembers('servicequotas GetServiceQuota', input, ['ContextId']);
  const quota = quotaAt(input.ServiceCode!, input.QuotaCode!);
  return { Quota: described(call, quota, call.quota(quota.code)) };
};

export const GetAWSDefaultServiceQuota: Operation<
  QuotasState,
  sdk.GetAWSDefaultServiceQuotaRequest,
  sdk.GetAWSDefaultServiceQuotaResponse
> = (input, call) => {
  const quota = quotaAt(input.ServiceCode!, input.QuotaCode!);
  return { Quota: described(call, quota, defaultQuota(quota.code, call.region)) };
};

export const ListServiceQuotas: Operation<QuotasState, sdk.ListServiceQuotasRequest, sdk.ListServiceQuotasResponse> = (input, call) => {
  if ((input.QuotaAppliedAtLevel ?? 'ACCOUNT') !== 'ACCOUNT') return { Quotas: [] };
  const quotas = quotasOf(input.ServiceCode!).filter(({ code }) => (input.QuotaCode ?? code) === code);
  return page(quotas, input, (quota) => described(call, quota, call.quota(quota.code)));
};

export const ListAWSDefaultServiceQuotas: Operation<
  QuotasState,
  sdk.ListAWSDefaultServiceQuotasRequest,
  sdk.ListAWSDefaultServiceQuotasResponse
> = (input, call) => page(quotasOf(input.ServiceCode!), input, (quota) => described(call, quota, defaultQuota(quota.code, call.region)));

/** The services whose quotas this cloud knows. Service Quotas API Reference, ListServices. */
export const ListServices: Operation<QuotasState, sdk.ListServicesRequest, sdk.ListServicesResponse> = (input) => {
  const { items, next } = pageAfter(
    Object.entries(SERVICE_NAMES),
    ([code]) => code,
    { token: input.NextToken, size: input.MaxResults ?? MOST_RESULTS },
    invalidToken,
  );
  return {
    Services: items.map(([ServiceCode, ServiceName]) => ({ ServiceCode, ServiceName })),
    ...(next !== undefined && { NextToken: next }),
  };
};

function page(
  quotas: readonly Quota[],
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
  describe: (quota: Quota) => sdk.ServiceQuota,
): { Quotas: sdk.ServiceQuota[]; NextToken?: string } {
  const { items, next } = pageAfter(quotas, ({ code }) => code, { token: NextToken, size: MaxResults ?? MOST_RESULTS }, invalidToken);
  return { Quotas: items.map(describe), ...(next !== undefined && { NextToken: next }) };
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidPaginationTokenException', 'Invalid token was used.');
}

function quotasOf(serviceCode: string): Quota[] {
  const quotas = QUOTAS.filter((quota) => quota.serviceCode === serviceCode);
  if (quotas.length === 0)
    throw noSuchResource(`The service ${serviceCode} does not exist, or the embedded cloud knows none of its quotas.`);
  return quotas;
}

/** Throws NoSuchResourceException. */
export function quotaAt(serviceCode: string, code: string): Quota {
  const quota = quotasOf(serviceCode).find((one) => one.code === code);
  if (!quota)
    throw noSuchResource(`The quota ${code} does not exist for the service ${serviceCode}, or the embedded cloud does not know it.`);
  return quota;
}

export function noSuchResource(message: string): AwsError {
  return new AwsError('NoSuchResourceException', message);
}

export function quotaArn({ account, region }: Pick<QuotasCall, 'account' | 'region'>, { serviceCode, code, global }: Quota): string {
  return `arn:aws:servicequotas:${global ? '' : region}:${account}:${serviceCode}/${code}`;
}

function described(call: QuotasCall, quota: Quota, Value: number): sdk.ServiceQuota {
  const { serviceCode, code, name, unit = 'None', global = false, adjustable = true } = quota;
  return {
    ServiceCode: serviceCode,
    ServiceName: SERVICE_NAMES[serviceCode],
    QuotaArn: quotaArn(call, quota),
    QuotaCode: code,
    QuotaName: name,
    Value,
    Unit: unit,
    Adjustable: adjustable,
    GlobalQuota: global,
    QuotaAppliedAtLevel: 'ACCOUNT',
  };
}
