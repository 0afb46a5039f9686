import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext } from '../../../resource-type.ts';

/** What a template says of the policies of a role, user or group. */
export interface PolicyProperties {
  ManagedPolicyArns?: string[];
  Policies?: { PolicyName: string; PolicyDocument: object | string }[];
}

/** How a role, user or group takes and gives up policies. */
export interface Holder {
  put(PolicyName: string, PolicyDocument: string): Promise<void>;
  remove(PolicyName: string): Promise<void>;
  attach(PolicyArn: string): Promise<void>;
  detach(PolicyArn: string): Promise<void>;
}

export function roleHolder({ aws }: ResourceContext, RoleName: string): Holder {
  return {
    put: (PolicyName, PolicyDocument) => aws.iam.PutRolePolicy({ RoleName, PolicyName, PolicyDocument }),
    remove: (PolicyName) => aws.iam.DeleteRolePolicy({ RoleName, PolicyName }),
    attach: (PolicyArn) => aws.iam.AttachRolePolicy({ RoleName, PolicyArn }),
    detach: (PolicyArn) => aws.iam.DetachRolePolicy({ RoleName, PolicyArn }),
  };
}

export function userHolder({ aws }: ResourceContext, UserName: string): Holder {
  return {
    put: (PolicyName, PolicyDocument) => aws.iam.PutUserPolicy({ UserName, PolicyName, PolicyDocument }),
    remove: (PolicyName) => aws.iam.DeleteUserPolicy({ UserName, PolicyName }),
    attach: (PolicyArn) => aws.iam.AttachUserPolicy({ UserName, PolicyArn }),
    detach: (PolicyArn) => aws.iam.DetachUserPolicy({ UserName, PolicyArn }),
  };
}

export function groupHolder({ aws }: ResourceContext, GroupName: string): Holder {
  return {
    put: (PolicyName, PolicyDocument) => aws.iam.PutGroupPolicy({ GroupName, PolicyName, PolicyDocument }),
    remove: (PolicyName) => aws.iam.DeleteGroupPolicy({ GroupName, PolicyName }),
    attach: (PolicyArn) => aws.iam.AttachGroupPolicy({ GroupName, PolicyArn }),
    detach: (PolicyArn) => aws.iam.DetachGroupPolicy({ GroupName, PolicyArn }),
  };
}

/** Policies, boundaries and members stand in templates as JSON objects, sometimes as text. */
export function documentText(document: object | string): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}

/** Brings a holder's policies from what the template said before to what it says now. */
export async function changePolicies(holder: Holder, now: PolicyProperties, before: PolicyProperties = {}): Promise<void> {
  const attached = new Set(before.ManagedPolicyArns);
  const wanted = new Set(now.ManagedPolicyArns);
  for (const arn of wanted) if (!attached.has(arn)) await holder.attach(arn);
  for (const { PolicyName, PolicyDocument } of now.Policies ?? []) await holder.put(PolicyName, documentText(PolicyDocument));
  for (const arn of attached) if (!wanted.has(arn)) await unlessGone(holder.detach(arn));
  const names = new Set(now.Policies?.map(({ PolicyName }) => PolicyName));
  for (const { PolicyName } of before.Policies ?? []) if (!names.has(PolicyName)) await unlessGone(holder.remove(PolicyName));
}

/** Waits for a removal; what somebody else removed before is no obstacle. */
export async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'NoSuchEntity') throw error;
  }
}

interface Members {
  Roles?: string[];
  Users?: string[];
  Groups?: string[];
}

/** The roles, users and groups that a policy resource names. */
export function holdersOf(context: ResourceContext, { Roles, Users, Groups }: Members): Map<string, Holder> {
  return new Map([
    ...(Roles ?? []).map((name) => [`role/${name}`, roleHolder(context, name)] as const),
    ...(Users ?? []).map((name) => [`user/${name}`, userHolder(context, name)] as const),
    ...(Groups ?? []).map((name) => [`group/${name}`, groupHolder(context, name)] as const),
  ]);
}
