import type { AccessCheck } from '../operation.ts';
import type { Principal } from '../principal.ts';
import type { ConditionKeys } from './conditions.ts';

/** The facts of a request beyond its principal. */
export interface RequestFacts {
  /** Milliseconds since the epoch. */
  now: number;
  region: string;
  resourceAccount: string;
  principalTags?: ReadonlyMap<string, string>;
}

/**
 * The condition keys of a request: the global ones and what the operation hands in. Keys that the cloud cannot know
 * (an address, a VPC, an organisation) are absent. IAM User Guide, "AWS global condition context keys".
 */
export function conditionKeys(principal: Principal, check: AccessCheck, facts: RequestFacts): ConditionKeys {
  let handedIn: Map<string, string | string[]> | undefined;
  return (key) => {
    if (check.context) {
      handedIn ??= new Map(Object.entries(check.context).map(([name, value]) => [name.toLowerCase(), value]));
      const found = handedIn.get(key);
      if (found !== undefined) return found;
    }
    if (key.startsWith('aws:principaltag/')) return principalTag(facts.principalTags, key.slice('aws:principaltag/'.length));
    return globalKeys[key]?.(principal, facts);
  };
}

type GlobalKey = (principal: Principal, facts: RequestFacts) => string | undefined;

const globalKeys: Record<string, GlobalKey | undefined> = {
  'aws:principalarn': (principal) => {
    if (principal.type === 'assumed-role') return principal.roleArn;
    if (principal.type === 'user') return principal.arn;
    return principal.type === 'root' ? `arn:aws:iam::${principal.account}:root` : undefined;
  },
  'aws:principalaccount': (principal) => ('account' in principal ? principal.account : undefined),
  'aws:principaltype': (principal) => principalTypes[principal.type],
  'aws:principalisawsservice': (principal) => String(principal.type === 'service'),
  'aws:principalservicename': (principal) => (principal.type === 'service' ? principal.service : undefined),
  'aws:principalservicenameslist': (principal) => (principal.type === 'service' ? principal.service : undefined),
  'aws:sourcearn': (principal) => (principal.type === 'service' ? principal.sourceArn : undefined),
  'aws:sourceaccount': (principal) => (principal.type === 'service' ? principal.sourceAccount : undefined),
  // Reason: the older name, which SNS still writes into the policies of new topics.
  'aws:sourceowner': (principal) => (principal.type === 'service' ? principal.sourceAccount : undefined),
  'aws:sourceidentity': (principal) => (principal.type === 'assumed-role' ? principal.sourceIdentity : undefined),
  'aws:userid': (principal) => {
    if (principal.type === 'assumed-role') return `${principal.roleId}:${principal.sessionName}`;
    if (principal.type === 'user') return principal.userId;
    return principal.type === 'root' ? principal.account : undefined;
  },
  'aws:username': (principal) => (principal.type === 'user' ? principal.userName : undefined),
  'aws:requestedregion': (_, { region }) => region,
  'aws:resourceaccount': (_, { resourceAccount }) => resourceAccount,
  'aws:currenttime': (_, { now }) => new Date(now).toISOString(),
  'aws:epochtime': (_, { now }) => String(Math.floor(now / 1000)),
  // Reason: requests never leave the machine, so a policy that demands TLS is held to be met.
  'aws:securetransport': () => 'true',
};

const principalTypes: Record<Principal['type'], string | undefined> = {
  root: 'Account',
  user: 'User',
  'assumed-role': 'AssumedRole',
  anonymous: 'Anonymous',
  service: undefined,
};

function principalTag(tags: ReadonlyMap<string, string> | undefined, lowerKey: string): string | undefined {
  for (const [key, value] of tags ?? []) if (key.toLowerCase() === lowerKey) return value;
  return undefined;
}
