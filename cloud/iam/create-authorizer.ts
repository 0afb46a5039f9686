import { tryParseArn } from '../arn.ts';
import { AwsError } from '../aws-error.ts';
import type { AccessCheck } from '../operation.ts';
import type { Principal } from '../principal.ts';
import { managedPolicyDocument } from '../services/iam/managed-policy-document.ts';
import type { IamState, Role, User } from '../services/iam/state.ts';
import type { Session, StsState } from '../services/sts/state.ts';
import { issuedAccount } from './access-key.ts';
import type { Authorizer, AuthorizerSources } from './authorizer.ts';
import { conditionKeys } from './condition-keys.ts';
import { denialMessage } from './denial.ts';
import { type ApplicablePolicies, evaluate } from './evaluate.ts';
import { PolicyCache } from './policy.ts';

/** The account of a key that names none. */
const DEFAULT_ACCOUNT = '000000000000';

/** Asks IAM's policies before every operation, as AWS does. */
export function createAuthorizer(sources: AuthorizerSources): Authorizer {
  const cache = new PolicyCache();
  const iamOf = (account: string) => sources.iamState(account) as IamState;

  return {
    principalOf(accessKeyId, sessionToken) {
      if (/^\d{12}$/.test(accessKeyId)) return { type: 'root', account: accessKeyId };
      const account = issuedAccount(accessKeyId);
      if (account === undefined) return { type: 'root', account: DEFAULT_ACCOUNT };
      if (accessKeyId.startsWith('ASIA')) return sessionPrincipal(sources, accessKeyId, sessionToken);
      for (const user of iamOf(account).users.values()) {
        if (user.accessKeys.get(accessKeyId)?.active) {
          return { type: 'user', account, userName: user.name, userId: user.id, arn: user.arn };
        }
      }
      throw invalidToken();
    },

    authorize(principal, check, place) {
      const resourceAccount = ownerOf(check, place.account);
      const policyOnResource = resourcePolicyFor(sources, check);
      const trust = isAssumeRole(check.action);
      if (principal.type === 'root' && principal.account === resourceAccount && policyOnResource === undefined && !trust) return;
      const iam = principal.type === 'user' || principal.type === 'assumed-role' ? iamOf(principal.account) : undefined;
      const identity = iam && identityOf(principal, iam);
      const policies = policiesOf(principal, identity, cache, iam);
      policies.trust = trust;
      if (policyOnResource !== undefined) policies.resource = cache.get(policyOnResource);
      const keys = conditionKeys(principal, check, {
        now: sources.now(),
        region: place.region,
        resourceAccount,
        principalTags: identity?.tags,
      });
      const request = { principal, action: check.action, resource: check.resource, resourceAccount, keys };
      const decision = evaluate(request, policies);
      if (decision.allowed) return;
      if (principal.type === 'anonymous' && !check.action.startsWith('s3:')) {
        throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', { status: 403 });
      }
      throw new AwsError('AccessDenied', denialMessage(request, decision), { status: 403 });
    },
  };
}

function sessionPrincipal(sources: AuthorizerSources, accessKeyId: string, sessionToken: string | undefined): Principal {
  const session: Session | undefined = (sources.stsState() as StsState).sessions.get(accessKeyId);
  if (!session || session.sessionToken !== sessionToken) throw invalidToken();
  if (session.expiresAt <= sources.now()) {
    throw new AwsError('ExpiredToken', 'The security token included in the request is expired', { status: 403 });
  }
  return session.principal;
}

function invalidToken(): AwsError {
  return new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.', { status: 403 });
}

/** An ARN says whose the resource is; where it does not (`arn:aws:s3:::bucket`), the service may say so in the context. */
function ownerOf(check: AccessCheck, account: string): string {
  const said = check.context?.['aws:ResourceAccount'];
  if (typeof said === 'string') return said;
  const owner = tryParseArn(check.resource)?.account;
  return owner && /^\d{12}$/.test(owner) ? owner : account;
}

/** What a role's trust policy is asked: to be assumed, and with which tags and identity. */
const trustActions = ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'];
const isAssumeRole = (action: string) => trustActions.includes(action);

/** A role's trust policy speaks of being assumed only, not of who may read or change the role. */
function resourcePolicyFor(sources: AuthorizerSources, check: AccessCheck): string | undefined {
  if (check.resource === '*') return undefined;
  if (check.resource.startsWith('arn:aws:iam:') && !isAssumeRole(check.action)) return undefined;
  return sources.resourcePolicy(check.resource);
}

/** The role behind a session or the user, as IAM knows it now; undefined when it is gone. */
function identityOf(principal: Principal, iam: IamState): Role | User | undefined {
  if (principal.type === 'user') {
    const user = iam.users.get(principal.userName);
    return user?.id === principal.userId ? user : undefined;
  }
  if (principal.type !== 'assumed-role') return undefined;
  const role = iam.roles.get(principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1));
  return role?.id === principal.roleId ? role : undefined;
}

function policiesOf(
  principal: Principal,
  identity: Role | User | undefined,
  cache: PolicyCache,
  iam: IamState | undefined,
): ApplicablePolicies {
  const policies: ApplicablePolicies & { identity: ReturnType<PolicyCache['get']>[] } = { identity: [] };
  if (!identity || !iam) return policies;
  const holders = principal.type === 'user' ? [identity, ...groupsOf(principal.userName, iam)] : [identity];
  for (const { inlinePolicies, attachedPolicies } of holders) {
    for (const document of inlinePolicies.values()) policies.identity.push(cache.get(document));
    for (const arn of attachedPolicies) {
      const document = managedPolicyDocument(iam, arn);
      if (document !== undefined) policies.identity.push(cache.get(document));
    }
  }
  const boundary = identity.permissionsBoundary && managedPolicyDocument(iam, identity.permissionsBoundary);
  if (boundary) policies.boundary = cache.get(boundary);
  if (principal.type === 'assumed-role') policies.session = principal.sessionPolicies?.map((document) => cache.get(document));
  return policies;
}

function groupsOf(userName: string, iam: IamState) {
  return [...iam.groups.values()].filter((group) => group.members.includes(userName));
}
