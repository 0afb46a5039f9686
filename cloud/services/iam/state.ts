/** What IAM knows of one account. Names are the keys; times are milliseconds since the epoch. */
export interface IamState {
  roles: Map<string, Role>;
  users: Map<string, User>;
  groups: Map<string, Group>;
  /** Customer managed policies, by ARN. */
  policies: Map<string, ManagedPolicy>;
  instanceProfiles: Map<string, InstanceProfile>;
  accountAlias?: string;
}

/** What roles, users and groups have in common: policies. */
export interface Identity {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: number;
  /** Policy documents (JSON) by name. */
  inlinePolicies: Map<string, string>;
  /** ARNs of managed policies, in the order of their attachment. */
  attachedPolicies: string[];
}

export interface Role extends Identity {
  /** The policy document that says who may assume the role. */
  trustPolicy: string;
  description?: string;
  /** Seconds. */
  maxSessionDuration: number;
  permissionsBoundary?: string;
  tags: Map<string, string>;
}

export interface User extends Identity {
  permissionsBoundary?: string;
  tags: Map<string, string>;
  accessKeys: Map<string, AccessKey>;
}

export interface Group extends Identity {
  /** User names. */
  members: string[];
}

export interface AccessKey {
  id: string;
  secret: string;
  active: boolean;
  createdAt: number;
}

export interface ManagedPolicy {
  name: string;
  path: string;
  id: string;
  arn: string;
  description?: string;
  createdAt: number;
  updatedAt: number;
  tags: Map<string, string>;
  versions: PolicyVersion[];
  defaultVersion: string;
  /** The number of the next version: numbers are never used twice. */
  nextVersion: number;
}

export interface PolicyVersion {
  /** `v1` */
  id: string;
  document: string;
  createdAt: number;
}

export interface InstanceProfile {
  name: string;
  path: string;
  id: string;
  arn: string;
  createdAt: number;
  /** The name of the role; a profile holds at most one. */
  role?: string;
  tags: Map<string, string>;
}

export function initialState(): IamState {
  return { roles: new Map(), users: new Map(), groups: new Map(), policies: new Map(), instanceProfiles: new Map() };
}
