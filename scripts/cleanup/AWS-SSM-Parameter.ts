import { DeleteParameterCommand, ListTagsForResourceCommand, paginateDescribeParameters, SSMClient } from '@aws-sdk/client-ssm';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

export const Parameter: CleanUp = {
  type: 'AWS::SSM::Parameter',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeParameters({ client: aws.client(SSMClient) }, {}),
      (page) => page.Parameters,
      (item) => item.Name,
    ),
  tags: (aws, id) =>
    unlessGone(['InvalidResourceId'], async () =>
      byKey((await aws.client(SSMClient).send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: id }))).TagList),
    ),
  idOf(arn) {
    const id = arnOf('ssm', /^parameter(?<id>\/.+)$/)(arn);
    // Reason: in ARNs a name without a hierarchy gets a slash that it does not have.
    return id?.indexOf('/', 1) === -1 ? id.slice(1) : id;
  },
  async delete(aws, id) {
    await unlessGone(['ParameterNotFound'], () => aws.client(SSMClient).send(new DeleteParameterCommand({ Name: id })));
  },
  survives: {
    why: { vi: 'Tham số được tạo bên ngoài stack.', en: 'It was made outside of the stack.' },
    todo: { vi: 'Xóa tham số; tham số thường không tốn tiền.', en: 'Delete it; a standard parameter costs nothing.' },
  },
};
