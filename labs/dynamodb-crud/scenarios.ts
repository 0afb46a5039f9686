import {
  type ConsumedCapacity,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { CheckContext, Scenario } from '#labs/contract.ts';
import { call, said, same, someUser } from './users-api.ts';

export const scenarios: Scenario[] = [
  {
    id: 'crud',
    says: {
      vi: 'Một đời người dùng: tạo, tạo trùng, đọc, sửa, xóa',
      en: 'The life of a user: created, created again, read, changed, deleted',
    },
    async run(context) {
      const user = someUser(context);
      const path = `users/${user.userId}`;
      const rows: string[][] = [];
      for (const [method, place, body] of [
        ['POST', 'users', user],
        ['POST', 'users', { ...user, name: 'Kẻ mạo danh' }],
        ['GET', path, undefined],
        ['PATCH', path, { name: 'Mai' }],
        ['PATCH', 'users/nobody', { name: 'Mai' }],
        ['DELETE', path, undefined],
        ['GET', path, undefined],
        ['DELETE', path, undefined],
      ] as const) {
        rows.push([
          `${method} /${place.replace(user.userId, '{userId}')}`,
          (await call(context, method, place, body)).replace(/^204$/, '204 No Content'),
        ]);
      }
      context.show({
        title: { vi: `Người dùng ${user.userId}`, en: `The user ${user.userId}` },
        columns: [
          { vi: 'Yêu cầu', en: 'Request' },
          { vi: 'Trả lời', en: 'Answer' },
        ],
        rows: rows.map((cells) => ({ cells })),
      });
    },
  },
  {
    id: 'keys',
    says: {
      vi: 'Năm kiểu khóa sai, một khóa không có ai: DynamoDB nói gì',
      en: 'Five wrong keys, and one with nobody behind it: what DynamoDB says',
    },
    run: wrongKeys,
  },
  {
    id: 'capacity',
    says: {
      vi: 'Mỗi thao tác tốn bao nhiêu đơn vị, và bảng trả tiền kiểu gì',
      en: 'What each operation uses up, and how the table is paid for',
    },
    run: capacity,
  },
];

async function wrongKeys({ client, outputs, show }: CheckContext): Promise<void> {
  const dynamodb = client(DynamoDBClient);
  const TableName = outputs.Users;
  const put = (Item: PutItemCommand['input']['Item']) => () => dynamodb.send(new PutItemCommand({ TableName, Item }));
  const get = (Key: GetItemCommand['input']['Key']) => () => dynamodb.send(new GetItemCommand({ TableName, Key }));
  const rows: string[][] = [];
  for (const [what, attempt] of [
    ['PutItem { id: "mai" }', put({ id: { S: 'mai' } })],
    ['PutItem { userID: "mai" }', put({ userID: { S: 'mai' } })],
    ['PutItem { userId: 7 }', put({ userId: { N: '7' } })],
    ['PutItem { userId: "" }', put({ userId: { S: '' } })],
    ['GetItem { id: "mai" }', get({ id: { S: 'mai' } })],
  ] as const) {
    rows.push([what, await said(attempt)]);
  }
  rows.push(['GetItem { userId: "nobody" }', `OK, Item: ${(await get({ userId: { S: 'nobody' } })()).Item}`]);
  show({
    title: { vi: 'Khóa sai, và câu trả lời của DynamoDB', en: 'Wrong keys, and what DynamoDB answers' },
    columns: [
      { vi: 'Lệnh', en: 'Command' },
      { vi: 'Trả lời', en: 'Answer' },
    ],
    rows: rows.map((cells) => ({ cells })),
  });
}

async function capacity(context: CheckContext): Promise<void> {
  const { client, outputs, show } = context;
  const dynamodb = client(DynamoDBClient);
  const TableName = outputs.Users;
  const { userId, name, email } = someUser(context);
  const Key = { userId: { S: userId } };
  const Item = { ...Key, name: { S: name }, email: { S: email } };
  const big = { ...Item, notes: { S: '.'.repeat(5000) } };
  const ReturnConsumedCapacity = 'TOTAL';
  const rows: string[][] = [];
  const note = (what: string, { ConsumedCapacity }: { ConsumedCapacity?: ConsumedCapacity }) =>
    rows.push([what, String(ConsumedCapacity?.CapacityUnits)]);
  note('PutItem, 0.1 kB', await dynamodb.send(new PutItemCommand({ TableName, Item, ReturnConsumedCapacity })));
  note('GetItem, 0.1 kB', await dynamodb.send(new GetItemCommand({ TableName, Key, ReturnConsumedCapacity })));
  note(
    'GetItem, 0.1 kB, ConsistentRead',
    await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true, ReturnConsumedCapacity })),
  );
  note('PutItem, 5 kB', await dynamodb.send(new PutItemCommand({ TableName, Item: big, ReturnConsumedCapacity })));
  note('GetItem, 5 kB', await dynamodb.send(new GetItemCommand({ TableName, Key, ReturnConsumedCapacity })));
  note(
    'UpdateItem, 5 kB',
    await dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key,
        UpdateExpression: 'SET email = :email',
        ExpressionAttributeValues: { ':email': { S: 'mai@example.com' } },
        ReturnConsumedCapacity,
      }),
    ),
  );
  note('DeleteItem, 5 kB', await dynamodb.send(new DeleteItemCommand({ TableName, Key, ReturnConsumedCapacity })));
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
  const { ReadCapacityUnits, WriteCapacityUnits } = Table?.ProvisionedThroughput ?? {};
  context.tell(
    same(
      `BillingMode: ${Table?.BillingModeSummary?.BillingMode ?? 'PROVISIONED'}, ProvisionedThroughput: ${ReadCapacityUnits}/${WriteCapacityUnits}`,
    ),
  );
  show({
    title: { vi: 'Đơn vị đọc, ghi mà mỗi thao tác tốn', en: 'The units that each operation uses up' },
    columns: [
      { vi: 'Thao tác', en: 'Operation' },
      { vi: 'Đơn vị', en: 'Units' },
    ],
    rows: rows.map((cells) => ({ cells })),
  });
}
