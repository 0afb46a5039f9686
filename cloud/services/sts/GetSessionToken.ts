import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { AwsError, refuseMembers } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkDuration } from './duration.ts';
import { issueSession } from './sessions.ts';
import type { StsState } from './state.ts';

/** Temporary credentials for the calling user itself. Throws AccessDenied, ValidationError. STS API Reference, GetSessionToken. */
export const GetSessionToken: Operation<StsState, GetSessionTokenRequest, GetSessionTokenResponse> = (input, call) => {
  refuseMembers('sts GetSessionToken', input, ['SerialNumber', 'TokenCode']);
  const { principal } = call;
  if (principal.type !== 'user' && principal.type !== 'root') {
    throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
  }
  const asked = checkDuration(input.DurationSeconds, 129_600) ?? 43_200; // seconds
  return { Credentials: issueSession(call, principal, principal.type === 'root' ? Math.min(asked, 3_600) : asked) };
};
