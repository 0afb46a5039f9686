import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseCredentials, BootstrapEnvironments, type IIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import { App, CfnOutput, CfnResource, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type HostedCloud, startCloud } from '../../host/node/start.ts';

const env = { account: '111122223333', region: 'ap-southeast-1' };
const options = { stackEventPollingInterval: 50 };
const faults: unknown[] = [];
let directory: string;
let host: HostedCloud;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'toolkit-'));
  host = await startCloud({ port: 0, stateDirectory: join(directory, 'state'), onFault: (fault) => faults.push(fault) });
  process.env.AWS_ENDPOINT_URL = host.endpoint;
  process.env.CDK_VALIDATION = 'false';
});

afterAll(async () => {
  await host.close();
  await rm(directory, { recursive: true, force: true });
  expect(faults).toEqual([]);
});

const quiet: IIoHost = { notify: async () => {}, requestResponse: async (request) => request.defaultResponse };
const toolkit = new Toolkit({
  ioHost: quiet,
  color: false,
  emojis: false,
  sdkConfig: {
    baseCredentials: BaseCredentials.custom({
      provider: async () => ({ accessKeyId: env.account, secretAccessKey: 'unused' }),
      region: env.region,
    }),
  },
});

/** An app of one stack with a parameter, a bucket and whatever `more` adds. */
function app(value: string, more: (stack: Stack) => void = () => {}) {
  return toolkit.fromAssemblyBuilder(async () => {
    const root = new App({ outdir: await mkdtemp(join(directory, 'synth-')), analyticsReporting: false });
    const stack = new Stack(root, 'Shop', { env, tags: { team: 'shop' } });
    const parameter = new StringParameter(stack, 'Greeting', { stringValue: value });
    new Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY });
    new CfnOutput(stack, 'Name', { value: parameter.parameterName });
    more(stack);
    return root.synth();
  });
}

async function deploy(value: string, more?: (stack: Stack) => void): Promise<string> {
  const { stacks } = await toolkit.deploy(await app(value, more), options);
  return stacks[0]?.outputs.Name ?? '';
}

function failing(stack: Stack): void {
  new CfnResource(stack, 'Broken', { type: 'AWS::SSM::Parameter', properties: { Type: 'String', Name: 'a b', Value: 'x' } });
}

async function greeting(name: string): Promise<string | undefined> {
  const { ssm } = host.cloud.as({ type: 'root', account: env.account }, env.account, env.region);
  return (await ssm.GetParameter({ Name: name })).Parameter?.Value;
}

test('the CDK toolkit bootstraps, deploys, updates, fails, deploys again and destroys', async () => {
  const environments = BootstrapEnvironments.fromList([`aws://${env.account}/${env.region}`]);
  expect(await toolkit.bootstrap(environments)).toMatchObject({ environments: [{ status: 'success' }] });
  expect(await toolkit.bootstrap(environments)).toMatchObject({ environments: [{ status: 'no-op' }] });

  await expect(deploy('1', failing)).rejects.toThrow(/HandlerErrorCode/);
  const name = await deploy('1');
  expect(await greeting(name)).toBe('1');
  expect(await deploy('1')).toBe(name);
  expect(await deploy('2')).toBe(name);
  expect(await greeting(name)).toBe('2');

  await expect(deploy('3', failing)).rejects.toThrow(/HandlerErrorCode/);
  expect(await greeting(name)).toBe('2');
  await expect(deploy('3', (stack) => void new CfnResource(stack, 'Queue', { type: 'AWS::GameLift::Fleet' }))).rejects.toThrow(
    'Unrecognized resource types: [AWS::GameLift::Fleet]',
  );
  const unhonoured = (stack: Stack) => void new CfnResource(stack, 'Odd', { type: 'AWS::SSM::Parameter', properties: { Colour: 'red' } });
  await expect(deploy('3', unhonoured)).rejects.toThrow(/does not implement property Colour of AWS::SSM::Parameter/);

  const nested = (stack: Stack) => void new StringParameter(new NestedStack(stack, 'Inner'), 'Deep', { stringValue: 'deep' });
  expect(await deploy('3', nested)).toBe(name);
  await toolkit.destroy(await app('3'), options);
  const { cloudformation } = host.cloud.as({ type: 'root', account: env.account }, env.account, env.region);
  expect((await cloudformation.DescribeStacks({})).Stacks?.map((stack) => stack.StackName)).toEqual(['CDKToolkit']);
});
