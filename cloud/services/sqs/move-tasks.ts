import type {
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  StartMessageMoveTaskRequest,
  StartMessageMoveTaskResult,
} from '@aws-sdk/client-sqs';
import { fromUtf8, toBase64 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';
import type { Operation } from '../../operation.ts';
import { checkRange } from './errors.ts';
import type { Local } from './local.ts';
import { readTaskHandle, runMove } from './moving.ts';
import { isFifo, queueOfArn } from './queues.ts';
import { sourcesOf } from './redrive.ts';
import type { MoveTask, SqsState } from './state.ts';

/** Begins to move a dead-letter queue's messages back to where they came from, or elsewhere. Throws ResourceNotFoundException, UnsupportedOperation. SQS API Reference, StartMessageMoveTask. */
export const StartMessageMoveTask: Operation<SqsState, StartMessageMoveTaskRequest, StartMessageMoveTaskResult, Local> = (input, call) => {
  checkRange('MaxNumberOfMessagesPerSecond', input.MaxNumberOfMessagesPerSecond, 1, 500, 'Must be between 1 and 500, if provided.');
  const source = queueOfArn(call, input.SourceArn);
  if (!source) throw notFound('SourceArn');
  if (sourcesOf(call, source).length === 0) throw refused('Source queue must be configured as a Dead Letter Queue.');
  const destination = input.DestinationArn === undefined ? undefined : queueOfArn(call, input.DestinationArn);
  if (input.DestinationArn !== undefined && !destination) throw notFound('DestinationArn');
  if (destination === source) throw refused('Source queue arn and destination queue arn cannot be the same.');
  if (destination && isFifo(destination) !== isFifo(source)) {
    throw refused('Source queue and destination queue must be of the same type.');
  }
  const isRunning = ({ sourceArn, status }: MoveTask) => sourceArn === source.arn && status === 'RUNNING';
  if ([...call.state.moveTasks.values()].some(isRunning)) {
    throw refused('There is already a task running. Only one active task is allowed for a source queue arn at a given time.');
  }
  for (const action of ['receivemessage', 'deletemessage', 'getqueueattributes']) {
    call.authorize({ action: `sqs:${action}`, resource: source.arn });
  }
  for (const { arn } of destination ? [destination] : sourcesOf(call, source)) {
    call.authorize({ action: 'sqs:sendmessage', resource: arn });
  }
  const handle = toBase64(fromUtf8(JSON.stringify({ taskId: call.random.uuid(), sourceArn: source.arn })));
  const task: MoveTask = {
    handle,
    sourceArn: source.arn,
    destinationArn: input.DestinationArn,
    rate: input.MaxNumberOfMessagesPerSecond,
    startedAt: call.clock.now(),
    status: 'RUNNING',
    moved: 0,
    toMove: source.messages.size,
    failure: undefined,
  };
  call.state.moveTasks.set(handle, task);
  runMove(call, task);
  return { TaskHandle: handle };
};

/** A queue's move tasks, the latest first. SQS API Reference, ListMessageMoveTasks. */
export const ListMessageMoveTasks: Operation<SqsState, ListMessageMoveTasksRequest, ListMessageMoveTasksResult, Local> = (input, call) => {
  checkRange('MaxResults', input.MaxResults, 1, 10, 'Must be between 1 and 10, if provided.');
  if (!queueOfArn(call, input.SourceArn)) throw notFound('SourceArn');
  const tasks = [...call.state.moveTasks.values()].filter(({ sourceArn }) => sourceArn === input.SourceArn).reverse();
  return {
    Results: tasks.slice(0, input.MaxResults ?? 1).map((task) => ({
      ...(task.status === 'RUNNING' && { TaskHandle: task.handle }),
      Status: task.status,
      SourceArn: task.sourceArn,
      ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
      ...(task.rate !== undefined && { MaxNumberOfMessagesPerSecond: task.rate }),
      ApproximateNumberOfMessagesMoved: task.moved,
      ApproximateNumberOfMessagesToMove: task.toMove,
      ...(task.failure !== undefined && { FailureReason: task.failure }),
      StartedTimestamp: task.startedAt,
    })),
  };
};

/** Ends a running task; what it has moved stays moved. SQS API Reference, CancelMessageMoveTask. */
export const CancelMessageMoveTask: Operation<SqsState, CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult, Local> = (
  input,
  call,
) => {
  const { sourceArn } = readTaskHandle(input.TaskHandle!);
  if (!queueOfArn(call, sourceArn)) throw notFound('SourceArn');
  const task = call.state.moveTasks.get(input.TaskHandle!);
  if (!task) throw new AwsError('ResourceNotFoundException', 'Task does not exist.');
  if (task.status !== 'RUNNING') {
    throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
  }
  task.status = 'CANCELLED';
  call.local.moves.get(task.handle)?.();
  call.local.moves.delete(task.handle);
  return { ApproximateNumberOfMessagesMoved: task.moved };
};

function notFound(parameter: string): AwsError {
  return new AwsError('ResourceNotFoundException', `The resource that you specified for the ${parameter} parameter doesn't exist.`);
}

function refused(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}
