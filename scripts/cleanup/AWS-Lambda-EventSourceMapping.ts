import {
  DeleteEventSourceMappingCommand,
  GetEventSourceMappingCommand,
  LambdaClient,
  ListTagsCommand,
  paginateListEventSourceMappings,
} from '@aws-sdk/client-lambda';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException'];

export const EventSourceMapping: CleanUp = {
  type: 'AWS::Lambda::EventSourceMapping',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListEventSourceMappings({ client: aws.client(LambdaClient) }, {}),
      (page) => page.EventSourceMappings,
      (item) => item.UUID,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(LambdaClient);
      const { EventSourceMappingArn } = await client.send(new GetEventSourceMappingCommand({ UUID: id }));
      return (await client.send(new ListTagsCommand({ Resource: EventSourceMappingArn }))).Tags ?? {};
    }),
  idOf: arnOf('lambda', /^event-source-mapping:(?<id>[^:]+)$/),
  async delete(aws, id) {
    // Reason: a mapping that is being created, updated or deleted is in use and goes by itself or at the next attempt.
    await unlessGone(GONE, () => aws.client(LambdaClient).send(new DeleteEventSourceMappingCommand({ UUID: id })));
  },
  survives: {
    why: {
      vi: 'Ánh xạ được tạo bên ngoài stack, hoặc Lambda còn đang xóa nó.',
      en: 'It was made outside of the stack, or Lambda is still deleting it.',
    },
    todo: { vi: 'Đợi một phút; nếu vẫn còn thì xóa ánh xạ.', en: 'Wait a minute; delete the mapping if it is still there.' },
  },
};
