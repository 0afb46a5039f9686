import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  paginateListTables,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from '../clients.ts';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, pages, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFoundException', 'TableNotFoundException'];
const describe = async (aws: Clients, TableName: string) =>
  (await unlessGone(GONE, () => aws.client(DynamoDBClient).send(new DescribeTableCommand({ TableName }))))?.Table;

export const Table: CleanUp = {
  type: 'AWS::DynamoDB::Table',
  after: ['AWS::CloudFormation::Stack', 'AWS::Lambda::EventSourceMapping', 'AWS::Lambda::Function'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateListTables({ client: aws.client(DynamoDBClient) }, {}),
      (page) => page.TableNames,
      (name) => name,
    ),
  async tags(aws, id) {
    const ResourceArn = (await describe(aws, id))?.TableArn;
    if (!ResourceArn) return undefined;
    const tags: Record<string, string> = {};
    const read = (NextToken: string | undefined) =>
      aws.client(DynamoDBClient).send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
    for await (const page of pages(read)) Object.assign(tags, byKey(page.Tags));
    return tags;
  },
  idOf: arnOf('dynamodb', /^table\/(?<id>[^/]+)$/),
  protection: {
    isOn: async (aws, id) => (await describe(aws, id))?.DeletionProtectionEnabled === true,
    async lift(aws, id) {
      await aws.client(DynamoDBClient).send(new UpdateTableCommand({ TableName: id, DeletionProtectionEnabled: false }));
    },
  },
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(DynamoDBClient).send(new DeleteTableCommand({ TableName: id })));
  },
  survives: {
    why: {
      vi: 'Bảng đang bật deletion protection, hoặc template giữ nó lại (DeletionPolicy: Retain).',
      en: 'The table has deletion protection, or the template retains it (DeletionPolicy: Retain).',
    },
    todo: {
      vi: 'Tắt deletion protection (--lift-protection) rồi xóa bảng, nếu không ai còn cần dữ liệu.',
      en: 'Turn deletion protection off (--lift-protection), then delete the table, unless somebody needs its data.',
    },
  },
};
