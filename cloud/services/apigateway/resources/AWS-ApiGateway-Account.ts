import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface AccountProperties {
  CloudWatchRoleArn?: string;
}

/** CloudFormation Template Reference, AWS::ApiGateway::Account: the one of the account and region, changed and never removed. */
export const Account: ResourceType<AccountProperties> = {
  type: 'AWS::ApiGateway::Account',
  properties: { CloudWatchRoleArn: 'update' },
  async create(context, properties) {
    await set(context, properties);
    return context.physicalName(128);
  },
  update: (context, _id, properties) => set(context, properties),
  async delete() {},
  async attributes(_, id) {
    return { Id: id };
  },
};

async function set({ aws }: ResourceContext, { CloudWatchRoleArn = '' }: AccountProperties): Promise<void> {
  await aws.apigateway.UpdateAccount({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: CloudWatchRoleArn }] });
}
