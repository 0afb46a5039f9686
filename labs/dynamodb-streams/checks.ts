import { DeleteItemCommand, DescribeTimeToLiveCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Check, CheckContext } from '#labs/contract.ts';
import { givenUp } from './given-up.ts';
import { newUser, put, putPoisoned, settled, trailOf, trailTable } from './trail.ts';

export const checks: Check[] = [
  {
    id: 'arrives',
    says: {
      vi: 'Một thay đổi ở bảng Users để lại dấu vết trong bảng Trail',
      en: 'A change of the Users table leaves an entry in the Trail table',
    },
    hint: {
      vi: 'Luồng của bảng không tự gọi ai. Ai đọc nó và gọi Audit? Log của Audit có dòng nào không?',
      en: 'A table’s stream calls nobody by itself. Who reads it and calls Audit? Is there a line in the log of Audit?',
    },
    async run(context) {
      const userId = newUser(context, 'arrives');
      await put(context, { userId, name: 'An' });
      const { entries } = await settled(context, userId, 1, 6000);
      context.equal(entries.length, 1, { vi: `Số dấu vết của ${userId}`, en: `Entries of ${userId}` });
    },
  },
  {
    id: 'told-apart',
    says: {
      vi: 'INSERT, MODIFY và REMOVE được phân biệt, có ảnh trước và ảnh sau',
      en: 'INSERT, MODIFY and REMOVE are told apart, with the image before and after',
    },
    hint: {
      vi: 'Bản ghi của luồng tự nói nó là việc gì. Audit có đọc trường ấy không, hay đoán từ các ảnh?',
      en: 'A stream record says itself what it is. Does Audit read that field, or guess from the images?',
    },
    needs: ['arrives'],
    async run(context) {
      const { client, outputs, equal, show } = context;
      const userId = newUser(context, 'apart');
      await put(context, { userId, name: 'Bình' });
      await put(context, { userId, name: 'Bình Minh' });
      await put(context, { userId, name: 'Bình Minh' });
      await client(DynamoDBClient).send(new DeleteItemCommand({ TableName: outputs.Users, Key: { userId: { S: userId } } }));
      const trail = await settled(context, userId, 3);
      show(trailTable({ vi: `Dấu vết của ${userId}`, en: `The trail of ${userId}` }, trail));
      equal(
        trail.entries.map(({ what, before, after }) => `${what} ${before?.name ?? '-'} -> ${after?.name ?? '-'}`),
        ['INSERT - -> Bình', 'MODIFY Bình -> Bình Minh', 'REMOVE Bình Minh -> -'],
        { vi: 'Ba thay đổi; lần ghi y hệt không tính là thay đổi', en: 'Three changes; a write of the same again is none' },
      );
    },
  },
  {
    id: 'expired',
    says: {
      vi: 'Mục bị TTL xóa được ghi là REMOVE, do time to live',
      en: 'An item deleted by TTL is recorded as a REMOVE by time to live',
    },
    hint: {
      vi: 'Bản ghi do TTL có thêm trường userIdentity. Audit có nhìn tới nó không? Bảng có bật TTL ở thuộc tính expiresAt không?',
      en: 'A record made by TTL has the field userIdentity. Does Audit look at it? Is TTL on, for the attribute expiresAt?',
    },
    needs: ['arrives'],
    run: mustTellExpiry,
  },
  {
    id: 'counted-once',
    says: {
      vi: 'Hàm hỏng sau khi đã ghi: lô tới lần nữa, thay đổi vẫn chỉ tính một lần',
      en: 'The function fails after writing: the batch comes again, and the change still counts once',
    },
    hint: {
      vi: 'Lần thứ hai mang cùng SequenceNumber. Ghi sao cho lần thứ hai không đổi gì, kể cả bộ đếm?',
      en: 'The second time has the same SequenceNumber. How do you write so that it changes nothing, the count included?',
    },
    needs: ['arrives'],
    async run(context) {
      const userId = newUser(context, 'once');
      await put(context, { userId, name: 'Châu', mishap: 'once' });
      await put(context, { userId, name: 'Châu', mishap: 'none' });
      await settled(context, userId, 2);
      // Reason: a count that goes up twice does so with the second attempt.
      await context.wait(1500);
      const { entries, changes } = await trailOf(context, userId);
      context.equal(entries.length, 2, { vi: 'Số dấu vết', en: 'Entries' });
      context.equal(changes, 2, { vi: 'Số thay đổi đã đếm', en: 'Changes counted' });
    },
  },
  {
    id: 'poison-alone',
    says: {
      vi: 'Một bản ghi không thể xử lý chỉ mất một mình nó, và nằm lại trong bucket GivenUp',
      en: 'A record that cannot be processed is lost alone, and is left in the bucket GivenUp',
    },
    hint: {
      vi: 'Khi hàm ném lỗi, cả lô bị coi là hỏng. Làm sao nói cho Lambda biết chính xác bản ghi nào hỏng, và bỏ cuộc thì để lại ở đâu?',
      en: 'When the function throws, the whole batch has failed. How does Lambda learn which record it was, and where does it leave what it gives up?',
    },
    needs: ['arrives'],
    async run(context) {
      const userId = newUser(context, 'poison');
      await putPoisoned(context, userId);
      await settled(context, userId, 4, 8000);
      const { entries, changes } = await trailOf(context, userId);
      context.show(trailTable({ vi: `Dấu vết của ${userId}`, en: `The trail of ${userId}` }, { entries, changes }));
      context.equal(
        entries.map(({ after }) => after?.version),
        ['1', '2', '4', '5'],
        { vi: 'Các phiên bản có dấu vết', en: 'Versions in the trail' },
      );
      context.equal(changes, 4, { vi: 'Số thay đổi đã đếm', en: 'Changes counted' });
      const { records } = await givenUp(context, userId);
      context.equal(
        records.map(({ dynamodb }) => dynamodb?.NewImage?.version?.N),
        ['3'],
        { vi: 'Những gì Lambda bỏ cuộc', en: 'What Lambda gave up' },
      );
    },
  },
];

/** With TTL itself where it is prompt; where it is not, with a record as the Developer Guide shows it. */
async function mustTellExpiry(context: CheckContext): Promise<void> {
  const { client, outputs, now, equal, tell } = context;
  const { TimeToLiveDescription } = await client(DynamoDBClient).send(new DescribeTimeToLiveCommand({ TableName: outputs.Users }));
  equal(TimeToLiveDescription?.AttributeName, 'expiresAt', { vi: 'Thuộc tính TTL', en: 'The TTL attribute' });
  let userId = newUser(context, 'expires');
  await put(context, { userId, name: 'Dũng', expiresAt: Math.floor(now() / 1000) + 1 });
  let trail = await settled(context, userId, 2, 6000);
  const { Item } = await client(DynamoDBClient).send(
    new GetItemCommand({ TableName: outputs.Users, Key: { userId: { S: userId } }, ConsistentRead: true }),
  );
  if (Item) {
    tell({
      vi: `${userId} đã hết hạn nhưng DynamoDB chưa xóa: trên AWS việc này mất tới vài ngày. Kiểm tra dùng một bản ghi mẫu thay cho nó.`,
      en: `${userId} has expired, but DynamoDB has not deleted it yet: on AWS that takes up to a few days. The check uses a sample record in its place.`,
    });
    userId = newUser(context, 'sample');
    await client(LambdaClient).send(
      new InvokeCommand({ FunctionName: outputs.Audit, Payload: new TextEncoder().encode(JSON.stringify(sample(userId))) }),
    );
    trail = await trailOf(context, userId);
  } else {
    tell({ vi: `${userId} đã hết hạn và DynamoDB đã xóa nó.`, en: `${userId} has expired, and DynamoDB has deleted it.` });
  }
  const { what, by } = trail.entries.at(-1) ?? { what: '-', by: '-' };
  equal(`${what} by ${by}`, 'REMOVE by time to live', { vi: `Dấu vết cuối của ${userId}`, en: `The last entry of ${userId}` });
}

/** What Lambda hands over when TTL deletes a user. Developer Guide, "DynamoDB Streams and Time to Live". */
const sample = (userId: string) => ({
  Records: [
    {
      eventID: userId,
      eventName: 'REMOVE',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      dynamodb: {
        Keys: { userId: { S: userId } },
        OldImage: { userId: { S: userId }, name: { S: 'Dũng' }, expiresAt: { N: '1' } },
        SequenceNumber: '1',
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    },
  ],
});
