import type { Account, GetAccountRequest, UpdateAccountRequest } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { badRequest, copy } from './ids.ts';
import type { Local } from './local.ts';
import { assumeLogsRole } from './logs-role.ts';
import { patched, text } from './patch.ts';
import type { RestApisState } from './state.ts';

export const GetAccount: Operation<RestApisState, GetAccountRequest, Account, Local> = (_, call) => copy(call.state.account);

/** Sets the role that writes logs: API Gateway must be able to assume it. Throws BadRequestException. API Gateway API Reference, UpdateAccount. */
export const UpdateAccount: Operation<RestApisState, UpdateAccountRequest, Account, Local> = async (input, call) => {
  const next = patched(call.state.account, input.patchOperations, { '/cloudwatchRoleArn': text<Account>('cloudwatchRoleArn') });
  const role = next.cloudwatchRoleArn;
  if (!role) delete next.cloudwatchRoleArn;
  else if (role !== call.state.account.cloudwatchRoleArn) {
    call.authorize({ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'apigateway.amazonaws.com' } });
    try {
      await assumeLogsRole(call, role);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw badRequest(
        'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
      );
    }
  }
  call.state.account = next;
  return copy(next);
};
