import type { DeleteRetentionPolicyRequest, PutRetentionPolicyRequest } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { expire } from './events.ts';
import { groupOf } from './groups.ts';
import type { LogsState } from './state.ts';

const ALLOWED_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Lets events end after some days. Throws InvalidParameterException. CloudWatch Logs API Reference, PutRetentionPolicy. */
export const PutRetentionPolicy: Operation<LogsState, PutRetentionPolicyRequest, void> = (input, call) => {
  const group = groupOf(call, input);
  const days = input.retentionInDays!;
  if (!ALLOWED_DAYS.includes(days)) {
    throw new AwsError(
      'InvalidParameterException',
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${ALLOWED_DAYS.join(', ')}]`,
    );
  }
  group.retentionDays = days;
  expire(group, call.clock.now());
};

/** Lets events never end. CloudWatch Logs API Reference, DeleteRetentionPolicy. */
export const DeleteRetentionPolicy: Operation<LogsState, DeleteRetentionPolicyRequest, void> = (input, call) => {
  delete groupOf(call, input).retentionDays;
};
