import type * as sdk from '@aws-sdk/client-organizations';
import { AwsError } from '../../aws-error.ts';
import { oneOf, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { managed, own, page, toOrganization, toRoot } from './records.ts';
import type { Local, OrganizationRecord, OrganizationsState } from './state.ts';

const LOWER_AND_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Makes the caller's account the management account of a new organization. Throws AlreadyInOrganizationException. Organizations API Reference, CreateOrganization. */
export const CreateOrganization: Operation<OrganizationsState, sdk.CreateOrganizationRequest, sdk.CreateOrganizationResponse, Local> = (
  input,
  call,
) => {
  const { state, account, random, clock } = call;
  refuseViolations('InvalidInputException', [oneOf('featureSet', input.FeatureSet, ['ALL', 'CONSOLIDATED_BILLING'])]);
  if (state.memberships.has(account))
    throw new AwsError('AlreadyInOrganizationException', 'The provided account is already a member of an organization.');
  const rootId = `r-${random.text(4, LOWER_AND_DIGITS)}`;
  const organization: OrganizationRecord = {
    id: `o-${random.text(10, LOWER_AND_DIGITS)}`,
    managementAccount: account,
    featureSet: input.FeatureSet ?? 'ALL',
    rootId,
    units: new Map(),
    accounts: new Map(),
    requests: new Map(),
    tags: new Map(),
  };
  const name = `account-${account}`;
  const email = `${name}@example.com`;
  organization.accounts.set(account, { id: account, name, email, joinedMethod: 'INVITED', joinedAt: clock.now(), parentId: rootId });
  state.organizations.set(account, organization);
  state.memberships.set(account, account);
  return { Organization: toOrganization(organization) };
};

export const DescribeOrganization: Operation<OrganizationsState, object, sdk.DescribeOrganizationResponse, Local> = (_, call) => ({
  Organization: toOrganization(own(call)),
});

export const ListRoots: Operation<OrganizationsState, sdk.ListRootsRequest, sdk.ListRootsResponse, Local> = (input, call) => {
  const { items, more } = page([toRoot(managed(call))], ({ Id }) => Id!, input);
  return { Roots: items, ...more };
};

/** Throws OrganizationNotEmptyException. Organizations API Reference, DeleteOrganization. */
export const DeleteOrganization: Operation<OrganizationsState, object, void, Local> = (_, call) => {
  const organization = managed(call);
  if (organization.accounts.size > 1 || organization.units.size > 0)
    throw new AwsError('OrganizationNotEmptyException', 'To delete an organization you must first remove all member accounts and units.');
  call.state.organizations.delete(call.account);
  call.state.memberships.delete(call.account);
};
