import type * as sdk from '@aws-sdk/client-organizations';
import { AwsError, notImplemented } from '../../aws-error.ts';
import { lengthWithin, matching, refuseViolations } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { accountAt, managed, type OrganizationsCall, page, toAccount } from './records.ts';
import type { AccountRequest, Local, OrganizationRecord, OrganizationsState } from './state.ts';
import { tagsFrom } from './tags.ts';

const DEFAULT_ROLE = 'OrganizationAccountAccessRole';
/** How long the cloud takes to make an account. */
const CREATION_MS = 100;

/**
 * Begins to make an account; DescribeCreateAccountStatus tells when it is there, with a role that the management account
 * may assume. There is no quota of accounts. Organizations API Reference, CreateAccount.
 */
export const CreateAccount: Operation<OrganizationsState, sdk.CreateAccountRequest, sdk.CreateAccountResponse, Local> = (input, call) => {
  const organization = managed(call);
  if (input.IamUserAccessToBilling === 'DENY') throw notImplemented('organizations CreateAccount with IamUserAccessToBilling DENY');
  refuseViolations('InvalidInputException', [
    lengthWithin('accountName', input.AccountName, 1, 50),
    lengthWithin('email', input.Email, 6, 64),
    matching('email', input.Email, '[^\\s@]+@[^\\s@]+\\.[^\\s@]+'),
    matching('roleName', input.RoleName, '[\\w+=,.@-]{1,64}'),
  ]);
  const request: AccountRequest = {
    id: `car-${call.random.text(32)}`,
    name: input.AccountName!,
    email: input.Email!,
    roleName: input.RoleName ?? DEFAULT_ROLE,
    tags: tagsFrom(input.Tags, call.principal),
    requestedAt: call.clock.now(),
    state: 'IN_PROGRESS',
  };
  organization.requests.set(request.id, request);
  call.clock.after(CREATION_MS, () => void complete(call, organization, request).catch(call.local.fault));
  return { CreateAccountStatus: toStatus(request) };
};

/** Makes the account that was asked for. */
export async function complete(call: OrganizationsCall, organization: OrganizationRecord, request: AccountRequest): Promise<void> {
  if (request.state !== 'IN_PROGRESS') return;
  const isKnown = [...organization.accounts.values()].some(({ email }) => email.toLowerCase() === request.email.toLowerCase());
  const now = call.clock.now();
  if (isKnown) {
    Object.assign(request, { state: 'FAILED', failure: 'EMAIL_ALREADY_EXISTS', completedAt: now } satisfies Partial<AccountRequest>);
    call.changed();
    return;
  }
  const id = newAccountId(call);
  call.state.memberships.set(id, organization.managementAccount);
  const { name, email, roleName, tags } = request;
  organization.accounts.set(id, { id, name, email, joinedMethod: 'CREATED', joinedAt: now, parentId: organization.rootId });
  if (tags.size > 0) organization.tags.set(id, tags);
  await makeRole(call, id, roleName, organization.managementAccount);
  call.bus.publish({ type: 'organizations.AccountCreated', account: id });
  Object.assign(request, { state: 'SUCCEEDED', accountId: id, completedAt: now } satisfies Partial<AccountRequest>);
  call.changed();
}

function newAccountId({ random, state }: OrganizationsCall): string {
  for (;;) {
    const id = `${1 + random.below(9)}${random.text(11, '0123456789')}`;
    if (!state.memberships.has(id)) return id;
  }
}

/** The role through which the management account reaches a new member. */
async function makeRole(call: OrganizationsCall, account: string, RoleName: string, management: string): Promise<void> {
  const { iam } = call.as({ type: 'root', account }, { account });
  const policy = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const AssumeRolePolicyDocument = policy({ Principal: { AWS: `arn:aws:iam::${management}:root` }, Action: 'sts:AssumeRole' });
  await iam.CreateRole({ RoleName, AssumeRolePolicyDocument });
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  await iam.PutRolePolicy({ RoleName, PolicyName: 'AdministratorAccess', PolicyDocument });
}

/** Throws CreateAccountStatusNotFoundException. */
export const DescribeCreateAccountStatus: Operation<
  OrganizationsState,
  sdk.DescribeCreateAccountStatusRequest,
  sdk.DescribeCreateAccountStatusResponse,
  Local
> = (input, call) => {
  const request = managed(call).requests.get(input.CreateAccountRequestId!);
  if (!request)
    throw new AwsError(
      'CreateAccountStatusNotFoundException',
      "We can't find a create account request with the CreateAccountRequestId that you specified.",
    );
  return { CreateAccountStatus: toStatus(request) };
};

export const ListCreateAccountStatus: Operation<
  OrganizationsState,
  sdk.ListCreateAccountStatusRequest,
  sdk.ListCreateAccountStatusResponse,
  Local
> = (input, call) => {
  const found = [...managed(call).requests.values()].filter(({ state }) => !input.States?.length || input.States.includes(state));
  const { items, more } = page(found, ({ id }) => id, input);
  return { CreateAccountStatuses: items.map(toStatus), ...more };
};

export const DescribeAccount: Operation<OrganizationsState, sdk.DescribeAccountRequest, sdk.DescribeAccountResponse, Local> = (
  input,
  call,
) => {
  const organization = managed(call);
  return { Account: toAccount(organization, accountAt(organization, input.AccountId!)) };
};

export const ListAccounts: Operation<OrganizationsState, sdk.ListAccountsRequest, sdk.ListAccountsResponse, Local> = (input, call) => {
  const organization = managed(call);
  const { items, more } = page(organization.accounts.values(), ({ id }) => id, input);
  return { Accounts: items.map((member) => toAccount(organization, member)), ...more };
};

function toStatus({ id, name, state, requestedAt, completedAt, accountId, failure }: AccountRequest): sdk.CreateAccountStatus {
  return {
    Id: id,
    AccountName: name,
    State: state,
    RequestedTimestamp: new Date(requestedAt),
    ...(completedAt !== undefined && { CompletedTimestamp: new Date(completedAt) }),
    ...(accountId !== undefined && { AccountId: accountId }),
    ...(failure !== undefined && { FailureReason: failure }),
  };
}
