import type { AccessCheck } from '../../operation.ts';
import { activityArn, machineArn } from './arns.ts';
import type { StatesCall } from './local.ts';

// biome-ignore lint/suspicious/noExplicitAny: a table of checks of any input; each is typed where it stands.
type Check = (input: any, call: StatesCall) => AccessCheck;

/** Operations by the member that names what they are about. */
const ON = {
  stateMachineArn: [
    'DeleteStateMachine',
    'DescribeStateMachine',
    'ListExecutions',
    'StartExecution',
    'StartSyncExecution',
    'UpdateStateMachine',
  ],
  executionArn: ['DescribeExecution', 'DescribeStateMachineForExecution', 'GetExecutionHistory', 'RedriveExecution', 'StopExecution'],
  activityArn: ['DeleteActivity', 'DescribeActivity', 'GetActivityTask'],
  resourceArn: ['ListTagsForResource', 'TagResource', 'UntagResource'],
} as const;

/** Service Authorization Reference, "Actions, resources, and condition keys for AWS Step Functions". */
export const access: Record<string, Check> = {
  ...Object.fromEntries(
    Object.entries(ON).flatMap(([member, operations]) =>
      operations.map((operation): [string, Check] => [
        operation,
        (input: Record<string, string | undefined>) => ({ action: `states:${operation}`, resource: input[member] ?? '*' }),
      ]),
    ),
  ),
  CreateStateMachine: ({ name }: { name: string }, call) => ({ action: 'states:CreateStateMachine', resource: machineArn(call, name) }),
  CreateActivity: ({ name }: { name: string }, call) => ({ action: 'states:CreateActivity', resource: activityArn(call, name) }),
};
