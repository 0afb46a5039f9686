import type * as sdk from '@aws-sdk/client-service-quotas';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Call, Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import { principalArn } from '../../principal.ts';
import { QUOTAS, SERVICE_NAMES } from '../../quotas.ts';
import { invalidToken, noSuchResource, quotaArn, quotaAt } from './quotas.ts';
import type { QuotaRequest, QuotasState } from './state.ts';

type QuotasCall = Call<QuotasState>;

const MOST_RESULTS = 100;

/**
 * Asks for more. Nobody at AWS hears of it, so the request stays pending. Throws NoSuchResourceException,
 * IllegalArgumentException, ResourceAlreadyExistsException. Service Quotas API Reference, RequestServiceQuotaIncrease.
 */
export const RequestServiceQuotaIncrease: Operation<
  QuotasState,
  sdk.RequestServiceQuotaIncreaseRequest,
  sdk.RequestServiceQuotaIncreaseResponse
> = (input, call) => {
  const { SupportCaseAllowed: supportCase = true } = input;
  refuseMembers('servicequotas RequestServiceQuotaIncrease', { ...input, SupportCaseAllowed: supportCase ? undefined : false }, [
    'ContextId',
    'SupportCaseAllowed',
  ]);
  const quota = quotaAt(input.ServiceCode!, input.QuotaCode!);
  if (quota.adjustable === false) throw illegal(`The quota ${quota.code} is not adjustable.`);
  if (input.DesiredValue! <= call.quota(quota.code)) throw illegal('You must provide a quota value greater than the current quota value.');
  const region = quota.global ? '' : call.region;
  if ([...call.state.requests.values()].some((one) => one.code === quota.code && one.region === region)) {
    throw new AwsError('ResourceAlreadyExistsException', 'Only one open service quota increase request is allowed per quota.');
  }
  const request: QuotaRequest = {
    id: call.random.text(40, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
    code: quota.code,
    region,
    desiredValue: input.DesiredValue!,
    status: 'PENDING',
    createdAt: call.clock.now(),
    requester: JSON.stringify({ accountId: call.account, callerArn: principalArn(call.principal) }),
  };
  call.state.requests.set(request.id, request);
  return { RequestedQuota: described(call, request) };
};

export const GetRequestedServiceQuotaChange: Operation<
  QuotasState,
  sdk.GetRequestedServiceQuotaChangeRequest,
  sdk.GetRequestedServiceQuotaChangeResponse
> = (input, call) => {
  const request = call.state.requests.get(input.RequestId!);
  if (!request) throw noSuchResource('The specified resource does not exist.');
  return { RequestedQuota: described(call, request) };
};

export const ListRequestedServiceQuotaChangeHistory: Operation<
  QuotasState,
  sdk.ListRequestedServiceQuotaChangeHistoryRequest,
  sdk.ListRequestedServiceQuotaChangeHistoryResponse
> = (input, call) => list(call, input);

export const ListRequestedServiceQuotaChangeHistoryByQuota: Operation<
  QuotasState,
  sdk.ListRequestedServiceQuotaChangeHistoryByQuotaRequest,
  sdk.ListRequestedServiceQuotaChangeHistoryByQuotaResponse
> = (input, call) => {
  quotaAt(input.ServiceCode!, input.QuotaCode!);
  return list(call, input);
};

interface ListInput extends sdk.ListRequestedServiceQuotaChangeHistoryRequest {
  QuotaCode?: string | undefined;
}

function list(call: QuotasCall, input: ListInput): { RequestedQuotas: sdk.RequestedServiceQuotaChange[]; NextToken?: string } {
  const { Status, ServiceCode, QuotaCode, QuotaRequestedAtLevel: level = 'ACCOUNT' } = input;
  const found = [...call.state.requests.values()].filter(
    ({ code, status, region }) =>
      level !== 'RESOURCE' &&
      (region === '' || region === call.region) &&
      (Status ?? status) === status &&
      (QuotaCode ?? code) === code &&
      (ServiceCode === undefined || QUOTAS.some((quota) => quota.code === code && quota.serviceCode === ServiceCode)),
  );
  const where = { token: input.NextToken, size: input.MaxResults ?? MOST_RESULTS };
  const { items, next } = pageAfter(found, ({ createdAt, id }) => `${createdAt} ${id}`, where, invalidToken);
  return { RequestedQuotas: items.map((request) => described(call, request)), ...(next !== undefined && { NextToken: next }) };
}

function described(
  call: QuotasCall,
  { id, code, status, desiredValue, createdAt, requester }: QuotaRequest,
): sdk.RequestedServiceQuotaChange {
  const quota = QUOTAS.find((one) => one.code === code)!;
  return {
    Id: id,
    ServiceCode: quota.serviceCode,
    ServiceName: SERVICE_NAMES[quota.serviceCode],
    QuotaCode: code,
    QuotaName: quota.name,
    DesiredValue: desiredValue,
    Status: status,
    Created: new Date(createdAt),
    LastUpdated: new Date(createdAt),
    Requester: requester,
    QuotaArn: quotaArn(call, quota),
    GlobalQuota: quota.global ?? false,
    Unit: quota.unit ?? 'None',
    QuotaRequestedAtLevel: 'ACCOUNT',
  };
}

function illegal(message: string): AwsError {
  return new AwsError('IllegalArgumentException', message);
}
