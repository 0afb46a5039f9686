import type { CreateAccountFailureReason, OrganizationFeatureSet } from '@aws-sdk/client-organizations';

/** Organizations in the whole partition: an account belongs to one at most. */
export interface OrganizationsState {
  /** By the id of the management account. */
  organizations: Map<string, OrganizationRecord>;
  /** Account id -> id of its management account. */
  memberships: Map<string, string>;
}

export interface OrganizationRecord {
  /** `o-` */
  id: string;
  managementAccount: string;
  featureSet: OrganizationFeatureSet;
  /** `r-` */
  rootId: string;
  /** By id. */
  units: Map<string, Unit>;
  /** By id, the management account among them. */
  accounts: Map<string, Member>;
  /** By id. */
  requests: Map<string, AccountRequest>;
  /** By the id of the root, unit or account. */
  tags: Map<string, Map<string, string>>;
}

export interface Unit {
  id: string;
  name: string;
  parentId: string;
}

export interface Member {
  id: string;
  name: string;
  email: string;
  joinedMethod: 'INVITED' | 'CREATED';
  joinedAt: number; // ms
  parentId: string;
}

export interface AccountRequest {
  /** `car-` */
  id: string;
  name: string;
  email: string;
  roleName: string;
  tags: Map<string, string>;
  requestedAt: number; // ms
  completedAt?: number; // ms
  state: 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  accountId?: string;
  failure?: CreateAccountFailureReason;
}

/** What lives as long as the process. */
export interface Local {
  /** Reports a fault of the cloud itself, of work that nobody waits for. */
  fault(error: unknown): void;
}

declare module '../../bus.ts' {
  interface BusEvents {
    /** A new account: it begins with the quotas of new accounts. */
    'organizations.AccountCreated': { account: string };
  }
}

export const initialState = (): OrganizationsState => ({ organizations: new Map(), memberships: new Map() });
