import { ChangeMessageVisibility, ChangeMessageVisibilityBatch } from './ChangeMessageVisibility.ts';
import { CreateQueue } from './CreateQueue.ts';
import { DeleteMessage, DeleteMessageBatch } from './DeleteMessage.ts';
import { DeleteQueue, PurgeQueue } from './DeleteQueue.ts';
import { GetQueueUrl, ListDeadLetterSourceQueues, ListQueues } from './ListQueues.ts';
import { CancelMessageMoveTask, ListMessageMoveTasks, StartMessageMoveTask } from './move-tasks.ts';
import { AddPermission, RemovePermission } from './permissions.ts';
import { GetQueueAttributes, SetQueueAttributes } from './queue-attributes.ts';
import { ReceiveMessage } from './ReceiveMessage.ts';
import { SendMessage } from './SendMessage.ts';
import { SendMessageBatch } from './SendMessageBatch.ts';
import { ListQueueTags, TagQueue, UntagQueue } from './tags.ts';

export const operations = {
  AddPermission,
  CancelMessageMoveTask,
  ChangeMessageVisibility,
  ChangeMessageVisibilityBatch,
  CreateQueue,
  DeleteMessage,
  DeleteMessageBatch,
  DeleteQueue,
  GetQueueAttributes,
  GetQueueUrl,
  ListDeadLetterSourceQueues,
  ListMessageMoveTasks,
  ListQueues,
  ListQueueTags,
  PurgeQueue,
  ReceiveMessage,
  RemovePermission,
  SendMessage,
  SendMessageBatch,
  SetQueueAttributes,
  StartMessageMoveTask,
  TagQueue,
  UntagQueue,
};
