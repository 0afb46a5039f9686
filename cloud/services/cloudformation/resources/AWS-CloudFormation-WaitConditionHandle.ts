import type { ResourceType } from '../../../resource-type.ts';

/** A handle without a wait condition: a resource that does nothing, as templates use it to hold dependencies. */
export const WaitConditionHandle: ResourceType = {
  type: 'AWS::CloudFormation::WaitConditionHandle',
  properties: {},
  create: async ({ stackId, logicalId }) => `https://cloudformation-waitcondition.invalid/${encodeURIComponent(stackId)}/${logicalId}`,
  delete: async () => {},
};
