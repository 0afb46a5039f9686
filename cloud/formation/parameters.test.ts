import { expect, test } from 'vitest';
import { resolveDynamicReferences } from './dynamic-references.ts';
import { loadTemplate, type Surroundings, scopeFor } from './loaded-template.ts';
import { resolveParameters } from './parameters.ts';
import { checkRules } from './rules.ts';
import { parseTemplate } from './template.ts';

const stored = new Map([
  ['/cdk-bootstrap/hnb659fds/version', '32'],
  ['/list', 'a,b'],
]);
const lookUp = async (names: string[]) => new Map(names.flatMap((name) => (stored.has(name) ? [[name, stored.get(name)!] as const] : [])));
const templateWith = (Parameters: object, more: object = {}) =>
  parseTemplate(JSON.stringify({ Parameters, Resources: { A: { Type: 'T' } }, ...more }));
const given = (values: Record<string, string>) =>
  Object.entries(values).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

test('given values win over previous ones on request, and defaults fill in', async () => {
  const template = templateWith({ A: { Type: 'String', Default: 'a' }, B: { Type: 'Number', Default: 2 }, C: { Type: 'String' } });
  const first = await resolveParameters(template, given({ C: 'c', A: 'x' }), [], lookUp);
  expect(first.map(({ key, value }) => [key, value])).toEqual([
    ['A', 'x'],
    ['B', '2'],
    ['C', 'c'],
  ]);
  const second = await resolveParameters(template, [{ ParameterKey: 'C', UsePreviousValue: true }], first, lookUp);
  expect(second.map(({ value }) => value)).toEqual(['a', '2', 'c']);
});

test('parameters of Systems Manager types mean what is stored', async () => {
  const template = templateWith({
    Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    List: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/list' },
  });
  expect(await resolveParameters(template, [], [], lookUp)).toMatchObject([
    { value: '/cdk-bootstrap/hnb659fds/version', resolved: '32', fromSsm: true },
    { resolved: ['a', 'b'] },
  ]);
  await expect(resolveParameters(template, given({ List: '/none' }), [], lookUp)).rejects.toThrow(
    'Unable to fetch parameters [/none] from parameter store for this account.',
  );
});

test.each<[object, Record<string, string>, string]>([
  [{ A: { Type: 'String' } }, {}, 'Parameters: [A] must have values'],
  [{ A: { Type: 'String', Default: '' } }, { B: '1' }, 'Parameters: [B] do not exist in the template'],
  [{ A: { Type: 'String', AllowedValues: ['x'] } }, { A: 'y' }, "Parameter 'A' must be one of AllowedValues"],
  [{ A: { Type: 'String', AllowedPattern: '[a-z]+' } }, { A: 'a1' }, "Parameter 'A' must match pattern [a-z]+"],
  [
    { A: { Type: 'String', AllowedPattern: '[a-z]+', ConstraintDescription: 'letters only' } },
    { A: '1' },
    "Parameter 'A' failed to satisfy constraint: letters only",
  ],
  [{ A: { Type: 'String', MinLength: 3 } }, { A: 'ab' }, "Parameter 'A' must contain at least 3 characters"],
  [{ A: { Type: 'Number', MaxValue: 3 } }, { A: '4' }, "Parameter 'A' must be a number not greater than 3"],
  [{ A: { Type: 'Number' } }, { A: 'four' }, "Parameter 'A' must be a number."],
])('%j refuses %j', async (declared, values, message) => {
  await expect(resolveParameters(templateWith(declared), given(values), [], lookUp)).rejects.toThrow(message);
});

const nothing: Surroundings = { reference: () => '', attribute: () => '', imported: () => '', stackOutput: () => '' };
const bootstrapRule = {
  CheckBootstrapVersion: {
    Assertions: [
      {
        Assert: { 'Fn::Not': [{ 'Fn::Contains': [['1', '2', '3', '4', '5'], { Ref: 'Version' }] }] },
        AssertDescription: "CDK bootstrap stack version 6 required. Please run 'cdk bootstrap' with a recent version of the CDK CLI.",
      },
    ],
  },
};

test.each([
  ['32', true],
  ['5', false],
])('the rule on the bootstrap version: %s passes: %s', async (version, passes) => {
  const template = templateWith({ Version: { Type: 'String', Default: version } }, { Rules: bootstrapRule });
  const parameters = await resolveParameters(template, [], [], lookUp);
  const loaded = loadTemplate(template, parameters, { account: '1', region: 'r', stackName: 's', stackId: 'i' });
  const check = () => checkRules(template, scopeFor(loaded, nothing));
  if (passes) check();
  else expect(check).toThrow('CDK bootstrap stack version 6 required.');
});

test('dynamic references are replaced by what is stored; those of other services are refused by name', async () => {
  const value = { a: ['x-{{resolve:ssm:/list}}-y'], b: 1 };
  expect(await resolveDynamicReferences(value, lookUp)).toEqual({ a: ['x-a,b-y'], b: 1 });
  await expect(resolveDynamicReferences('{{resolve:ssm-secure:/password}}', lookUp)).rejects.toThrow(
    'The embedded cloud does not implement dynamic reference {{resolve:ssm-secure:/password}}. See the coverage page (/coverage).',
  );
});
