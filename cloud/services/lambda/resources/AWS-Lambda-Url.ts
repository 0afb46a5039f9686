import type { Cors, FunctionUrlAuthType, InvokeMode } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf, numberOf } from './tags.ts';

interface UrlProperties {
  TargetFunctionArn: string;
  Qualifier?: string;
  AuthType: FunctionUrlAuthType;
  InvokeMode?: InvokeMode;
  Cors?: Omit<Cors, 'AllowCredentials' | 'MaxAge'> & { AllowCredentials?: boolean | string; MaxAge?: number | string };
}

/** CloudFormation Template Reference, AWS::Lambda::Url. Ref is the ARN of the function or alias. */
export const Url: ResourceType<UrlProperties> = {
  type: 'AWS::Lambda::Url',
  properties: {
    TargetFunctionArn: 'replace',
    Qualifier: 'replace',
    AuthType: 'update',
    InvokeMode: 'update',
    Cors: {
      AllowCredentials: 'update',
      AllowHeaders: 'update',
      AllowMethods: 'update',
      AllowOrigins: 'update',
      ExposeHeaders: 'update',
      MaxAge: 'update',
    },
  },
  async create({ aws }, { TargetFunctionArn, Qualifier, ...settings }) {
    const made = await aws.lambda.CreateFunctionUrlConfig({
      FunctionName: TargetFunctionArn,
      ...(Qualifier !== undefined && { Qualifier }),
      ...settingsOf(settings),
    });
    return made.FunctionArn!;
  },
  async update({ aws }, FunctionName, { TargetFunctionArn: _, Qualifier: __, ...settings }) {
    await aws.lambda.UpdateFunctionUrlConfig({ FunctionName, ...settingsOf(settings), Cors: corsOf(settings.Cors) });
  },
  async delete({ aws }, FunctionName) {
    await aws.lambda.DeleteFunctionUrlConfig({ FunctionName });
  },
  async attributes({ aws }, FunctionName) {
    const { FunctionArn, FunctionUrl } = await aws.lambda.GetFunctionUrlConfig({ FunctionName });
    return { FunctionArn, FunctionUrl };
  },
};

function settingsOf({ AuthType, InvokeMode, Cors }: Omit<UrlProperties, 'TargetFunctionArn' | 'Qualifier'>) {
  return { AuthType, ...(InvokeMode !== undefined && { InvokeMode }), ...(Cors && { Cors: corsOf(Cors) }) };
}

/** Without a Cors property: settings that ask for nothing, which take the former ones away. */
function corsOf({ AllowCredentials, MaxAge, ...lists }: NonNullable<UrlProperties['Cors']> = {}): Cors {
  return {
    ...lists,
    ...(AllowCredentials !== undefined && { AllowCredentials: booleanOf(AllowCredentials) }),
    ...(MaxAge !== undefined && { MaxAge: numberOf(MaxAge) }),
  };
}
