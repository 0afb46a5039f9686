import { parseArn } from '../../arn.ts';
import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { deliver } from './delivery.ts';
import type { Local } from './local.ts';
import { operations } from './operations.ts';
import { resourceTypes } from './resources/index.ts';
import { initialState, type SnsState } from './state.ts';
import { tagging } from './tagging-api.ts';
import { defaultPolicy } from './topic-attributes.ts';

/** Amazon SNS, to functions and queues; e-mails stay in an outbox, and nothing leaves the machine. */
export const sns = defineService<SnsState, Local>({
  name: 'sns',
  wires: [
    {
      signingName: 'sns',
      target: 'AmazonSimpleNotificationService',
      version: '2010-03-31',
      load: () => import('@aws-sdk/client-sns'),
    },
  ],
  scope: 'region',
  initialState,
  createLocal: () => ({ lines: new Map() }),
  operations,
  access,
  resourcePolicy(arn, { topics }) {
    const topic = topics.get(arn);
    return topic && (topic.attributes.get('Policy') ?? defaultPolicy(arn, parseArn(arn).account));
  },
  refuses: ['AuthenticateOnUnsubscribe'],
  tagging,
  resourceTypes,
  subscriptions: {
    'sns.Published': (delivery, background) => {
      deliver(delivery, background).catch((error: unknown) => background.fault(error));
    },
  },
});
