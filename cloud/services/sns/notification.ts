import { toBase64 } from '@smithy/core/serde';
import { parseArn } from '../../arn.ts';
import type { Attributes, Publishable } from './message.ts';

/** A message on its way to one subscription. */
export interface Notification {
  endpoint: string;
  topicArn: string;
  subscriptionArn: string;
  messageId: string;
  requestId: string;
  sequenceNumber?: string;
  deduplicationId?: string;
  at: number; // ms
  input: Publishable;
  /** The text for the subscription's protocol. */
  text: string;
}

/** Nothing is signed here: AWS's key is AWS's. */
const SIGNATURE = 'EXAMPLE';

/** The text that queues and JSON e-mails get. SNS Developer Guide, "HTTP/HTTPS notification JSON format". */
export function notificationText(notification: Notification): string {
  const { input, sequenceNumber } = notification;
  const attributes = attributesOf(input.MessageAttributes ?? {});
  const fields: Record<string, unknown> = {
    Type: 'Notification',
    MessageId: notification.messageId,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
    TopicArn: notification.topicArn,
    ...(input.Subject !== undefined && { Subject: input.Subject }),
    Message: notification.text,
    Timestamp: new Date(notification.at).toISOString(),
    ...(sequenceNumber === undefined && {
      SignatureVersion: '1',
      Signature: SIGNATURE,
      SigningCertURL: certificateUrl(notification),
    }),
    UnsubscribeURL: unsubscribeUrl(notification),
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: attributes }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${JSON.stringify(name)} : ${written(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** What a function gets. Lambda Developer Guide, "Invoking Lambda functions with Amazon SNS notifications". */
export function snsOf(notification: Notification): object {
  const { input } = notification;
  return {
    Type: 'Notification',
    MessageId: notification.messageId,
    TopicArn: notification.topicArn,
    Subject: input.Subject ?? null,
    Message: notification.text,
    Timestamp: new Date(notification.at).toISOString(),
    SignatureVersion: '1',
    Signature: SIGNATURE,
    SigningCertUrl: certificateUrl(notification),
    UnsubscribeUrl: unsubscribeUrl(notification),
    MessageAttributes: attributesOf(input.MessageAttributes ?? {}),
  };
}

function attributesOf(attributes: Attributes): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      { Type: DataType!, Value: BinaryValue ? toBase64(BinaryValue) : StringValue! },
    ]),
  );
}

/** SNS writes its JSON with a space on each side of the colon. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lines = Object.entries(value).map(([name, { Type, Value }]) => {
    return `    ${JSON.stringify(name)} : {"Type":${JSON.stringify(Type)},"Value":${JSON.stringify(Value)}}`;
  });
  return `{\n${lines.join(',\n')}\n  }`;
}

function certificateUrl({ topicArn }: Notification): string {
  return `https://sns.${parseArn(topicArn).region}.amazonaws.com/SimpleNotificationService-none.pem`;
}

function unsubscribeUrl({ endpoint, subscriptionArn }: Notification): string {
  return `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}
