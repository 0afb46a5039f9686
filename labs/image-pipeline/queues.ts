import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { CheckContext } from '#labs/contract.ts';
import type { Uploaded } from './functions/uploaded.ts';
import type { Upload } from './uploads.ts';

/** What the function tells of a picture. */
export interface Metadata {
  key: string;
  width: number;
  height: number;
  bytes: number;
  thumbnailKey: string;
  thumbnailBytes: number;
}

/** Metadata as it lay in the queue. */
export interface Told {
  metadata: Metadata;
  /** The event that it came of; the same where it came twice. */
  eventId: string;
  /** When the function sent it, in ms. */
  sentAt: number;
}

/** How long a look hides messages that are somebody else's, in seconds. */
const GLANCE = 1;

/** The next metadata of an upload, which stays in the queue; undefined while there is none. */
export async function seeMetadata(context: CheckContext, uploaded: Pick<Upload, 'key'>): Promise<Told | undefined> {
  const found = await metadataMessage(context, uploaded);
  return found && toldBy(found);
}

/** Takes the next metadata of an upload out of the queue; undefined while there is none. Others' metadata stays. */
export async function takeMetadata(context: CheckContext, uploaded: Pick<Upload, 'key'>): Promise<Told | undefined> {
  const found = await metadataMessage(context, uploaded);
  if (!found) return undefined;
  const message = { QueueUrl: context.outputs.Metadata, ReceiptHandle: found.ReceiptHandle };
  await context.client(SQSClient).send(new DeleteMessageCommand(message));
  return toldBy(found);
}

const metadataMessage = (context: CheckContext, { key }: Pick<Upload, 'key'>) =>
  receive(context, context.outputs.Metadata, ({ Body = '{}' }) => (JSON.parse(Body) as Metadata).key === key);

const toldBy = ({ Body = '{}', MessageAttributes, Attributes }: Message): Told => ({
  metadata: JSON.parse(Body),
  eventId: MessageAttributes?.eventId?.StringValue ?? '',
  sentAt: Number(Attributes?.SentTimestamp),
});

/** Waits for the metadata of an upload and takes it, or only sees it. The check ends when it does not come. */
export function metadataOf(
  context: CheckContext,
  uploaded: Pick<Upload, 'key'>,
  { within = 5000, look = takeMetadata }: { within?: number; look?: typeof takeMetadata } = {},
): Promise<Told> {
  return context.eventually(
    async () =>
      (await look(context, uploaded)) ?? context.fail(uploaded.key, '-', { vi: 'Trong hàng đợi Metadata', en: 'In the queue Metadata' }),
    { within },
  );
}

/** The event of an upload that was given up, from the queue Failed, where it stays; undefined while none with such a key is there. */
export async function givenUp(context: CheckContext, isWanted: (key: string) => boolean): Promise<Uploaded | undefined> {
  const found = await receive(context, context.outputs.Failed, ({ Body = '{}' }) => isWanted(keyIn(Body)));
  return found && (JSON.parse(found.Body!) as Uploaded);
}

/** Sends everything in the queue Failed back to where it came from. */
export async function redrive({ client, outputs, wait }: CheckContext): Promise<void> {
  const sqs = client(SQSClient);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: outputs.Failed, AttributeNames: ['QueueArn'] }));
  // Reason: who looked at a message has hidden it for that long, and a task moves what can be seen.
  await wait(1000 * GLANCE + 100);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: Attributes?.QueueArn }));
}

const keyIn = (body: string): string => (JSON.parse(body) as Partial<Uploaded>).detail?.object.key ?? '';

async function receive(
  { client }: CheckContext,
  QueueUrl: string | undefined,
  isWanted: (message: Message) => boolean,
): Promise<Message | undefined> {
  const { Messages = [] } = await client(SQSClient).send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: GLANCE,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages.find(isWanted);
}
