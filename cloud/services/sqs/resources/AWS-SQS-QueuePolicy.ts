import { AwsError } from '../../../aws-error.ts';
import type { ResourceContext, ResourceType } from '../../../resource-type.ts';

interface QueuePolicyProperties {
  PolicyDocument: object;
  Queues: string[];
}

/** CloudFormation Template Reference, AWS::SQS::QueuePolicy. Ref is a generated name. */
export const QueuePolicy: ResourceType<QueuePolicyProperties> = {
  type: 'AWS::SQS::QueuePolicy',
  properties: { PolicyDocument: { '*': 'update' }, Queues: 'update' },
  async create(context, { PolicyDocument, Queues }) {
    const id = context.physicalName(80);
    context.initiated?.(id);
    for (const QueueUrl of Queues) await setPolicy(context, QueueUrl, JSON.stringify(PolicyDocument));
    return id;
  },
  async update(context, _id, { PolicyDocument, Queues }, previous) {
    for (const QueueUrl of Queues) await setPolicy(context, QueueUrl, JSON.stringify(PolicyDocument));
    await clear(
      context,
      previous.Queues.filter((url) => !Queues.includes(url)),
    );
  },
  async delete(context, _id, { Queues }) {
    await clear(context, Queues);
  },
  async attributes(_context, Id) {
    return { Id };
  },
};

async function setPolicy({ aws }: ResourceContext, QueueUrl: string, Policy: string): Promise<void> {
  await aws.sqs.SetQueueAttributes({ QueueUrl, Attributes: { Policy } });
}

/** A queue that is gone has no policy any more. */
async function clear(context: ResourceContext, queues: readonly string[]): Promise<void> {
  for (const QueueUrl of queues) {
    try {
      await setPolicy(context, QueueUrl, '');
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'QueueDoesNotExist')) throw error;
    }
  }
}
