import type { ResourceType } from '../../../resource-type.ts';

interface AliasProperties {
  FunctionName: string;
  Name: string;
  FunctionVersion: string;
  Description?: string;
  RoutingConfig?: { AdditionalVersionWeights?: { FunctionVersion: string; FunctionWeight: number | string }[] };
}

/** CloudFormation Template Reference, AWS::Lambda::Alias. Ref is the alias's ARN. */
export const Alias: ResourceType<AliasProperties> = {
  type: 'AWS::Lambda::Alias',
  properties: {
    FunctionName: 'replace',
    Name: 'replace',
    FunctionVersion: 'update',
    Description: 'update',
    RoutingConfig: { AdditionalVersionWeights: { FunctionVersion: 'update', FunctionWeight: 'update' } },
  },
  async create({ aws }, properties) {
    return (await aws.lambda.CreateAlias(aliasOf(properties))).AliasArn!;
  },
  async update({ aws }, _, properties) {
    await aws.lambda.UpdateAlias(aliasOf(properties));
  },
  async delete({ aws }, _, { FunctionName, Name }) {
    await aws.lambda.DeleteAlias({ FunctionName, Name });
  },
  async attributes(_, arn) {
    return { AliasArn: arn };
  },
};

function aliasOf({ FunctionName, Name, FunctionVersion, Description, RoutingConfig }: AliasProperties) {
  const weights = (RoutingConfig?.AdditionalVersionWeights ?? []).map(({ FunctionVersion: version, FunctionWeight }) => [
    version,
    Number(FunctionWeight),
  ]);
  return {
    FunctionName,
    Name,
    FunctionVersion,
    Description: Description ?? '',
    RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights) },
  };
}
