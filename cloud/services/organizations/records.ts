import type { Account, Organization, OrganizationalUnit, Root } from '@aws-sdk/client-organizations';
import { AwsError } from '../../aws-error.ts';
import type { Call } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import type { Local, Member, OrganizationRecord, OrganizationsState, Unit } from './state.ts';

export type OrganizationsCall = Call<OrganizationsState, Local>;

const MOST_RESULTS = 20;

/** The caller's organization, for its management account only. Throws AWSOrganizationsNotInUseException, AccessDeniedException. */
export function managed(call: OrganizationsCall): OrganizationRecord {
  const organization = own(call);
  if (organization.managementAccount !== call.account)
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  return organization;
}

/** The caller's organization, for any of its accounts. Throws AWSOrganizationsNotInUseException. */
export function own({ state, account }: OrganizationsCall): OrganizationRecord {
  const organization = state.organizations.get(state.memberships.get(account) ?? '');
  if (!organization) throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  return organization;
}

export function accountAt(organization: OrganizationRecord, id: string): Member {
  const member = organization.accounts.get(id);
  if (!member) throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
  return member;
}

export function unitAt(organization: OrganizationRecord, id: string): Unit {
  const unit = organization.units.get(id);
  if (!unit) throw new AwsError('OrganizationalUnitNotFoundException', "You specified an organizational unit that doesn't exist.");
  return unit;
}

export function isParent({ rootId, units }: OrganizationRecord, id: string): boolean {
  return id === rootId || units.has(id);
}

/** Throws ParentNotFoundException. */
export function checkParent(organization: OrganizationRecord, id: string): void {
  if (!isParent(organization, id)) throw new AwsError('ParentNotFoundException', "You specified a parent that doesn't exist.");
}

/** The ARN of a root, unit or account. */
export function arnOf({ managementAccount, id: organizationId, rootId }: OrganizationRecord, id: string): string {
  const kind = id === rootId ? 'root' : id.startsWith('ou-') ? 'ou' : 'account';
  return `arn:aws:organizations::${managementAccount}:${kind}/${organizationId}/${id}`;
}

export function toOrganization({ id, managementAccount, featureSet, accounts }: OrganizationRecord): Organization {
  return {
    Id: id,
    Arn: `arn:aws:organizations::${managementAccount}:organization/${id}`,
    FeatureSet: featureSet,
    MasterAccountArn: `arn:aws:organizations::${managementAccount}:account/${id}/${managementAccount}`,
    MasterAccountId: managementAccount,
    MasterAccountEmail: accounts.get(managementAccount)!.email,
    AvailablePolicyTypes: [],
  };
}

export function toAccount(organization: OrganizationRecord, { id, name, email, joinedMethod, joinedAt }: Member): Account {
  return {
    Id: id,
    Arn: arnOf(organization, id),
    Name: name,
    Email: email,
    Status: 'ACTIVE',
    State: 'ACTIVE',
    JoinedMethod: joinedMethod,
    JoinedTimestamp: new Date(joinedAt),
  };
}

export function toUnit(organization: OrganizationRecord, { id, name }: Unit): OrganizationalUnit {
  return { Id: id, Arn: arnOf(organization, id), Name: name };
}

export function toRoot(organization: OrganizationRecord): Root {
  return { Id: organization.rootId, Arn: arnOf(organization, organization.rootId), Name: 'Root', PolicyTypes: [] };
}

/** One page, of 20 at most as on AWS. Throws InvalidInputException. */
export function page<Item>(
  all: Iterable<Item>,
  key: (item: Item) => string,
  { NextToken, MaxResults }: { NextToken?: string | undefined; MaxResults?: number | undefined },
) {
  const size = MaxResults ?? MOST_RESULTS;
  if (size < 1 || size > MOST_RESULTS) throw invalidInput(`MaxResults must be between 1 and ${MOST_RESULTS}.`);
  const { items, next } = pageAfter(all, key, { token: NextToken, size }, () => invalidInput('The NextToken is not valid.'));
  return { items, more: next === undefined ? {} : { NextToken: next } };
}

export function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
