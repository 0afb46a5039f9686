import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { afterAll, expect, test } from 'vitest';
import { WorkshopFunction } from './workshop-function.ts';
import { WorkshopStack, type WorkshopStackProps } from './workshop-stack.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'function-'));
afterAll(() => rmSync(scratch, { recursive: true }));
mkdirSync(path.join(scratch, 'deeper'));
mkdirSync(path.join(scratch, 'node_modules/words'), { recursive: true });
writeFileSync(path.join(scratch, 'node_modules/words/index.js'), "export const spoken = (word) => word + '!';\n");

class OneFunction extends WorkshopStack {
  constructor(scope: Construct, id: string, props: WorkshopStackProps, entry: string) {
    super(scope, id, props);
    const greet = new WorkshopFunction(this, 'Greet', { entry: pathToFileURL(entry), timeout: Duration.seconds(5) });
    this.output({ Greet: greet.functionName });
  }
}

/** A stack with one function, from a folder of its own. */
function synthesise(folder: string, greeting: string) {
  const entry = path.join(mkdtempSync(path.join(scratch, folder)), 'greet.ts');
  writeFileSync(
    entry,
    `import { STSClient } from '@aws-sdk/client-sts';\nimport { spoken } from 'words';\nexport const handler = async (): Promise<unknown> => [spoken('${greeting}'), STSClient];\n`,
  );
  const outdir = mkdtempSync(path.join(scratch, 'out-'));
  const app = new App({ outdir, analyticsReporting: false });
  const template = Template.fromStack(new OneFunction(app, 'greeter', { lab: 'greeter' }, entry));
  const artifact = app.synth().getStackByName('greeter');
  return { template, artifact, outdir };
}

const keyOf = ({ template }: ReturnType<typeof synthesise>): string =>
  Object.values(template.findResources('AWS::Lambda::Function'))[0]!.Properties.Code.S3Key;

test('a function is one ES module on the current runtime, the SDK left to Lambda', () => {
  const { template, outdir } = synthesise('a', 'chào');
  template.hasResourceProperties('AWS::Lambda::Function', {
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    MemorySize: 256,
    Timeout: 5,
    Handler: 'index.handler',
  });
  const asset = readdirSync(outdir).find((name) => name.startsWith('asset.'))!;
  expect(readdirSync(path.join(outdir, asset))).toEqual(['index.mjs']);
  expect(readFileSync(path.join(outdir, asset, 'index.mjs'), 'utf8')).toContain('from "@aws-sdk/client-sts"');
});

test('the same source gives the same asset wherever it lies, another source another one', () => {
  expect(keyOf(synthesise('here', 'chào'))).toBe(keyOf(synthesise('deeper/there', 'chào')));
  expect(keyOf(synthesise('here', 'chào'))).not.toBe(keyOf(synthesise('here', 'hello')));
});

test('the log group is the stack’s own and goes with it', () => {
  const { template } = synthesise('a', 'chào');
  template.hasResource('AWS::Logs::LogGroup', {
    DeletionPolicy: 'Delete',
    Properties: { LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/', { Ref: 'AWS::StackName' }, '/Greet']] }, RetentionInDays: 7 },
  });
  template.hasResourceProperties('AWS::Lambda::Function', { LoggingConfig: { LogGroup: { Ref: Match.stringLikeRegexp('^GreetLogs') } } });
});

test('ungranted, a function may write its own log and nothing else', () => {
  const { template } = synthesise('a', 'chào');
  template.resourceCountIs('AWS::IAM::Policy', 1);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^GreetLogs'), 'Arn'] },
        },
      ],
    },
  });
  const role = Object.values(template.findResources('AWS::IAM::Role'))[0]!;
  expect(role.Properties).not.toHaveProperty('ManagedPolicyArns');
});

test('a stack is tagged, bound to no account, and holds nothing but what its source says', () => {
  const { template, artifact } = synthesise('a', 'chào');
  expect(artifact.tags).toEqual({
    workshop: 'xuong-may',
    'workshop:lab': 'greeter',
    'workshop:event': 'none',
    'workshop:participant': 'none',
    'workshop:expires': 'never',
  });
  expect(artifact.environment).toMatchObject({ account: 'unknown-account', region: 'unknown-region' });
  template.resourceCountIs('AWS::CDK::Metadata', 0);
  template.hasOutput('Greet', { Value: { Ref: Match.stringLikeRegexp('^Greet') } });
});
