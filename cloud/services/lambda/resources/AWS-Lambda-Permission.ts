import type { FunctionUrlAuthType } from '@aws-sdk/client-lambda';
import type { ResourceType } from '../../../resource-type.ts';
import { booleanOf } from './tags.ts';

interface PermissionProperties {
  Action: string;
  FunctionName: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
  FunctionUrlAuthType?: FunctionUrlAuthType;
  InvokedViaFunctionUrl?: boolean | string;
}

/** CloudFormation Template Reference, AWS::Lambda::Permission. Ref is the statement's id. */
export const Permission: ResourceType<PermissionProperties> = {
  type: 'AWS::Lambda::Permission',
  properties: {
    Action: 'replace',
    FunctionName: 'replace',
    Principal: 'replace',
    SourceArn: 'replace',
    SourceAccount: 'replace',
    FunctionUrlAuthType: 'replace',
    InvokedViaFunctionUrl: 'replace',
  },
  async create(context, properties) {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount, FunctionUrlAuthType } = properties;
    const InvokedViaFunctionUrl = booleanOf(properties.InvokedViaFunctionUrl);
    const StatementId = context.physicalName(100);
    await context.aws.lambda.AddPermission({
      StatementId,
      Action,
      FunctionName,
      Principal,
      ...(SourceArn !== undefined && { SourceArn }),
      ...(SourceAccount !== undefined && { SourceAccount }),
      ...(FunctionUrlAuthType !== undefined && { FunctionUrlAuthType }),
      ...(InvokedViaFunctionUrl !== undefined && { InvokedViaFunctionUrl }),
    });
    return StatementId;
  },
  async delete({ aws }, StatementId, { FunctionName }) {
    await aws.lambda.RemovePermission({ FunctionName, StatementId });
  },
  async attributes(_, StatementId) {
    return { Id: StatementId };
  },
};
