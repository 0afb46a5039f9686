import { parseArn } from '../../arn.ts';
import type { Tagging } from '../../tagging.ts';
import type { Aws } from '../aws.ts';
import type { SqsState } from './state.ts';

/** Queues, in the tagging API. */
export const tagging: Tagging<SqsState> = {
  *list({ queues }) {
    for (const { arn, tags } of queues.values()) yield { arn, tags, type: 'queue' };
  },
  owns: (arn) => arn.startsWith('arn:aws:sqs:'),
  tag: async ({ sqs }, arn, Tags) => sqs.TagQueue({ QueueUrl: await urlOf(sqs, arn), Tags }),
  untag: async ({ sqs }, arn, TagKeys) => sqs.UntagQueue({ QueueUrl: await urlOf(sqs, arn), TagKeys }),
};

async function urlOf(sqs: Aws['sqs'], arn: string): Promise<string> {
  const { account, resource } = parseArn(arn);
  return (await sqs.GetQueueUrl({ QueueName: resource, QueueOwnerAWSAccountId: account })).QueueUrl!;
}
