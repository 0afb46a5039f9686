import type { Principal } from '../principal.ts';
import type { PrincipalDocument } from './policy.ts';

/**
 * How a policy on a resource names a caller: not at all; by the account, whose administrator must still say yes; by the
 * role, whose boundary and session policies still limit; or by itself (user, session, service, everyone).
 */
export type Naming = 'none' | 'account' | 'role' | 'itself';

export type PrincipalSet = (principal: Principal) => Naming;

/** Compiles a Principal or NotPrincipal element. IAM User Guide, "AWS JSON policy elements: Principal". */
export function compilePrincipals(element: PrincipalDocument | undefined): PrincipalSet | undefined {
  if (element === undefined) return undefined;
  if (element === '*' || element.AWS?.includes('*')) return () => 'itself';
  const aws = new Set(element.AWS?.map((name) => (/^\d{12}$/.test(name) ? accountRoot(name) : name)));
  const services = new Set(element.Service);
  return (principal) => {
    switch (principal.type) {
      case 'anonymous':
        return 'none';
      case 'service':
        return services.has(principal.service) || services.has('*') ? 'itself' : 'none';
      case 'root':
        return aws.has(accountRoot(principal.account)) ? 'itself' : 'none';
      case 'user':
        if (aws.has(principal.arn) || aws.has(principal.userId)) return 'itself';
        break;
      case 'assumed-role':
        if (aws.has(principal.arn)) return 'itself';
        if (aws.has(principal.roleArn) || aws.has(principal.roleId)) return 'role';
    }
    return aws.has(accountRoot(principal.account)) ? 'account' : 'none';
  };
}

function accountRoot(account: string): string {
  return `arn:aws:iam::${account}:root`;
}
