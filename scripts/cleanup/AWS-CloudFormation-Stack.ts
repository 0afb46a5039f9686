import {
  CloudFormationClient,
  DeleteStackCommand,
  DescribeStacksCommand,
  paginateDescribeStacks,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids } from './reading.ts';

/** The stack of a name; undefined when there is none: CloudFormation has no error of its own for that. */
async function find(aws: Clients, StackName: string) {
  try {
    return (await aws.client(CloudFormationClient).send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && error.name === 'ValidationError' && error.message.includes('does not exist')) return undefined;
    throw error;
  }
}

/** DeleteStack only asks for the deletion: whoever deletes waits for its end. */
export const Stack: CleanUp = {
  type: 'AWS::CloudFormation::Stack',
  after: [],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeStacks({ client: aws.client(CloudFormationClient) }, {}),
      (page) => page.Stacks,
      (stack) => stack.StackName,
    ),
  async tags(aws, id) {
    const stack = await find(aws, id);
    return stack && byKey(stack.Tags);
  },
  idOf: arnOf('cloudformation', /^stack\/(?<id>[^/]+)\//),
  protection: {
    isOn: async (aws, id) => (await find(aws, id))?.EnableTerminationProtection === true,
    async lift(aws, id) {
      await aws
        .client(CloudFormationClient)
        .send(new UpdateTerminationProtectionCommand({ StackName: id, EnableTerminationProtection: false }));
    },
  },
  async delete(aws, id) {
    await aws.client(CloudFormationClient).send(new DeleteStackCommand({ StackName: id }));
  },
  survives: {
    why: {
      vi: 'CloudFormation không xóa được hết tài nguyên của stack, hoặc stack đang được bảo vệ.',
      en: 'CloudFormation could not delete all of its resources, or the stack is protected.',
    },
    todo: {
      vi: 'Xem lý do ở sự kiện DELETE_FAILED của stack, khắc phục rồi xóa lại; nếu stack được bảo vệ, thêm --lift-protection.',
      en: 'Read the reason in the stack’s DELETE_FAILED events, mend it and delete again; for a protected stack add --lift-protection.',
    },
  },
};
