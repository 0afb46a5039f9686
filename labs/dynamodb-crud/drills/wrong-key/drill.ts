import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Drill } from '#labs/contract.ts';
import { awaited, call, same, someUser } from '../../users-api.ts';

export const drill: Drill = {
  id: 'wrong-key',
  title: { vi: 'Lưu rồi mà đọc lại không thấy', en: 'Saved, and not there when read back' },
  symptom: {
    vi: 'POST /users trả 201. GET đúng người ấy ngay sau đó trả 404. Gửi POST lần nữa lại 201. Không log nào có lỗi, và trong bảng thì người ấy nằm đó, hai lần.',
    en: 'POST /users is answered 201. A GET of the same user right after it is answered 404. Another POST, 201 again. No log holds an error, and in the table the user is there, twice.',
  },
  async provoke(context) {
    let user = someUser(context);
    const post = await awaited(
      context,
      () => {
        user = someUser(context);
        return call(context, 'POST', 'users', user);
      },
      '201',
    );
    context.tell(same(`POST /users: ${post}`));
    context.tell(same(`GET /users/${user.userId}: ${await call(context, 'GET', `users/${user.userId}`)}`));
    context.tell(same(`POST /users: ${await call(context, 'POST', 'users', user)}`));
    const { Items = [] } = await context.client(DynamoDBClient).send(
      new ScanCommand({
        TableName: context.outputs.Users,
        FilterExpression: 'userId = :userId',
        ExpressionAttributeValues: { ':userId': { S: user.userId } },
        ConsistentRead: true,
      }),
    );
    const names = [...new Set(Items.flatMap((item) => Object.keys(item)))];
    context.show({
      title: { vi: `Trong bảng: userId = ${user.userId}`, en: `In the table: userId = ${user.userId}` },
      columns: names.map(same),
      rows: Items.map((item) => ({ cells: names.map((name) => item[name]?.S ?? '-') })),
    });
  },
  fails: ['create-read', 'key-name'],
  hints: [
    {
      vi: 'GetItem không tìm trong nội dung của mục. Nó chỉ nhìn vào khóa. Hai mục ấy nằm dưới khóa nào?',
      en: 'GetItem does not search the content of items. All it looks at is the key. Under which keys do the two items stand?',
    },
    {
      vi: 'Khóa của bảng là thuộc tính nào? Hỏi DescribeTable, hoặc xem partitionKey trong stack.ts. Trong bảng vừa in ra, nó mang giá trị gì? ReadUser hỏi bằng giá trị gì?',
      en: 'Which attribute is the key of the table? Ask DescribeTable, or look at partitionKey in stack.ts. What values does it have in the table printed above? By which value does ReadUser ask?',
    },
    {
      vi: 'CreateUser đặt một mã ngẫu nhiên vào id, ReadUser hỏi id bằng userId: không bao giờ gặp nhau. API này gọi người dùng bằng userId, vậy userId phải là khóa.',
      en: 'CreateUser puts a random value into id, ReadUser asks for an id equal to userId: they never meet. This API knows users by their userId, so userId has to be the key.',
    },
    {
      vi: 'Ba chỗ: partitionKey trong stack.ts, keyOf trong functions/user.ts, Item trong functions/create-user.ts. Sửa thiếu một chỗ thì DynamoDB trả ValidationException: đọc xem nó đòi gì. Khóa của bảng không sửa được, nên CloudFormation sẽ tạo bảng mới và bỏ bảng cũ. --solve làm giúp bạn.',
      en: 'Three places: partitionKey in stack.ts, keyOf in functions/user.ts, Item in functions/create-user.ts. Miss one, and DynamoDB answers ValidationException: read what it asks for. The key of a table cannot be changed, so CloudFormation makes a new table and drops the old one. --solve does it for you.',
    },
  ],
};
