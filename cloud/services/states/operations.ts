import { CreateActivity, DeleteActivity, DescribeActivity, GetActivityTask, ListActivities } from './activities/activities.ts';
import { SendTaskFailure, SendTaskHeartbeat, SendTaskSuccess } from './callbacks.ts';
import {
  DescribeExecution,
  GetExecutionHistory,
  ListExecutions,
  RedriveExecution,
  StartExecution,
  StartSyncExecution,
  StopExecution,
} from './executions.ts';
import {
  CreateStateMachine,
  DeleteStateMachine,
  DescribeStateMachine,
  DescribeStateMachineForExecution,
  ListStateMachines,
  UpdateStateMachine,
  ValidateStateMachineDefinition,
} from './machines.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';
import { TestState } from './test-state/TestState.ts';

/** What Step Functions can do. */
export const operations = {
  CreateActivity,
  CreateStateMachine,
  DeleteActivity,
  DeleteStateMachine,
  DescribeActivity,
  DescribeExecution,
  DescribeStateMachine,
  DescribeStateMachineForExecution,
  GetActivityTask,
  GetExecutionHistory,
  ListActivities,
  ListExecutions,
  ListStateMachines,
  ListTagsForResource,
  RedriveExecution,
  SendTaskFailure,
  SendTaskHeartbeat,
  SendTaskSuccess,
  StartExecution,
  StartSyncExecution,
  StopExecution,
  TagResource,
  TestState,
  UntagResource,
  UpdateStateMachine,
  ValidateStateMachineDefinition,
};
