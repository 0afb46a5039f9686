import type { AccessCheck } from '../../operation.ts';
import { readTaskHandle } from './moving.ts';
import { arnOfUrl, queueArn, type SqsCall } from './queues.ts';

type Check<Input> = (input: Input, call: SqsCall) => AccessCheck;

/** Operations on the queue of a URL, and the action each asks for. SQS writes actions in lower case. */
const ON_URL = {
  AddPermission: 'addpermission',
  ChangeMessageVisibility: 'changemessagevisibility',
  ChangeMessageVisibilityBatch: 'changemessagevisibility',
  DeleteMessage: 'deletemessage',
  DeleteMessageBatch: 'deletemessage',
  DeleteQueue: 'deletequeue',
  GetQueueAttributes: 'getqueueattributes',
  ListDeadLetterSourceQueues: 'listdeadlettersourcequeues',
  ListQueueTags: 'listqueuetags',
  PurgeQueue: 'purgequeue',
  ReceiveMessage: 'receivemessage',
  RemovePermission: 'removepermission',
  SendMessage: 'sendmessage',
  SendMessageBatch: 'sendmessage',
  SetQueueAttributes: 'setqueueattributes',
  TagQueue: 'tagqueue',
  UntagQueue: 'untagqueue',
};

const onUrl =
  (action: string): Check<{ QueueUrl: string | undefined }> =>
  ({ QueueUrl }, call) => ({ action: `sqs:${action}`, resource: arnOfUrl(call, QueueUrl) });

const onName =
  (action: string): Check<{ QueueName: string | undefined; QueueOwnerAWSAccountId?: string | undefined }> =>
  ({ QueueName, QueueOwnerAWSAccountId }, call) => ({
    action: `sqs:${action}`,
    resource: queueArn({ account: QueueOwnerAWSAccountId ?? call.account, region: call.region }, QueueName!),
  });

const onSource =
  (action: string): Check<{ SourceArn: string | undefined }> =>
  ({ SourceArn }) => ({ action: `sqs:${action}`, resource: SourceArn! });

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon SQS". */
export const access = {
  ...Object.fromEntries(Object.entries(ON_URL).map(([operation, action]) => [operation, onUrl(action)])),
  CreateQueue: onName('createqueue'),
  GetQueueUrl: onName('getqueueurl'),
  ListQueues: (_input: unknown, { account, region }: SqsCall) => ({
    action: 'sqs:listqueues',
    resource: `arn:aws:sqs:${region}:${account}:`,
  }),
  StartMessageMoveTask: onSource('startmessagemovetask'),
  ListMessageMoveTasks: onSource('listmessagemovetasks'),
  CancelMessageMoveTask: ({ TaskHandle }: { TaskHandle: string | undefined }) => ({
    action: 'sqs:cancelmessagemovetask',
    resource: readTaskHandle(TaskHandle!).sourceArn,
  }),
};
