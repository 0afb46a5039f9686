import type { AccessCheck, Call } from '../../operation.ts';
import type { Service } from '../../service.ts';
import { nameOf, parameterArn } from './names.ts';
import type { SsmState } from './state.ts';

/** The members by which inputs name parameters. */
interface Names {
  Name?: string;
  Names?: string[];
  Path?: string;
  ResourceId?: string;
  Tags?: { Key: string | undefined; Value: string | undefined }[];
  Overwrite?: boolean;
}

const onParameters =
  (operation: string) =>
  (input: Names, call: Call<SsmState>): AccessCheck[] =>
    (input.Names ?? [input.Name ?? input.Path ?? input.ResourceId ?? '']).map((given) => {
      const name = given.startsWith('arn:')
        ? given
            .split(':')
            .slice(5, 6)
            .join('')
            .replace(/^parameter/, '')
        : nameOf(given);
      const context: Record<string, string> = {};
      for (const [key, value] of call.state.parameters.get(name)?.tags ?? []) context[`aws:ResourceTag/${key}`] = value;
      for (const { Key, Value } of input.Tags ?? []) context[`aws:RequestTag/${Key}`] = Value ?? '';
      if (operation === 'PutParameter') context['ssm:Overwrite'] = String(input.Overwrite ?? false);
      return { action: `ssm:${operation}`, resource: parameterArn(call, name), context };
    });

const about = [
  'PutParameter',
  'GetParameter',
  'GetParameters',
  'GetParametersByPath',
  'GetParameterHistory',
  'DeleteParameter',
  'DeleteParameters',
  'LabelParameterVersion',
  'UnlabelParameterVersion',
  'AddTagsToResource',
  'RemoveTagsFromResource',
  'ListTagsForResource',
];

export const access: Service<SsmState, undefined>['access'] = {
  ...Object.fromEntries(about.map((operation) => [operation, onParameters(operation)])),
  DescribeParameters: (_input, { region, account }) => ({
    action: 'ssm:DescribeParameters',
    resource: `arn:aws:ssm:${region}:${account}:*`,
  }),
};
