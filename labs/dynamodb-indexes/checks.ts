import { DeleteItemCommand, DynamoDBClient, PutItemCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { Check, CheckContext } from '#labs/contract.ts';
import type { Found } from './functions/found.ts';
import type { Listed } from './functions/listing.ts';
import { filled, invoke, pageTable, query, said, total, USERS } from './readings.ts';

export const checks: Check[] = [
  {
    id: 'pages-of-1-mb',
    says: {
      vi: 'Bảng có 1.200 người dùng, và một lượt Scan phải đi qua nhiều trang, mỗi trang tối đa 1 MB',
      en: 'The table holds 1,200 users, and a Scan goes through several pages of 1 MB at most',
    },
    hint: {
      vi: 'Hàm Fill có ghi hết không? Xem log của nó, và quyền dynamodb:BatchWriteItem.',
      en: 'Did Fill write all of them? Look at its log, and at its permission dynamodb:BatchWriteItem.',
    },
    async run(context) {
      const { equal, show } = context;
      const pages = await filled(context);
      show(pageTable({ vi: 'Scan cả bảng', en: 'A Scan of the whole table' }, pages));
      equal(total(pages, 'examined') >= USERS, true, { vi: `Ít nhất ${USERS} người dùng`, en: `At least ${USERS} users` });
      equal(pages.length > 1, true, { vi: 'Nhiều hơn một trang', en: 'More than one page' });
    },
  },
  {
    id: 'whole-list',
    says: { vi: 'List đưa ra mọi người dùng, đúng một lần, mỗi trang 100', en: 'List hands out every user, once, 100 a page' },
    hint: {
      vi: 'List có trả lại chỗ nó dừng, và lần sau có bắt đầu từ chỗ ấy không? Scan nói nó dừng ở đâu.',
      en: 'Does List say where it stopped, and start there the next time? Scan tells where it stopped.',
    },
    needs: ['pages-of-1-mb'],
    async run(context) {
      const { equal, outputs } = context;
      const expected = total(await filled(context), 'examined');
      const seen: string[] = [];
      let longest = 0;
      let from: string | undefined;
      do {
        const { users, next } = await invoke<{ users: Listed[]; next?: string }>(context, 'List', { limit: 100, from });
        seen.push(...users.map(({ userId }) => userId));
        longest = Math.max(longest, users.length);
        from = next;
      } while (from !== undefined && seen.length <= expected);
      equal(new Set(seen).size, expected, {
        vi: `Người dùng mà List đưa ra (bảng ${outputs.Users})`,
        en: `Users that List handed out (${outputs.Users})`,
      });
      equal(seen.length, expected, { vi: 'Không ai hai lần', en: 'Nobody twice' });
      equal(longest <= 100, true, { vi: 'Không trang nào quá 100', en: 'No page longer than 100' });
    },
  },
  {
    id: 'find-by-email',
    says: { vi: 'Find tìm ra người dùng nằm ở trang cuối', en: 'Find finds a user who stands on the last page' },
    hint: {
      vi: 'FilterExpression lọc sau khi đọc, từng trang một. Find có đọc tới trang cuối không?',
      en: 'A FilterExpression is applied after reading, page by page. Does Find read as far as the last page?',
    },
    needs: ['pages-of-1-mb'],
    async run(context) {
      const wanted = await lastUser(context);
      // Reason: an index may be a moment behind the table that was just filled.
      await context.eventually(
        async () => {
          const { user } = await invoke<Found>(context, 'Find', { email: wanted.email });
          context.equal(user?.userId ?? '-', wanted.userId, { vi: `Người có email ${wanted.email}`, en: `Whose email is ${wanted.email}` });
        },
        { within: 1000 },
      );
    },
  },
  {
    id: 'query-not-scan',
    says: { vi: 'Find đọc đúng một mục, không phải cả bảng', en: 'Find reads one item, not the table' },
    hint: {
      vi: 'So hai con số: số mục DynamoDB đã đọc (ScannedCount) và số mục bạn cần. Cái gì trong bảng được xếp theo email?',
      en: 'Compare two numbers: the items that DynamoDB read (ScannedCount) and the items you wanted. What in the table is sorted by email?',
    },
    needs: ['find-by-email'],
    async run(context) {
      const { email } = await lastUser(context);
      const { pages, examined, consumed } = await invoke<Found>(context, 'Find', { email });
      context.show({
        title: { vi: 'Một lần tìm', en: 'One search' },
        columns: [
          { vi: 'Trang', en: 'Pages' },
          { vi: 'Mục đọc', en: 'Items read' },
          { vi: 'Đơn vị đọc', en: 'Read units' },
        ],
        rows: [{ cells: [String(pages), String(examined), String(consumed)], wrong: examined > 1 }],
      });
      context.equal(examined, 1, { vi: 'Số mục DynamoDB đã đọc', en: 'Items that DynamoDB read' });
      context.equal(consumed <= 1, true, { vi: 'Không quá một đơn vị đọc', en: 'One read unit at most' });
    },
  },
  {
    id: 'index-consistency',
    says: {
      vi: 'JoinedIndex (LSI) cho đọc nhất quán mạnh, EmailIndex (GSI) từ chối',
      en: 'JoinedIndex (an LSI) grants a strongly consistent read, EmailIndex (a GSI) refuses it',
    },
    hint: {
      vi: 'Bảng có chỉ mục EmailIndex chưa, và nó thuộc loại nào?',
      en: 'Does the table have an EmailIndex, and of which kind is it?',
    },
    needs: ['pages-of-1-mb'],
    async run(context) {
      const { company, email } = await lastUser(context);
      context.equal(await said(() => query(context, keyed('JoinedIndex', 'company', company))), 'OK', {
        vi: 'JoinedIndex, ConsistentRead',
        en: 'JoinedIndex, ConsistentRead',
      });
      context.equal(
        await said(() => query(context, keyed('EmailIndex', 'email', email))),
        'ValidationException: Consistent reads are not supported on global secondary indexes',
        { vi: 'EmailIndex, ConsistentRead', en: 'EmailIndex, ConsistentRead' },
      );
    },
  },
  {
    id: 'newest',
    says: { vi: 'Newest thấy người vừa gia nhập ngay sau khi ghi', en: 'Newest sees who has just joined, right after the write' },
    hint: {
      vi: 'Newest đọc chỉ mục nào, theo chiều nào, và có đòi nhất quán mạnh không?',
      en: 'Which index does Newest read, in which direction, and does it ask for consistency?',
    },
    needs: ['pages-of-1-mb'],
    async run(context) {
      const { client, outputs, equal, now } = context;
      const key = { company: { S: 'company-00' }, userId: { S: 'user-newest' } };
      const joinedAt = new Date(now()).toISOString();
      await client(DynamoDBClient).send(
        new PutItemCommand({ TableName: outputs.Users, Item: { ...key, name: { S: 'Mới' }, joinedAt: { S: joinedAt } } }),
      );
      const { users } = await invoke<{ users: Listed[] }>(context, 'Newest', { company: 'company-00', limit: 3 });
      await client(DynamoDBClient).send(new DeleteItemCommand({ TableName: outputs.Users, Key: key }));
      equal(users[0]?.userId ?? '-', 'user-newest', { vi: 'Người đầu danh sách', en: 'The first of the list' });
    },
  },
];

/** The last user of the last page: who stops early does not meet them. */
async function lastUser(context: CheckContext): Promise<{ company: string; userId: string; email: string }> {
  const { company, userId, email } = (await filled(context)).flatMap(({ items }) => items).findLast((item) => item.email) ?? {};
  return { company: company?.S ?? '', userId: userId?.S ?? '', email: email?.S ?? '' };
}

/** A strongly consistent query of an index. */
function keyed(IndexName: string, attribute: string, value: string): Partial<QueryCommandInput> {
  return {
    IndexName,
    KeyConditionExpression: '#key = :value',
    ExpressionAttributeNames: { '#key': attribute },
    ExpressionAttributeValues: { ':value': { S: value } },
    Limit: 1,
    ConsistentRead: true,
  };
}
