import type { Principal } from '../principal.ts';
import type { ConditionKeys } from './conditions.ts';
import type { VariableValue } from './pattern.ts';
import type { Policy, Statement } from './policy.ts';
import type { Naming } from './principals.ts';

/** One question: may `principal` do `action` on `resource`? */
export interface AccessRequest {
  principal: Principal;
  /** `dynamodb:PutItem`; case does not matter. */
  action: string;
  /** An ARN or `*`. */
  resource: string;
  /** Where the resource lives. */
  resourceAccount: string;
  keys: ConditionKeys;
}

/** The policies that have a say. */
export interface ApplicablePolicies {
  /** Of the user and its groups, or of the role. */
  identity: readonly Policy[];
  /** The permissions boundary of the user or role. */
  boundary?: Policy;
  /** What was handed to AssumeRole; empty where nothing was. */
  session?: readonly Policy[];
  /** The policy on the resource. */
  resource?: Policy;
  /** The policy on the resource is a role's trust policy, which must always say yes, in the same account too. */
  trust?: boolean;
}

/** Where a denial comes from, as AWS's messages name it. */
export type PolicyKind =
  | 'identity-based policy'
  | 'resource-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'role trust policy';

export type Decision = { allowed: true } | { allowed: false; explicit: boolean; by: PolicyKind };

const ALLOWED: Decision = { allowed: true };

/** AWS's evaluation logic within one account and across two. IAM User Guide, "Policy evaluation logic". */
export function evaluate(request: AccessRequest, policies: ApplicablePolicies): Decision {
  const { principal } = request;
  const { identity, boundary, session, resource, trust } = policies;
  const asked = new Question(request);
  const identityVerdict = asked.ofAll(identity);
  const boundaryVerdict = boundary ? asked.of(boundary) : 'allow';
  const sessionVerdict = session && session.length > 0 ? asked.ofAll(session) : 'allow';
  const granted = resource ? asked.ofResource(resource) : 'none';
  const resourceKind = trust ? 'role trust policy' : 'resource-based policy';

  if (identityVerdict === 'deny') return denied(true, 'identity-based policy');
  if (granted === 'deny') return denied(true, resourceKind);
  if (boundaryVerdict === 'deny') return denied(true, 'permissions boundary');
  if (sessionVerdict === 'deny') return denied(true, 'session policy');

  const sameAccount = 'account' in principal && principal.account === request.resourceAccount;
  // Reason: services and anonymous callers have no policies of their own.
  if (!('account' in principal)) return granted === 'none' ? denied(false, resourceKind) : ALLOWED;
  if ((!sameAccount || trust) && granted === 'none') return denied(false, resourceKind);
  if (principal.type === 'root') return ALLOWED;
  if (sameAccount && granted === 'itself') return ALLOWED;
  if (identityVerdict !== 'allow' && !(sameAccount && granted === 'role')) return denied(false, 'identity-based policy');
  if (boundaryVerdict !== 'allow') return denied(false, 'permissions boundary');
  if (sessionVerdict !== 'allow') return denied(false, 'session policy');
  return ALLOWED;
}

function denied(explicit: boolean, by: PolicyKind): Decision {
  return { allowed: false, explicit, by };
}

type Verdict = 'allow' | 'deny' | 'none';

/** A request asked of policy after policy. */
class Question {
  readonly #principal: Principal;
  readonly #action: string;
  readonly #resource: string;
  readonly #keys: ConditionKeys;
  readonly #variable: VariableValue;

  constructor({ principal, action, resource, keys }: AccessRequest) {
    this.#principal = principal;
    this.#action = action.toLowerCase();
    this.#resource = resource;
    this.#keys = keys;
    this.#variable = (key) => {
      const found = keys(key);
      return typeof found === 'string' ? found : undefined;
    };
  }

  of(policy: Policy): Verdict {
    let verdict: Verdict = 'none';
    for (const statement of policy.statements) {
      if (verdict === 'allow' && statement.effect === 'Allow') continue;
      if (!this.#fits(statement)) continue;
      if (statement.effect === 'Deny') return 'deny';
      verdict = 'allow';
    }
    return verdict;
  }

  ofAll(policies: readonly Policy[]): Verdict {
    let verdict: Verdict = 'none';
    for (const policy of policies) {
      const one = this.of(policy);
      if (one === 'deny') return 'deny';
      if (one === 'allow') verdict = 'allow';
    }
    return verdict;
  }

  /** The strongest way in which a policy on the resource grants the request. */
  ofResource(policy: Policy): Naming | 'deny' {
    let strongest: Naming = 'none';
    for (const statement of policy.statements) {
      const naming = this.#naming(statement);
      if (naming === 'none' || !this.#fits(statement)) continue;
      if (statement.effect === 'Deny') return 'deny';
      if (strength[naming] > strength[strongest]) strongest = naming;
    }
    return strongest;
  }

  #naming(statement: Statement): Naming {
    const named = statement.principals?.(this.#principal) ?? 'none';
    if (!statement.exceptPrincipals) return named;
    return named === 'none' ? 'itself' : 'none';
  }

  #fits(statement: Statement): boolean {
    if (statement.actions(this.#action) === statement.exceptActions) return false;
    const { resources } = statement;
    if (resources && resources.some((pattern) => pattern(this.#resource, this.#variable)) === statement.exceptResources) return false;
    for (const condition of statement.conditions) if (!condition(this.#keys)) return false;
    return true;
  }
}

const strength: Record<Naming, number> = { none: 0, account: 1, role: 2, itself: 3 };
