import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { memoryCloud } from '../host/memory.ts';
import { things } from '../services/cloudformation/fake-things.ts';
import { services } from '../services/index.ts';
import { loadModel } from '../wire/model.ts';
import type { Fault } from './fault.ts';
import { readFaults } from './read-faults.ts';
import { throttlingError } from './throttling.ts';

const OWN_THROTTLING = /^(Throttling(Exception)?|ThrottledException|TooManyRequestsException|RequestThrottled)$/;

const outcome = (sent: Promise<unknown>) =>
  sent.then(
    () => 'ok',
    (error: Error) => error.name,
  );

test('a cloud has no faults until it is told, lists them, and forgets them when it stops', async () => {
  const { cloud } = await memoryCloud();
  expect(cloud.faults.list()).toEqual([]);
  cloud.faults.set([{ kind: 'throttle', service: 's3', percent: 100 }]);
  expect(cloud.faults.list()).toEqual([{ kind: 'throttle', service: 's3', percent: 100, struck: 0 }]);
  await cloud.stop();
  expect(cloud.faults.list()).toEqual([]);
});

test('a share of the calls in scope is throttled with the error of the service; one seed strikes the same calls again', async () => {
  const { cloud, clientOptions } = await memoryCloud();
  const sqs = new SQSClient(clientOptions());
  const throttled = async () => {
    cloud.faults.set([{ kind: 'throttle', service: 'sqs', percent: 25 }], 7);
    const outcomes: string[] = [];
    for (let call = 0; call < 200; call++) outcomes.push(await outcome(sqs.send(new ListQueuesCommand({}))));
    return outcomes;
  };
  const first = await throttled();
  const struck = first.filter((name) => name === 'RequestThrottled').length;
  expect(struck).toBeGreaterThan(30);
  expect(struck).toBeLessThan(70);
  expect(first.filter((name) => name === 'ok').length).toBe(200 - struck);
  expect(cloud.faults.list()[0]?.struck).toBe(struck);
  expect(await throttled()).toEqual(first);
  expect(await outcome(new STSClient(clientOptions()).send(new GetCallerIdentityCommand({})))).toBe('ok');
});

test('operation and account narrow a fault', async () => {
  const { cloud, clientOptions } = await memoryCloud();
  cloud.faults.set([{ kind: 'throttle', service: 's3', operation: 'ListBuckets', account: '111111111111', percent: 100 }]);
  const list = (account: string) => outcome(new S3Client(clientOptions(account)).send(new ListBucketsCommand({})));
  expect(await list('111111111111')).toBe('SlowDown');
  expect(await list('222222222222')).toBe('ok');
});

test('a delayed call is answered when its time has come', async () => {
  const { cloud, clock, clientOptions } = await memoryCloud();
  cloud.faults.set([{ kind: 'delay', service: 'sts', milliseconds: 500 }]);
  let answered = false;
  const call = new STSClient(clientOptions()).send(new GetCallerIdentityCommand({})).then(() => {
    answered = true;
  });
  await clock.advance(499);
  expect(answered).toBe(false);
  await clock.advance(1);
  await call;
  expect(answered).toBe(true);
});

test('temporary credentials expire after so many calls; new ones begin anew, long-term ones stay', async () => {
  const { cloud, clientOptions } = await memoryCloud();
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' } };
  await new IAMClient(clientOptions()).send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  const root = new STSClient(clientOptions());
  const session = async () => {
    const { Credentials: given } = await root.send(
      new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/r', RoleSessionName: 'me' }),
    );
    const credentials = {
      accessKeyId: given!.AccessKeyId!,
      secretAccessKey: given!.SecretAccessKey!,
      sessionToken: given!.SessionToken!,
    };
    const client = new STSClient({ ...clientOptions(), credentials });
    return () => outcome(client.send(new GetCallerIdentityCommand({})));
  };
  cloud.faults.set([{ kind: 'expire', account: '111122223333', afterCalls: 2 }]);
  const call = await session();
  expect([await call(), await call(), await call()]).toEqual(['ok', 'ok', 'ExpiredToken']);
  expect(await (await session())()).toBe('ok');
  cloud.faults.set([{ kind: 'expire', accessKeyId: '111122223333' }]);
  expect(await outcome(root.send(new GetCallerIdentityCommand({})))).toBe('ExpiredToken');
});

test('the n-th deletion of a type fails with the reason given, as often as told', async () => {
  const world = things();
  const { cloud, clock, clientOptions } = await memoryCloud({ services: [...services, world.service] });
  const formation = new CloudFormationClient(clientOptions());
  const Resources = { A: { Type: 'Test::Things::Thing' }, B: { Type: 'Test::Things::Thing', DependsOn: 'A' } };
  await formation.send(new CreateStackCommand({ StackName: 's', TemplateBody: JSON.stringify({ Resources }) }));
  await clock.advance(1000);
  const reason = 'The thing is held by another (Service: Things, Status Code: 409)';
  cloud.faults.set([{ kind: 'fail-delete', type: 'Test::Things::Thing', nth: 2, times: 1, reason }]);
  const remove = async () => {
    await formation.send(new DeleteStackCommand({ StackName: 's' }));
    await clock.advance(1000);
  };
  await remove();
  const { StackEvents: events } = await formation.send(new DescribeStackEventsCommand({ StackName: 's' }));
  const failed = events!.filter(({ ResourceStatus }) => ResourceStatus === 'DELETE_FAILED');
  expect(failed.map(({ LogicalResourceId, ResourceStatusReason }) => [LogicalResourceId, ResourceStatusReason])).toEqual([
    ['s', 'The following resource(s) failed to delete: [A]. '],
    ['A', reason],
  ]);
  expect([...world.existing.values()].map(({ logicalId }) => logicalId)).toEqual(['A']);
  await remove();
  expect(world.existing.size).toBe(0);
});

test('a service is throttled in its own words: with the error that its SDK models, where it models one', async () => {
  const models = await Promise.all(services.flatMap(({ name, wires }) => wires.map((wire) => loadModel(name, wire))));
  const own = models.flatMap(({ service, errors }) =>
    [...errors.keys()].filter((code) => OWN_THROTTLING.test(code)).map((code) => [service, code]),
  );
  expect(own.length).toBeGreaterThan(8);
  expect(own.filter(([service, code]) => throttlingError(service!).code !== code)).toEqual([]);
});

test.each<[unknown, string]>([
  [[], 'Expected {"faults": [...], "seed": 1}.'],
  [{ faults: [{ kind: 'explode' }] }, 'faults[0].kind must be one of throttle, delay, fail-delete, expire.'],
  [{ faults: [{ kind: 'throttle' }] }, 'faults[0] (throttle) needs percent.'],
  [{ faults: [{ kind: 'throttle', percent: 120 }] }, 'faults[0].percent is no valid value: 120.'],
  [{ faults: [{ kind: 'delay', milliseconds: 1, percent: 3 }] }, 'faults[0] (delay) knows no percent.'],
  [{ faults: [], sede: 1 }, 'sede is not known; there are faults and seed.'],
])('a description that is not understood is refused: %j', (value, message) => {
  expect(() => readFaults(value)).toThrow(message);
});

test('a description is read as it was written', () => {
  const faults: Fault[] = [{ kind: 'fail-delete', reason: 'no', percent: 10 }, { kind: 'expire' }];
  expect(readFaults(JSON.parse(JSON.stringify({ faults, seed: 3 })))).toEqual({ faults, seed: 3 });
});
