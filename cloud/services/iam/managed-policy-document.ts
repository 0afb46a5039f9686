import { awsManagedPolicies } from './aws-managed-policies.ts';
import type { IamState } from './state.ts';

/** The document in force of a managed policy, the account's own or AWS's; undefined when there is none of that ARN. */
export function managedPolicyDocument(state: IamState, arn: string): string | undefined {
  const own = state.policies.get(arn);
  if (own) return own.versions.find(({ id }) => id === own.defaultVersion)?.document;
  return awsManagedPolicies.get(arn)?.document;
}
