import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CheckContext, Scenario, Table } from '#labs/contract.ts';
import { lateLsi } from './late-lsi.ts';
import { filled, type Page, pageTable, query, scanAll, total } from './readings.ts';

export const scenarios: Scenario[] = [
  {
    id: 'pages',
    says: { vi: 'Đi qua cả bảng: trang 1 MB, Limit, và bộ lọc', en: 'Through the whole table: pages of 1 MB, Limit, and a filter' },
    async run(context) {
      const pages = await filled(context);
      context.show(pageTable({ vi: 'Scan không Limit: trang dừng ở 1 MB', en: 'Scan without a Limit: a page ends at 1 MB' }, pages));
      const limited = await scanAll(context, { Limit: 300 });
      context.show(pageTable({ vi: 'Limit: 300: trang dừng ở 300 mục', en: 'Limit: 300: a page ends at 300 items' }, limited));
      const email = pages.flatMap(({ items }) => items).at(-1)?.email?.S ?? '';
      const filtered = await scanAll(context, {
        Limit: 300,
        FilterExpression: 'email = :email',
        ExpressionAttributeValues: { ':email': { S: email } },
      });
      context.show(
        pageTable(
          {
            vi: 'Thêm FilterExpression: trả về ít đi, đọc và trả tiền như cũ',
            en: 'With a FilterExpression: less comes back, as much is read and paid for',
          },
          filtered,
        ),
      );
    },
  },
  {
    id: 'find',
    says: { vi: 'Tìm một người bằng bốn cách, và giá của từng cách', en: 'One person, found in four ways, and what each way costs' },
    async run(context) {
      const { items } = (await filled(context)).at(-1)!;
      const { company, userId, email } = items.at(-1)!;
      const ways: [string, () => Promise<Page[]>][] = [
        ['GetItem company + userId', async () => [await getItem(context, { company: company!, userId: userId! })]],
        [
          'Query EmailIndex',
          async () => [
            await query(context, {
              IndexName: 'EmailIndex',
              KeyConditionExpression: 'email = :e',
              ExpressionAttributeValues: { ':e': email! },
            }),
          ],
        ],
        [
          'Query company, filter email',
          async () => [
            await query(context, {
              KeyConditionExpression: 'company = :c',
              FilterExpression: 'email = :e',
              ExpressionAttributeValues: { ':c': company!, ':e': email! },
            }),
          ],
        ],
        ['Scan, filter email', () => scanAll(context, { FilterExpression: 'email = :e', ExpressionAttributeValues: { ':e': email! } })],
      ];
      const rows: string[][] = [];
      for (const [way, read] of ways) {
        const started = context.now();
        const pages = await read();
        rows.push([
          way,
          String(pages.length),
          String(total(pages, 'examined')),
          String(total(pages, 'consumed')),
          String(context.now() - started),
        ]);
      }
      context.show(costTable(rows));
    },
  },
  {
    id: 'indexes',
    says: { vi: 'GSI khác LSI ở đâu: hỏi thẳng DynamoDB', en: 'How a GSI differs from an LSI: ask DynamoDB' },
    async run(context) {
      await lag(context);
      await lateLsi(context, 'NameIndex', 'name');
    },
  },
];

/** How long EmailIndex takes to know of a write. */
async function lag(context: CheckContext): Promise<void> {
  const { client, outputs, now, tell, eventually, fail } = context;
  const dynamodb = client(DynamoDBClient);
  const key = { company: { S: 'company-00' }, userId: { S: 'user-late' } };
  const email = { S: `late-${now()}@company-00.example` };
  await dynamodb.send(new PutItemCommand({ TableName: outputs.Users, Item: { ...key, email } }));
  const written = now();
  let asked = 0;
  await eventually(
    async () => {
      asked += 1;
      const { items } = await query(context, {
        IndexName: 'EmailIndex',
        KeyConditionExpression: 'email = :e',
        ExpressionAttributeValues: { ':e': email },
      });
      if (items.length === 0) fail(email.S, '-');
    },
    { every: 5 },
  );
  await dynamodb.send(new DeleteItemCommand({ TableName: outputs.Users, Key: key }));
  tell({
    vi: `EmailIndex biết người mới sau ${asked} lần hỏi, ${now() - written} ms. Trên cloud nhúng chỉ mục luôn theo kịp; AWS thì không hứa điều đó.`,
    en: `EmailIndex knew the new user after ${asked} questions, ${now() - written} ms. On the embedded cloud an index is never behind; AWS does not promise that.`,
  });
}

async function getItem({ client, outputs }: CheckContext, Key: Page['items'][number]): Promise<Page> {
  const { Item, ConsumedCapacity } = await client(DynamoDBClient).send(
    new GetItemCommand({ TableName: outputs.Users, Key, ReturnConsumedCapacity: 'TOTAL' }),
  );
  return { items: Item ? [Item] : [], examined: 1, consumed: ConsumedCapacity?.CapacityUnits ?? 0, last: undefined };
}

function costTable(rows: readonly string[][]): Table {
  return {
    title: { vi: 'Cùng một người, bốn cách tìm', en: 'The same person, found in four ways' },
    columns: [
      { vi: 'Cách', en: 'Way' },
      { vi: 'Trang', en: 'Pages' },
      { vi: 'Mục đọc', en: 'Items read' },
      { vi: 'Đơn vị đọc', en: 'Read units' },
      { vi: 'ms', en: 'ms' },
    ],
    rows: rows.map((cells) => ({ cells })),
  };
}
