import { AwsError } from '../aws-error.ts';
import { principalArn } from '../principal.ts';
import type { Authorizer, AuthorizerSources } from './authorizer.ts';

/** Root may do everything, nobody else anything: the first step, to be replaced by policy evaluation. */
export function createAuthorizer(_sources: AuthorizerSources): Authorizer {
  return {
    principalOf: (accessKeyId) => ({ type: 'root', account: /^\d{12}$/.test(accessKeyId) ? accessKeyId : '000000000000' }),
    authorize(principal, check) {
      if (principal.type === 'root') return;
      throw new AwsError(
        'AccessDenied',
        `User: ${principalArn(principal)} is not authorized to perform: ${check.action} on resource: ${check.resource}`,
      );
    },
  };
}
