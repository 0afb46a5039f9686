import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { makeThumbnail, type Uploaded } from './uploaded.ts';

const sqs = new SQSClient({});

// #region handler
/** Takes uploads out of the queue. One that fails goes back, until the queue gives it up. */
export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const record of Records) {
    const uploaded: Uploaded = JSON.parse(record.body); // what EventBridge put into the queue is the event itself
    try {
      await makeThumbnail(uploaded);
    } catch (error) {
      const attempt = Number(record.attributes.ApproximateReceiveCount);
      console.error(JSON.stringify({ failed: uploaded.detail.object.key, attempt, error: String(error) }));
      await putBack(record, attempt - 1);
      throw error;
    }
  }
}

/** Lets the message be seen again after so many seconds, instead of after the queue's visibility timeout. */
async function putBack({ receiptHandle }: SQSRecord, pause: number): Promise<void> {
  const message = { QueueUrl: process.env.JOBS, ReceiptHandle: receiptHandle };
  await sqs.send(new ChangeMessageVisibilityCommand({ ...message, VisibilityTimeout: pause }));
}
// #endregion handler
