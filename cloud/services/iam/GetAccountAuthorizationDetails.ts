import type * as sdk from '@aws-sdk/client-iam';
import type { Operation } from '../../operation.ts';
import { attachedPoliciesOf, encodeDocument, toGroup, toInstanceProfile, toPolicy, toRole, toUser } from './answers.ts';
import { pageOf } from './paging.ts';
import type { IamState, Identity } from './state.ts';

type Detail =
  | { kind: 'User'; detail: sdk.UserDetail }
  | { kind: 'Group'; detail: sdk.GroupDetail }
  | { kind: 'Role'; detail: sdk.RoleDetail }
  | { kind: 'LocalManagedPolicy'; detail: sdk.ManagedPolicyDetail };

/** Everything of an account that grants something. IAM API Reference, GetAccountAuthorizationDetails. */
export const GetAccountAuthorizationDetails: Operation<
  IamState,
  sdk.GetAccountAuthorizationDetailsRequest,
  sdk.GetAccountAuthorizationDetailsResponse
> = (input, { state }) => {
  const all = detailsOf(state).filter(({ kind }) => !input.Filter?.length || input.Filter.includes(kind));
  const { items, more } = pageOf(all, ({ detail }) => detail.Arn!, input);
  return {
    UserDetailList: items.flatMap((item) => (item.kind === 'User' ? item.detail : [])),
    GroupDetailList: items.flatMap((item) => (item.kind === 'Group' ? item.detail : [])),
    RoleDetailList: items.flatMap((item) => (item.kind === 'Role' ? item.detail : [])),
    Policies: items.flatMap((item) => (item.kind === 'LocalManagedPolicy' ? item.detail : [])),
    ...more,
  };
};

function detailsOf(state: IamState): Detail[] {
  const groupsOf = (name: string) => [...state.groups.values()].filter(({ members }) => members.includes(name)).map((group) => group.name);
  const profilesOf = (name: string) => [...state.instanceProfiles.values()].filter(({ role }) => role === name);
  return [
    ...[...state.users.values()].map(
      (user): Detail => ({
        kind: 'User',
        detail: {
          ...toUser(user),
          UserPolicyList: inlineOf(user),
          GroupList: groupsOf(user.name),
          AttachedManagedPolicies: attachedPoliciesOf(user, state),
        },
      }),
    ),
    ...[...state.groups.values()].map(
      (group): Detail => ({
        kind: 'Group',
        detail: { ...toGroup(group), GroupPolicyList: inlineOf(group), AttachedManagedPolicies: attachedPoliciesOf(group, state) },
      }),
    ),
    ...[...state.roles.values()].map((role): Detail => {
      const { Description: _description, MaxSessionDuration: _seconds, ...shown } = toRole(role);
      return {
        kind: 'Role',
        detail: {
          ...shown,
          InstanceProfileList: profilesOf(role.name).map((profile) => toInstanceProfile(profile, state)),
          RolePolicyList: inlineOf(role),
          AttachedManagedPolicies: attachedPoliciesOf(role, state),
        },
      };
    }),
    ...[...state.policies.values()].map((policy): Detail => {
      const { Tags: _tags, ...shown } = toPolicy(policy, state);
      const versions = policy.versions.map(({ id, document, createdAt }) => ({
        VersionId: id,
        Document: encodeDocument(document),
        IsDefaultVersion: id === policy.defaultVersion,
        CreateDate: new Date(createdAt),
      }));
      return { kind: 'LocalManagedPolicy', detail: { ...shown, PolicyVersionList: versions } };
    }),
  ];
}

function inlineOf(identity: Identity): sdk.PolicyDetail[] {
  return [...identity.inlinePolicies].map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encodeDocument(document) }));
}
