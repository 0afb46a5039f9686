import { DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Check } from '#labs/contract.ts';
import { dynamodbActions } from './permissions.ts';
import { call, mustAnswer, mustRefuse, said, same, someUser } from './users-api.ts';

export const checks: Check[] = [
  {
    id: 'create-read',
    says: { vi: 'Người dùng vừa tạo đọc lại được, đủ từng trường', en: 'A user who was just created is read back, field by field' },
    hint: {
      vi: 'Trả lời 500 thì đọc log của CreateUser. Trả lời 201 mà đọc lại không thấy thì so khóa lúc ghi với khóa lúc đọc.',
      en: 'If the answer is 500, read the log of CreateUser. If it is 201 and nothing is read back, compare the key written with the key read.',
    },
    async run(context) {
      const user = someUser(context);
      // Reason: AWS needs a moment until a new deployment is known everywhere.
      await context.eventually(() => mustAnswer(context, ['POST', 'users', user], `201 ${JSON.stringify(user)}`), { within: 2000 });
      await mustAnswer(context, ['GET', `users/${user.userId}`], `200 ${JSON.stringify(user)}`);
      await mustRefuse(context, ['GET', 'users/nobody'], 404);
      await mustRefuse(context, ['POST', 'users', { userId: 'x' }], 400);
      await call(context, 'DELETE', `users/${user.userId}`);
    },
  },
  {
    id: 'no-overwrite',
    says: {
      vi: 'Tạo trùng thì bị từ chối 409, người cũ còn nguyên',
      en: 'Creating somebody twice is refused, 409, and the first stays as they were',
    },
    hint: {
      vi: 'PutItem thay cả mục đang có mà không hỏi. Điều kiện nào chỉ đúng khi chưa có mục nào?',
      en: 'PutItem replaces what is there without asking. Which condition holds only while there is nothing?',
    },
    needs: ['create-read'],
    async run(context) {
      const user = someUser(context);
      const path = `users/${user.userId}`;
      await mustAnswer(context, ['POST', 'users', user], `201 ${JSON.stringify(user)}`);
      await mustRefuse(context, ['POST', 'users', { ...user, name: 'Kẻ mạo danh' }], 409);
      await mustAnswer(context, ['GET', path], `200 ${JSON.stringify(user)}`);
      await call(context, 'DELETE', path);
    },
  },
  {
    id: 'update',
    says: {
      vi: 'Sửa một trường thì trường kia giữ nguyên; sửa người không có thì 404, không tạo thêm ai',
      en: 'Changing one field leaves the other; changing nobody is 404 and creates nobody',
    },
    hint: {
      vi: 'Đọc log của UpdateUser: name là từ dành riêng (reserved word) của DynamoDB. Và UpdateItem tạo mục mới khi chưa có, trừ khi có điều kiện.',
      en: 'Read the log of UpdateUser: name is a reserved word of DynamoDB. And UpdateItem creates what is not there, unless a condition stops it.',
    },
    needs: ['create-read'],
    async run(context) {
      const user = someUser(context);
      const path = `users/${user.userId}`;
      await call(context, 'POST', 'users', user);
      await mustAnswer(
        context,
        ['PATCH', path, { email: 'mai@example.com' }],
        `200 ${JSON.stringify({ ...user, email: 'mai@example.com' })}`,
      );
      await mustAnswer(
        context,
        ['PATCH', path, { name: 'Mai' }],
        `200 ${JSON.stringify({ ...user, name: 'Mai', email: 'mai@example.com' })}`,
      );
      await call(context, 'DELETE', path);
      await mustRefuse(context, ['PATCH', path, { email: 'x@example.com' }], 404);
      await mustRefuse(context, ['GET', path], 404);
    },
  },
  {
    id: 'delete',
    says: {
      vi: 'Xóa rồi thì đọc không còn, xóa lần nữa cũng không sao',
      en: 'After a deletion nothing is read, and deleting again is no error',
    },
    hint: {
      vi: 'DeleteItem trên một khóa không có mục nào vẫn thành công.',
      en: 'DeleteItem of a key without an item succeeds all the same.',
    },
    needs: ['create-read'],
    async run(context) {
      const user = someUser(context);
      const path = `users/${user.userId}`;
      await call(context, 'POST', 'users', user);
      await mustAnswer(context, ['DELETE', path], '204');
      await mustRefuse(context, ['GET', path], 404);
      await mustAnswer(context, ['DELETE', path], '204');
    },
  },
  {
    id: 'key-name',
    says: {
      vi: 'Khóa của bảng tên là userId, đúng từng chữ; tên nào khác DynamoDB không nhận',
      en: 'The key of the table is called userId, to the letter; DynamoDB takes no other name',
    },
    hint: {
      vi: 'Xem partitionKey của bảng Users trong stack.ts. Hoa thường cũng tính.',
      en: 'Look at partitionKey of the table Users in stack.ts. Upper and lower case count.',
    },
    async run({ client, outputs, equal }) {
      const dynamodb = client(DynamoDBClient);
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: outputs.Users }));
      equal(Table?.KeySchema, [{ AttributeName: 'userId', KeyType: 'HASH' }], same('KeySchema'));
      const answer = await said(() => dynamodb.send(new PutItemCommand({ TableName: outputs.Users, Item: { userID: { S: 'mai' } } })));
      equal(answer, 'ValidationException: One or more parameter values were invalid: Missing the key userId in the item', {
        vi: 'PutItem với userID (chữ D hoa)',
        en: 'PutItem with userID (a capital D)',
      });
    },
  },
  {
    id: 'on-demand',
    says: { vi: 'Bảng trả tiền theo từng lần đọc ghi (on-demand)', en: 'The table is paid for by the request (on-demand)' },
    hint: { vi: 'Xem billingMode của bảng Users.', en: 'Look at billingMode of the table Users.' },
    async run({ client, outputs, equal }) {
      const { Table } = await client(DynamoDBClient).send(new DescribeTableCommand({ TableName: outputs.Users }));
      equal(Table?.BillingModeSummary?.BillingMode ?? 'PROVISIONED', 'PAY_PER_REQUEST', same('BillingMode'));
    },
  },
  {
    id: 'least-privilege',
    says: { vi: 'Mỗi hàm chỉ được đúng một thao tác trên bảng', en: 'Each function may do exactly one thing with the table' },
    hint: {
      vi: 'Mỗi hàm gọi lệnh nào của DynamoDB? users.grant(hàm, hành động) cấp đúng hành động đó, không hơn.',
      en: 'Which command of DynamoDB does each function call? users.grant(function, action) grants that action and no more.',
    },
    async run(context) {
      for (const [name, action] of [
        ['CreateUser', 'PutItem'],
        ['ReadUser', 'GetItem'],
        ['UpdateUser', 'UpdateItem'],
        ['DeleteUser', 'DeleteItem'],
      ] as const) {
        context.equal(await dynamodbActions(context, name), [`dynamodb:${action}`], same(name));
      }
    },
  },
];
