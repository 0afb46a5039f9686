import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  GetAWSDefaultServiceQuotaCommand,
  GetRequestedServiceQuotaChangeCommand,
  GetServiceQuotaCommand,
  ListAWSDefaultServiceQuotasCommand,
  ListRequestedServiceQuotaChangeHistoryByQuotaCommand,
  ListServiceQuotasCommand,
  ListServicesCommand,
  RequestServiceQuotaIncreaseCommand,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas';
import { beforeEach, expect, test } from 'vitest';
import { type MemoryCloud, memoryCloud, TEST_ACCOUNT, TEST_REGION } from '../../host/memory.ts';
import { QUOTAS, SERVICE_NAMES } from '../../quotas.ts';

let host: MemoryCloud;
let quotas: ServiceQuotasClient;
beforeEach(async () => {
  host = await memoryCloud();
  quotas = new ServiceQuotasClient(host.clientOptions());
});

const CONCURRENCY = { ServiceCode: 'lambda', QuotaCode: 'L-B99A9384' };

test('a quota is told with its value, its ARN and whether it can be raised', async () => {
  const { Quota } = await quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' }));
  expect(Quota).toEqual({
    ServiceCode: 'vpc',
    ServiceName: 'Amazon Virtual Private Cloud (Amazon VPC)',
    QuotaArn: `arn:aws:servicequotas:${TEST_REGION}:${TEST_ACCOUNT}:vpc/L-F678F1CE`,
    QuotaCode: 'L-F678F1CE',
    QuotaName: 'VPCs per Region',
    Value: 5,
    Unit: 'None',
    Adjustable: true,
    GlobalQuota: false,
    QuotaAppliedAtLevel: 'ACCOUNT',
  });
  await expect(quotas.send(new GetServiceQuotaCommand({ ServiceCode: 'vpc', QuotaCode: 'L-00000000' }))).rejects.toMatchObject({
    name: 'NoSuchResourceException',
  });
  const virginia = new ServiceQuotasClient(host.clientOptions(TEST_ACCOUNT, 'us-east-1'));
  const shards = new GetAWSDefaultServiceQuotaCommand({ ServiceCode: 'kinesis', QuotaCode: 'L-0918CF54' });
  expect([(await quotas.send(shards)).Quota?.Value, (await virginia.send(shards)).Quota?.Value]).toEqual([1_000, 20_000]);
});

test('lists give pages that together are everything', async () => {
  const all = (await quotas.send(new ListServiceQuotasCommand({ ServiceCode: 'vpc' }))).Quotas!.map(({ QuotaCode }) => QuotaCode);
  expect(all).toHaveLength(5);
  const first = await quotas.send(new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'vpc', MaxResults: 3 }));
  const second = await quotas.send(
    new ListAWSDefaultServiceQuotasCommand({ ServiceCode: 'vpc', MaxResults: 3, NextToken: first.NextToken }),
  );
  expect([...first.Quotas!, ...second.Quotas!].map(({ QuotaCode }) => QuotaCode)).toEqual(all);
  expect(second.NextToken).toBeUndefined();
  expect((await quotas.send(new ListServicesCommand({}))).Services).toHaveLength(Object.keys(SERVICE_NAMES).length);
});

test('an increase that is asked for is pending, and changes nothing', async () => {
  const ask = (DesiredValue: number) => quotas.send(new RequestServiceQuotaIncreaseCommand({ ...CONCURRENCY, DesiredValue }));
  await expect(ask(1_000)).rejects.toThrow('You must provide a quota value greater than the current quota value.');
  const { RequestedQuota } = await ask(3_000);
  expect(RequestedQuota).toMatchObject({ Status: 'PENDING', DesiredValue: 3_000, QuotaName: 'Concurrent executions' });
  await expect(ask(4_000)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  expect((await quotas.send(new GetServiceQuotaCommand(CONCURRENCY))).Quota?.Value).toBe(1_000);
  const again = await quotas.send(new GetRequestedServiceQuotaChangeCommand({ RequestId: RequestedQuota!.Id }));
  expect(again.RequestedQuota).toEqual(RequestedQuota);
  const history = async (Status: 'PENDING' | 'APPROVED') =>
    (await quotas.send(new ListRequestedServiceQuotaChangeHistoryByQuotaCommand({ ...CONCURRENCY, Status }))).RequestedQuotas;
  expect(await history('PENDING')).toEqual([RequestedQuota]);
  expect(await history('APPROVED')).toEqual([]);
});

test('Lambda goes by the quota that is told', async () => {
  const concurrency = async () =>
    (await new LambdaClient(host.clientOptions()).send(new GetAccountSettingsCommand({}))).AccountLimit?.ConcurrentExecutions;
  const told = async () => (await quotas.send(new GetServiceQuotaCommand(CONCURRENCY))).Quota?.Value;
  expect([await concurrency(), await told()]).toEqual([1_000, 1_000]);
});

test('the table has each code once, and a name for every service', () => {
  expect(new Set(QUOTAS.map(({ code }) => code)).size).toBe(QUOTAS.length);
  expect(Object.keys(SERVICE_NAMES).sort()).toEqual([...new Set(QUOTAS.map(({ serviceCode }) => serviceCode))].sort());
});
