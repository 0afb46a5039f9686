import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idleCosts, usd } from './idle-costs.ts';
import { PRICES } from './prices.ts';

const stream = (ShardCount: unknown) => ({ Resources: { Incoming: { Type: 'AWS::Kinesis::Stream', Properties: { ShardCount } } } });

test('four shards cost four times the price of a shard, in the region they stand in', () => {
  expect(idleCosts(stream(4), 'us-east-1')).toMatchObject({ usdPerHour: 0.06, estimated: false, unpriced: [] });
  expect(idleCosts(stream(4), 'ap-southeast-1')).toMatchObject({ usdPerHour: 0.08, estimated: true, checked: '2026-11-21' });
});

test('a region without prices is reckoned as the dearer one, and called an estimate', () => {
  expect(idleCosts(stream(4), 'eu-west-1')).toMatchObject({ pricedAs: 'ap-southeast-1', usdPerHour: 0.08, estimated: true });
});

test('what the template does not say in figures, and types nobody priced, are named and not taken for free', () => {
  expect(idleCosts(stream({ Ref: 'Shards' }), 'us-east-1')).toMatchObject({ usdPerHour: 0, unpriced: ['AWS::Kinesis::Stream'] });
  const database = { Resources: { Db: { Type: 'AWS::RDS::DBInstance' }, Logs: { Type: 'AWS::Logs::LogGroup' } } };
  expect(idleCosts(database, 'us-east-1')).toMatchObject({ usdPerHour: 0, unpriced: ['AWS::RDS::DBInstance'] });
  const cached = { Resources: { Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { CacheClusterEnabled: true } } } };
  expect(idleCosts(cached, 'us-east-1').unpriced).toEqual(['AWS::ApiGateway::Stage']);
});

test('tables cost by their provisioned units, indexes included; on demand they cost nothing while idle', () => {
  const units = (ReadCapacityUnits: number, WriteCapacityUnits: number) => ({ ReadCapacityUnits, WriteCapacityUnits });
  const table = (Properties: object) => ({ Resources: { Users: { Type: 'AWS::DynamoDB::Table', Properties: { ...Properties } } } });
  const provisioned = table({ ProvisionedThroughput: units(5, 5), GlobalSecondaryIndexes: [{ ProvisionedThroughput: units(10, 0) }] });
  expect(idleCosts(provisioned, 'us-east-1').usdPerHour).toBeCloseTo(15 * 0.00013 + 5 * 0.00065, 10);
  expect(idleCosts(table({ BillingMode: 'PAY_PER_REQUEST' }), 'us-east-1').lines).toEqual([]);
});

test('a service on Fargate costs its tasks’ vCPU and memory, by architecture', () => {
  const service = (CpuArchitecture: string) => ({
    Resources: {
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '512', Memory: '1024', RuntimePlatform: { CpuArchitecture } } },
      Web: { Type: 'AWS::ECS::Service', Properties: { DesiredCount: 2, TaskDefinition: { Ref: 'Task' } } },
    },
  });
  expect(idleCosts(service('X86_64'), 'us-east-1').usdPerHour).toBeCloseTo(0.04048 + 2 * 0.004445, 10);
  expect(idleCosts(service('ARM64'), 'us-east-1').usdPerHour).toBeCloseTo(0.03238 + 2 * 0.00356, 10);
});

test('what is billed by the month is a 730th of it an hour', () => {
  const secret = { Resources: { Password: { Type: 'AWS::SecretsManager::Secret' } } };
  expect(idleCosts(secret, 'us-east-1').usdPerHour).toBeCloseTo(0.4 / 730, 10);
});

test('every price names a page of AWS and the day it was looked up', () => {
  for (const [id, { source, checked, usd: amounts }] of Object.entries(PRICES)) {
    expect(source, id).toMatch(/^https:\/\/aws\.amazon\.com\/.+pricing/);
    expect(checked, id).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(Math.min(...Object.values(amounts).map(({ amount }) => amount)), id).toBeGreaterThan(0);
  }
});

test('money never reads 0 for what is not free, and never loses more than a twentieth', () => {
  expect([0, 0.08, 1.92, 0.00065, 1e-9].map(usd)).toEqual(['0.00', '0.08', '1.92', '0.00065', '< 0.000001']);
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e4, noNaN: true }), (amount) => {
      expect(Math.abs(Number(usd(amount)) - amount)).toBeLessThanOrEqual(amount / 20);
    }),
  );
});
