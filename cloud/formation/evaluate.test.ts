// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so.
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { loadTemplate, scopeFor } from './loaded-template.ts';
import type { ParameterValue, Value } from './model.ts';
import { parseTemplate } from './template.ts';

const place = { account: '111122223333', region: 'ap-southeast-1', stackName: 'shop', stackId: 'arn:stack' };

function parameter(key: string, resolved: string | string[]): ParameterValue {
  return { key, value: String(resolved), resolved, fromSsm: false, noEcho: false };
}

/** The value as a template with parameters Name=orders, Zones=a,b and a resource Queue sees it. */
function resolve(value: Value, more: object = {}): Value | undefined {
  const template = parseTemplate(
    JSON.stringify({
      Parameters: { Name: { Type: 'String' }, Zones: { Type: 'CommaDelimitedList' } },
      Mappings: { Sizes: { small: { cpu: 1, list: ['x', 'y'] } } },
      Conditions: { Yes: { 'Fn::Equals': [{ Ref: 'Name' }, 'orders'] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
      Resources: { Queue: { Type: 'T' } },
      ...more,
    }),
  );
  const loaded = loadTemplate(template, [parameter('Name', 'orders'), parameter('Zones', ['a', 'b'])], place);
  return evaluate(
    value,
    scopeFor(loaded, {
      reference: (id) => `physical-${id}`,
      attribute: (id, name) => `${id}.${name}`,
      imported: (name) => `imported ${name}`,
      stackOutput: ({ stackName, outputName, region }) => `${stackName} ${outputName} ${region}`,
    }),
  );
}

test.each<[string, Value, Value]>([
  ['Ref of a parameter', { Ref: 'Name' }, 'orders'],
  ['Ref of a list parameter', { Ref: 'Zones' }, ['a', 'b']],
  ['Ref of a resource', { Ref: 'Queue' }, 'physical-Queue'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
  ['Ref of the partition', { Ref: 'AWS::Partition' }, 'aws'],
  ['Fn::GetAtt with a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
  ['Fn::GetAtt with a dotted attribute', { 'Fn::GetAtt': 'Queue.Endpoint.Address' }, 'Queue.Endpoint.Address'],
  [
    'Fn::Sub',
    { 'Fn::Sub': '${Name}-${AWS::Region}-${Queue}-${Queue.Arn}-${!Literal}' },
    'orders-ap-southeast-1-physical-Queue-Queue.Arn-${Literal}',
  ],
  ['Fn::Sub with variables', { 'Fn::Sub': ['${a}/${Name}', { a: { Ref: 'Queue' } }] }, 'physical-Queue/orders'],
  ['Fn::Join', { 'Fn::Join': [':', ['x', { Ref: 'Name' }, 1, { Ref: 'AWS::NoValue' }]] }, 'x:orders:1'],
  ['Fn::Join of a list', { 'Fn::Join': ['', { Ref: 'Zones' }] }, 'ab'],
  ['Fn::Select', { 'Fn::Select': ['1', { Ref: 'Zones' }] }, 'b'],
  ['Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': ['.', 'a.b.c'] }] }, 'c'],
  ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Name}-out' } }, 'imported orders-out'],
  [
    'Fn::GetStackOutput',
    { 'Fn::GetStackOutput': { StackName: { Ref: 'Name' }, OutputName: 'Arn', Region: 'eu-west-1' } },
    'orders Arn eu-west-1',
  ],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'small', 'cpu'] }, 1],
  ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'huge', 'cpu', { DefaultValue: 9 }] }, 9],
  ['Fn::GetAZs', { 'Fn::GetAZs': '' }, ['ap-southeast-1a', 'ap-southeast-1b', 'ap-southeast-1c']],
  ['Fn::If', { 'Fn::If': ['Yes', 'then', { Ref: 'Nowhere' }] }, 'then'],
  ['Fn::If else', { 'Fn::If': ['No', 'then', 'else'] }, 'else'],
  ['Fn::Base64', { 'Fn::Base64': 'mây' }, 'bcOieQ=='],
  ['Fn::Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
  ['Fn::And', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [1, '1'] }] }, true],
  [
    'plain data',
    { Condition: { StringEquals: { a: 'b' } }, n: null, t: true },
    { Condition: { StringEquals: { a: 'b' } }, n: null, t: true },
  ],
  ['AWS::NoValue in an object', { a: { Ref: 'AWS::NoValue' }, b: 1 }, { b: 1 }],
  ['AWS::NoValue in a list', [1, { 'Fn::If': ['No', 2, { Ref: 'AWS::NoValue' }] }], [1]],
])('%s', (_name, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test.each<[Value, string]>([
  [{ 'Fn::FindInMap': ['Sizes', 'huge', 'cpu'] }, 'Template error: Unable to get mapping for Sizes::huge::cpu'],
  [{ 'Fn::FindInMap': ['Nope', 'a', 'b'] }, "Template error: Mapping named 'Nope' is not present in the 'Mappings' section of template."],
  [{ 'Fn::Select': [5, ['a']] }, 'Template error: Fn::Select cannot select nonexistent value at index 5'],
  [
    { 'Fn::Transform': { Name: 'AWS::Include' } },
    'The embedded cloud does not implement Fn::Transform. See the coverage page (/coverage).',
  ],
  [{ 'Fn::ToJsonString': {} }, 'The embedded cloud does not implement Fn::ToJsonString. See the coverage page (/coverage).'],
  [{ 'Fn::If': ['Yes', 1] }, 'Template error: Fn::If requires a list argument with three parameters'],
])('%j is refused', (value, message) => {
  expect(() => resolve(value)).toThrow(message);
});

test.each<[object, string]>([
  [
    { Resources: { A: { Type: 'T', Properties: { x: { Ref: 'Lost' } } } } },
    'Template format error: Unresolved resource dependencies [Lost] in the Resources block of the template',
  ],
  [
    { Resources: { A: { Type: 'T', DependsOn: 'Lost' } } },
    'Template format error: Unresolved resource dependencies [Lost] in the Resources block of the template',
  ],
  [
    { Resources: { A: { Type: 'T', Properties: { x: { 'Fn::GetAtt': ['Lost', 'Arn'] } } } } },
    'Template error: instance of Fn::GetAtt references undefined resource Lost',
  ],
  [
    { Outputs: { O: { Value: { Ref: 'Lost' } } } },
    'Template format error: Unresolved resource dependencies [Lost] in the Outputs block of the template',
  ],
  [
    { Resources: { A: { Type: 'T', Condition: 'Lost' } } },
    'Template format error: Unresolved condition dependency Lost in the Resources block of the template',
  ],
  [
    {
      Resources: {
        A: { Type: 'T', Properties: { x: { Ref: 'B' } } },
        B: { Type: 'T', DependsOn: ['A'] },
        C: { Type: 'T', DependsOn: 'A' },
      },
    },
    'Circular dependency between resources: [A, B]',
  ],
  [
    { Resources: { A: { Type: 'T', Condition: 'No' }, B: { Type: 'T', Properties: { x: { Ref: 'A' } } } } },
    'Template format error: Unresolved resource dependencies [A] in the Resources block of the template',
  ],
])('names that lead nowhere are refused: %j', (more, message) => {
  expect(() => resolve(null, more)).toThrow(message);
});
