/** Who makes a call; `via` is the service that makes it in their name. IAM User Guide, "AWS JSON policy elements: Principal". */
export type Principal =
  | { type: 'root'; account: string; via?: string }
  | { type: 'user'; account: string; userName: string; userId: string; arn: string; via?: string }
  | AssumedRole
  | ServicePrincipal
  | { type: 'anonymous' };

/** A role session. `arn` is the session's (`arn:aws:sts::123456789012:assumed-role/Role/session`). */
export interface AssumedRole {
  type: 'assumed-role';
  account: string;
  roleArn: string;
  roleId: string;
  sessionName: string;
  arn: string;
  /** The policy documents (JSON) handed to AssumeRole: they limit the session. */
  sessionPolicies?: string[];
  sourceIdentity?: string;
  via?: string;
}

/** An AWS service acting by itself, as `s3.amazonaws.com` when it invokes a function for a bucket. */
export interface ServicePrincipal {
  type: 'service';
  service: string;
  /** What `aws:SourceArn` and `aws:SourceAccount` say. */
  sourceArn?: string;
  sourceAccount?: string;
}

/** The principal as AWS names it in error messages and CloudTrail. */
export function principalArn(principal: Principal): string {
  switch (principal.type) {
    case 'root':
      return `arn:aws:iam::${principal.account}:root`;
    case 'user':
    case 'assumed-role':
      return principal.arn;
    case 'service':
      return principal.service;
    case 'anonymous':
      return 'anonymous';
  }
}
