import type { ResourceType } from '../../../resource-type.ts';

interface PermissionProperties {
  Action: string;
  FunctionName: string;
  Principal: string;
  SourceArn?: string;
  SourceAccount?: string;
}

/** CloudFormation Template Reference, AWS::Lambda::Permission. Ref is the statement's id. */
export const Permission: ResourceType<PermissionProperties> = {
  type: 'AWS::Lambda::Permission',
  properties: { Action: 'replace', FunctionName: 'replace', Principal: 'replace', SourceArn: 'replace', SourceAccount: 'replace' },
  async create(context, { Action, FunctionName, Principal, SourceArn, SourceAccount }) {
    const StatementId = context.physicalName(100);
    await context.aws.lambda.AddPermission({
      StatementId,
      Action,
      FunctionName,
      Principal,
      ...(SourceArn !== undefined && { SourceArn }),
      ...(SourceAccount !== undefined && { SourceAccount }),
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
