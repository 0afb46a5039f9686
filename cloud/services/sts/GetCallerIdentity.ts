import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { principalArn } from '../../principal.ts';
import type { StsState } from './state.ts';

/** Says who is calling; needs no permission. STS API Reference, GetCallerIdentity. */
export const GetCallerIdentity: Operation<StsState, GetCallerIdentityRequest, GetCallerIdentityResponse> = (_input, { principal }) => {
  const Arn = principalArn(principal);
  switch (principal.type) {
    case 'root':
      return { UserId: principal.account, Account: principal.account, Arn };
    case 'user':
      return { UserId: principal.userId, Account: principal.account, Arn };
    case 'assumed-role':
      return { UserId: `${principal.roleId}:${principal.sessionName}`, Account: principal.account, Arn };
    case 'service':
    case 'anonymous':
      throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 });
  }
};
