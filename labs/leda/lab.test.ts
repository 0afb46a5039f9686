import { Match, type Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { templatesOf } from '../../scripts/lab-template-in-test.ts';

const templateOf = templatesOf('leda');
const [start, connected, solution] = [await templateOf({ stage: 'start' }), await templateOf({ stage: 'connected' }), await templateOf()];
const templates = { start, connected, solution };
const arnOf = (name: string, attribute: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${name}`), attribute] });

describe('every stage', () => {
  test.each(Object.entries(templates))('%s: tables as LEDA has them, on demand, gone with the stack', (_, template) => {
    for (const [name, key, view] of [
      ['StateTable', 'id', 'NEW_AND_OLD_IMAGES'],
      ['ReduceTable', 'MessageId', 'NEW_IMAGE'],
      ['AggregateTable', 'Identifier', undefined],
      ['ParameterTable', 'parameter', undefined],
    ] as const) {
      const [table] = Object.entries(template.findResources('AWS::DynamoDB::Table')).filter(([id]) => id.startsWith(name));
      expect(table![1]).toMatchObject({
        DeletionPolicy: 'Delete',
        Properties: { BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: key, KeyType: 'HASH' }] },
      });
      expect(table![1].Properties.StreamSpecification).toEqual(view && { StreamViewType: view });
    }
  });

  test.each(Object.entries(templates))('%s: no physical names, no schedule, no custom resource', (_, template) => {
    const resources = Object.values(template.toJSON().Resources as Record<string, { Type: string; Properties: object }>);
    for (const { Type, Properties } of resources) {
      expect(Type).not.toMatch(/^Custom::|AWS::Events::Rule|AWS::Scheduler|AWS::CDK::Metadata/);
      for (const name of ['TableName', 'FunctionName', 'Name', 'RoleName']) {
        const value = (Properties as Record<string, unknown>)[name];
        expect(typeof value === 'string' ? `${Type}.${name}` : '').toBe('');
      }
    }
  });
});

test('start: nothing is wired, and Reduce lacks its statement', () => {
  start.resourceCountIs('AWS::Lambda::EventSourceMapping', 0);
  for (const { Properties } of Object.values(start.findResources('AWS::Lambda::Function'))) {
    expect(Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  }
  expect(reducePolicy(start)).not.toMatch(/GetRecords|UpdateItem/);
  expect(reducePolicy(connected)).toMatch(/GetRecords.*UpdateItem/);
});

test.each([
  ['connected', connected],
  ['solution', solution],
])('%s: three mappings that repeat the identical batch until it succeeds, and one Reduce at a time', (_, template) => {
  template.resourceCountIs('AWS::Lambda::EventSourceMapping', 3);
  for (const [source, attribute, target, BatchSize] of [
    ['IncomingDataStream', 'Arn', 'State', 100],
    ['StateTable', 'StreamArn', 'Map', 100],
    ['ReduceTable', 'StreamArn', 'Reduce', 1000],
  ] as const) {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: arnOf(source, attribute),
      FunctionName: { Ref: Match.stringLikeRegexp(`^${target}`) },
      BatchSize,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 50,
      BisectBatchOnFunctionError: Match.absent(),
      FunctionResponseTypes: Match.absent(),
    });
  }
  template.hasResourceProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: 1 });
});

test('connected and solution differ in two functions only', () => {
  const codeLess = (template: Template) => JSON.stringify(template.toJSON()).replaceAll(/"S3Key":"[^"]*"/g, '');
  expect(codeLess(connected)).toBe(codeLess(solution));
  const keys = (template: Template) =>
    Object.entries(template.findResources('AWS::Lambda::Function')).map(([id, { Properties }]) => `${id} ${Properties.Code.S3Key}`);
  const changed = keys(solution).filter((key) => !keys(connected).includes(key));
  expect(changed.map((key) => key.replace(/[0-9A-F]{8} .*/, ''))).toEqual(['State', 'Reduce']);
});

function reducePolicy(template: Template): string {
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('ReduceRole'));
  return JSON.stringify(policy![1].Properties.PolicyDocument);
}
