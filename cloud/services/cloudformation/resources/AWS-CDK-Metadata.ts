import type { ResourceType } from '../../../resource-type.ts';

/** What the CDK notes about an app. It does nothing on AWS either. */
export const Metadata: ResourceType = {
  type: 'AWS::CDK::Metadata',
  properties: { Analytics: 'update', Modules: 'update' },
  create: async ({ random }) => random.uuid(),
  update: async () => {},
  delete: async () => {},
};
