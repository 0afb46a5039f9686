import { type Family, type Flow, folded, node, type ResourceView } from '../family.ts';
import { at, listOf, references, textOf } from '../template.ts';

const failed = { vi: 'thất bại', en: 'failures' };

export const messaging: Family = {
  'AWS::SQS::Queue': node('hàng đợi SQS', 'SQS queue', 'AmazonSimpleQueueService', {
    flows: (queue) => deadLetters(queue, queue.id, queue.properties.RedrivePolicy),
  }),
  'AWS::SQS::QueuePolicy': folded(['Queues'], 'it allows arrows'),
  'AWS::SQS::QueueInlinePolicy': folded(['Queue'], 'it allows arrows'),
  'AWS::SNS::Topic': node('chủ đề SNS', 'SNS topic', 'AmazonSimpleNotificationService', {
    flows: (topic) => listOf(topic.properties.Subscription).flatMap((each) => subscribed(topic.id, topic.id, each)),
  }),
  'AWS::SNS::Subscription': folded(['TopicArn'], 'it is an arrow', {
    flows: (subscription) => {
      const [topic] = references(subscription.properties.TopicArn);
      if (!topic) return [];
      return [
        ...subscribed(topic, subscription.id, subscription.properties),
        ...deadLetters(subscription, topic, subscription.properties.RedrivePolicy),
      ];
    },
  }),
  'AWS::SNS::TopicPolicy': folded(['Topics'], 'it allows arrows'),
  'AWS::SES::EmailIdentity': node('địa chỉ SES', 'SES identity', 'AmazonSimpleEmailService'),
  'AWS::AmazonMQ::Broker': node('broker Amazon MQ', 'Amazon MQ broker', 'AmazonMQ', { inside: ['SubnetIds'] }),
};

function subscribed(topic: string, resource: string, subscription: unknown): Flow[] {
  const filter = at(subscription, 'FilterPolicy').length > 0 ? { vi: 'có lọc', en: 'filtered' } : undefined;
  return at(subscription, 'Endpoint')
    .flatMap(references)
    .map((to): Flow => ({ from: topic, to, kind: 'deliver', ...(filter && { label: filter }), resource }));
}

/** After so many receipts without success. */
function deadLetters({ id }: ResourceView, from: string, policy: unknown): Flow[] {
  const times = textOf(at(policy, 'maxReceiveCount')[0]);
  const label = times === '' ? failed : { vi: `sau ${times} lần nhận`, en: `after ${times} receipts` };
  return at(policy, 'deadLetterTargetArn')
    .flatMap(references)
    .map((to): Flow => ({ from, to, kind: 'deliver', label, resource: id, failure: true }));
}
