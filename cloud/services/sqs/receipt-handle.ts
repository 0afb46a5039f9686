import { fromBase64, fromUtf8, toBase64, toUtf8 } from '@smithy/core/serde';
import { AwsError } from '../../aws-error.ts';
import type { Queue, StoredMessage } from './state.ts';

/** What a receipt handle says. */
export interface Receipt {
  messageId: string;
  receipt: string;
}

export function receiptHandle(queue: Queue, { id, receipt }: StoredMessage): string {
  return toBase64(fromUtf8(`1 ${queue.arn} ${queue.createdAt} ${id} ${receipt}`));
}

/** Reads a handle of this queue. Throws ReceiptHandleIsInvalid. */
export function readReceiptHandle(queue: Queue, handle: string): Receipt {
  const [version, arn, createdAt, messageId, receipt, ...rest] = decode(handle).split(' ');
  if (version !== '1' || arn !== queue.arn || createdAt !== String(queue.createdAt) || !messageId || !receipt || rest.length > 0) {
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  }
  return { messageId, receipt };
}

function decode(text: string): string {
  try {
    return toUtf8(fromBase64(text));
  } catch {
    return '';
  }
}
