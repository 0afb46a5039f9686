import { AwsError } from '../../aws-error.ts';
import { checkPolicy } from '../../iam/check-policy.ts';
import { limitExceeded } from './entities.ts';
import type { IamState } from './state.ts';

/** Characters of a trust policy without white space. */
const TRUST_LIMIT = 2_048;

/**
 * Refuses a trust policy that is malformed or names a role or user of this account that does not exist. Principals of
 * other accounts are not looked up.
 */
export function checkTrustPolicy(text: string, state: IamState, account: string): void {
  const { Statement } = checkPolicy('trust', text);
  if (text.replace(/\s/g, '').length > TRUST_LIMIT) throw limitExceeded(`Cannot exceed quota for ACLSizePerRole: ${TRUST_LIMIT}`);
  const arns = new Set([...state.roles.values(), ...state.users.values()].map(({ arn }) => arn));
  for (const { Principal: principal } of Statement) {
    for (const name of principal && principal !== '*' ? (principal.AWS ?? []) : []) {
      if (new RegExp(`^arn:aws:iam::${account}:(role|user)/`).test(name) && !arns.has(name)) {
        throw new AwsError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${name}"`);
      }
    }
  }
}
