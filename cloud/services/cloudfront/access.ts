import type { AccessCheck } from '../../operation.ts';
import type { Service } from '../../service.ts';
import type { CloudFrontCall, Local } from './local.ts';
import { operations } from './operations.ts';
import type { CloudFrontState } from './state.ts';

interface Input {
  Id?: string;
  DistributionId?: string;
  Resource?: string;
}

/** The kinds of resources, by what the names of their operations hold. */
const KINDS = [
  ['OriginAccessControl', 'origin-access-control'],
  ['CachePolic', 'cache-policy'],
  ['ResponseHeadersPolic', 'response-headers-policy'],
  ['', 'distribution'],
] as const;

const onResource = (operation: string) => {
  const kind = KINDS.find(([name]) => operation.includes(name))![1];
  // Reason: with tags it is the same action, and the right to tag besides.
  const actions = operation === 'CreateDistributionWithTags' ? ['CreateDistribution', 'TagResource'] : [operation];
  return ({ Id, DistributionId, Resource }: Input, { account }: CloudFrontCall): AccessCheck[] => {
    const id = DistributionId ?? Id;
    const all = operation.startsWith('List') ? '*' : `arn:aws:cloudfront::${account}:${kind}/*`;
    const resource = Resource ?? (id === undefined ? all : `arn:aws:cloudfront::${account}:${kind}/${id}`);
    return actions.map((action) => ({ action: `cloudfront:${action}`, resource }));
  };
};

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudFront". */
export const access: Service<CloudFrontState, Local>['access'] = Object.fromEntries(
  Object.keys(operations).map((operation) => [operation, onResource(operation)]),
);
