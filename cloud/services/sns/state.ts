/** SNS in one account and region. */
export interface SnsState {
  /** By ARN. */
  topics: Map<string, Topic>;
  /** By ARN. */
  subscriptions: Map<string, Subscription>;
  /** What would have been sent by e-mail, oldest first. */
  outbox: Email[];
}

export interface Topic {
  arn: string;
  name: string;
  createdAt: number; // ms
  /** Every attribute with a value, as SNS tells it; counts and names are not among them. */
  attributes: Map<string, string>;
  tags: Map<string, string>;
  /** What a FIFO topic was sent within the deduplication interval, by deduplication key, oldest first. */
  published: Map<string, { messageId: string; sequenceNumber: string; at: number }>;
  nextSequence: number;
}

export interface Subscription {
  arn: string;
  topicArn: string;
  owner: string;
  /** The ARN of whoever subscribed. */
  principal: string;
  protocol: Protocol;
  endpoint: string;
  attributes: Map<string, string>;
  /** Set while the endpoint has not agreed. */
  token?: string;
}

export type Protocol = 'lambda' | 'sqs' | 'email' | 'email-json';

/** An e-mail that stays here: nothing leaves the machine. */
export interface Email {
  id: string;
  to: string;
  from: string;
  subject: string;
  body: string;
  at: number; // ms
  subscriptionArn: string;
  /** In a request for confirmation: what ConfirmSubscription wants. */
  token?: string;
}

export function initialState(): SnsState {
  return { topics: new Map(), subscriptions: new Map(), outbox: [] };
}
