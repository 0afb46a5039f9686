/** A policy that AWS maintains for everyone. */
export interface AwsManagedPolicy {
  name: string;
  id: string;
  path: string;
  arn: string;
  document: string;
}

export const awsManagedPolicies: ReadonlyMap<string, AwsManagedPolicy> = new Map();
