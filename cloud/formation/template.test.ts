// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub is written so.
import { expect, test } from 'vitest';
import { parseTemplate } from './template.ts';

test('YAML with short forms means the same as JSON', () => {
  const yaml = `
AWSTemplateFormatVersion: 2010-09-09
Description: short forms
Resources:
  Queue:
    Type: T
    DependsOn: Other
    Properties:
      Name: !Sub "\${AWS::StackName}-\${Other.Arn}"
      Arn: !GetAtt Other.Arn
      List: !Split [",", !Join [",", [!Ref Other, 012345678901]]]
      Choice: !If
        - Yes
        - !Ref AWS::NoValue
        - {Fn::Sub: ["\${a}", {a: !Select [0, !GetAZs ""]}]}
  Other: {Type: T}
Conditions:
  Yes: !Equals [!Ref AWS::Region, x]
`;
  const { resources, conditions, description } = parseTemplate(yaml);
  expect(description).toBe('short forms');
  expect(conditions.Yes).toEqual({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] });
  expect(resources.Queue?.Properties).toEqual({
    Name: { 'Fn::Sub': '${AWS::StackName}-${Other.Arn}' },
    Arn: { 'Fn::GetAtt': ['Other', 'Arn'] },
    List: { 'Fn::Split': [',', { 'Fn::Join': [',', [{ Ref: 'Other' }, '012345678901']] }] },
    Choice: { 'Fn::If': ['Yes', { Ref: 'AWS::NoValue' }, { 'Fn::Sub': ['${a}', { a: { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] } }] }] },
  });
});

test.each<[string, string]>([
  ['[]', 'Template format error: unsupported structure.'],
  ['{"Resources": {}}', 'Template format error: At least one Resources member must be defined.'],
  ['{"Resources": {"A": {"Type": "T"}}, "Extra": 1}', 'Invalid template property or properties [Extra]'],
  ['{"Resources": {"A": {}}}', 'Template format error: [/Resources/A] Every Resources object must contain a Type member.'],
  ['{"Resources": {"A": {"Type": "T", "Propertys": {}}}}', "Invalid template resource property 'Propertys'"],
  ['{"Resources": {"a-b": {"Type": "T"}}}', 'Template format error: Resource name a-b is non alphanumeric.'],
  [
    '{"Transform": "AWS::Serverless-2016-10-31", "Resources": {"A": {"Type": "T"}}}',
    'The embedded cloud does not implement Transform "AWS::Serverless-2016-10-31". See the coverage page (/coverage).',
  ],
  [
    '{"Resources": {"A": {"Type": "T", "DeletionPolicy": "Snapshot"}}}',
    'The embedded cloud does not implement DeletionPolicy Snapshot (resource A). See the coverage page (/coverage).',
  ],
  [
    '{"Resources": {"A": {"Type": "T", "CreationPolicy": {}}}}',
    'The embedded cloud does not implement CreationPolicy (resource A). See the coverage page (/coverage).',
  ],
  [
    '{"Resources": {"A": {"Type": "T"}}, "Outputs": {"O": {}}}',
    'Template format error: [/Outputs/O] Every Outputs member must contain a Value object',
  ],
  ['a: [', 'Template format error: YAML not well-formed. (line 1, column 5)'],
  ['{"AWSTemplateFormatVersion": "2020-01-01"}', 'Template format error: Unsupported template format version: 2020-01-01'],
])('%s is refused', (body, message) => {
  expect(() => parseTemplate(body)).toThrow(message);
});
