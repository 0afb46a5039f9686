import { evaluate } from '../iam/evaluate.ts';
import { compilePolicy, PolicyError } from '../iam/policy.ts';

/** Whether a policy that an authorizer wrote (JSON) lets a method be invoked. */
export function policyVerdict(policyDocument: string, methodArn: string, account: string): 'allow' | 'deny' | 'none' | 'malformed' {
  try {
    const policy = compilePolicy(policyDocument);
    // Reason: the policy speaks of its own caller, so the caller is nobody in particular.
    const principal = { type: 'user' as const, account, userName: '', userId: '', arn: '' };
    const request = { principal, action: 'execute-api:Invoke', resource: methodArn, resourceAccount: account, keys: () => undefined };
    const decision = evaluate(request, { identity: [policy] });
    if (decision.allowed) return 'allow';
    return decision.explicit ? 'deny' : 'none';
  } catch (error) {
    if (error instanceof PolicyError) return 'malformed';
    throw error;
  }
}
