import { DeleteArchiveCommand, EventBridgeClient, ListArchivesCommand } from '@aws-sdk/client-eventbridge';
import type { CleanUp } from './clean-up.ts';
import { arnOf, ids, pages, unlessGone } from './reading.ts';

/** Archives take no tags. The rule that fills one is EventBridge's, and goes with it. */
export const Archive: CleanUp = {
  type: 'AWS::Events::Archive',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      pages((NextToken) => aws.client(EventBridgeClient).send(new ListArchivesCommand({ NextToken }))),
      (page) => page.Archives,
      (item) => item.ArchiveName,
    ),
  idOf: arnOf('events', /^archive\/(?<id>[^/]+)$/),
  async delete(aws, id) {
    await unlessGone(['ResourceNotFoundException'], () =>
      aws.client(EventBridgeClient).send(new DeleteArchiveCommand({ ArchiveName: id })),
    );
  },
  survives: {
    why: {
      vi: 'Template giữ archive lại, hoặc archive được tạo bên ngoài stack.',
      en: 'The template retains it, or it was made outside of the stack.',
    },
    todo: {
      vi: 'Xóa archive: nó bị tính tiền theo dung lượng, và mọi event mới vẫn vào đó.',
      en: 'Delete it: it is billed by its size, and every new event still goes into it.',
    },
  },
};
