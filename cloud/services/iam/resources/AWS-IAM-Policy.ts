import type { ResourceType } from '../../../resource-type.ts';
import { documentText, holdersOf, unlessGone } from './holder.ts';

interface InlinePolicyProperties {
  PolicyName: string;
  PolicyDocument: object | string;
  Roles?: string[];
  Users?: string[];
  Groups?: string[];
}

/** CloudFormation Template Reference, AWS::IAM::Policy: an inline policy on one or more holders. */
export const Policy: ResourceType<InlinePolicyProperties> = {
  type: 'AWS::IAM::Policy',
  properties: { PolicyName: 'update', PolicyDocument: 'update', Roles: 'update', Users: 'update', Groups: 'update' },
  async create(context, properties) {
    const holders = holdersOf(context, properties);
    if (holders.size === 0) throw new Error('At least one of [Groups,Roles,Users] must be non-empty.');
    for (const holder of holders.values()) await holder.put(properties.PolicyName, documentText(properties.PolicyDocument));
    return context.physicalName(64);
  },
  async update(context, _id, properties, previous) {
    const holders = holdersOf(context, properties);
    for (const holder of holders.values()) await holder.put(properties.PolicyName, documentText(properties.PolicyDocument));
    for (const [key, holder] of holdersOf(context, previous)) {
      if (properties.PolicyName !== previous.PolicyName || !holders.has(key)) await unlessGone(holder.remove(previous.PolicyName));
    }
  },
  async delete(context, _id, properties) {
    for (const holder of holdersOf(context, properties).values()) await unlessGone(holder.remove(properties.PolicyName));
  },
  attributes: async (_context, id) => ({ Id: id }),
};
