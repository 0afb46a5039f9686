import { GetRolePolicyCommand, IAMClient, paginateListRolePolicies } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { CheckContext } from '#labs/contract.ts';

interface Statement {
  Action: string | string[];
}

/** What a function's role may do with DynamoDB: the actions of its policies, sorted. */
export async function dynamodbActions({ client, outputs }: CheckContext, name: string): Promise<string[]> {
  const { Role = '' } = await client(LambdaClient).send(new GetFunctionConfigurationCommand({ FunctionName: outputs[name] }));
  const RoleName = Role.slice(Role.lastIndexOf('/') + 1);
  const iam = client(IAMClient);
  const actions: string[] = [];
  for await (const { PolicyNames = [] } of paginateListRolePolicies({ client: iam }, { RoleName })) {
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument = '' } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
      const { Statement }: { Statement: Statement[] } = JSON.parse(decodeURIComponent(PolicyDocument));
      actions.push(...Statement.flatMap(({ Action }) => Action));
    }
  }
  return actions.filter((action) => action.startsWith('dynamodb:') || action === '*').sort();
}
