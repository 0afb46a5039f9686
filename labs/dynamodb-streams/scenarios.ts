import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CheckContext, Scenario } from '#labs/contract.ts';
import { givenUp } from './given-up.ts';
import { newUser, put, putPoisoned, settled, trailTable } from './trail.ts';

export const scenarios: Scenario[] = [
  {
    id: 'changes',
    says: {
      vi: 'Tạo, sửa, ghi lại y hệt, xóa, và một người tự hết hạn',
      en: 'Create, edit, write the same again, delete, and somebody who expires',
    },
    async run(context) {
      const { client, outputs, now, show, tell } = context;
      const userId = newUser(context, 'giang');
      await put(context, { userId, name: 'Giang' });
      await put(context, { userId, name: 'Giang Hương' });
      await put(context, { userId, name: 'Giang Hương' });
      await client(DynamoDBClient).send(new DeleteItemCommand({ TableName: outputs.Users, Key: { userId: { S: userId } } }));
      const guest = newUser(context, 'guest');
      await put(context, { userId: guest, name: 'Khách', expiresAt: Math.floor(now() / 1000) + 1 });
      show(trailTable({ vi: 'Bốn lần gọi, ba thay đổi', en: 'Four calls, three changes' }, await settled(context, userId, 3)));
      const expiry = await settled(context, guest, 2, 6000);
      show(trailTable({ vi: 'Người tự hết hạn', en: 'Somebody who expires' }, expiry));
      if (expiry.entries.length < 2) {
        tell({
          vi: 'TTL chưa xóa. Trên AWS việc này mất tới vài ngày: mai hãy xem lại bảng Trail.',
          en: 'TTL has not deleted it yet. On AWS that takes up to a few days: look at the Trail table again tomorrow.',
        });
      }
      await logOf(context, userId);
      await logOf(context, guest);
    },
  },
  {
    id: 'failures',
    says: {
      vi: 'Một lần hỏng sau khi ghi, và một bản ghi không thể xử lý',
      en: 'One failure after the write, and one record that cannot be processed',
    },
    async run(context) {
      const { show, tell } = context;
      const once = newUser(context, 'once');
      await put(context, { userId: once, name: 'Hà', mishap: 'once' });
      const poison = newUser(context, 'poison');
      await putPoisoned(context, poison);
      await settled(context, once, 1);
      const trail = await settled(context, poison, 4);
      show(trailTable({ vi: `Dấu vết của ${poison}: thiếu phiên bản 3`, en: `The trail of ${poison}: version 3 is missing` }, trail));
      tell({ vi: `Đếm được ${trail.changes} thay đổi`, en: `${trail.changes} changes counted` });
      const { condition, invocations, records } = await givenUp(context, poison);
      const versions = records.map(({ dynamodb }) => dynamodb?.NewImage?.version?.N).join(', ');
      tell({
        vi: `GivenUp: ${condition}, phiên bản ${versions}, sau ${invocations} lần gọi`,
        en: `GivenUp: ${condition}, version ${versions}, after ${invocations} invocations`,
      });
      await logOf(context, once);
    },
  },
];

/** What Audit's log says of a user. */
async function logOf({ client, outputs, tell, eventually }: CheckContext, userId: string): Promise<void> {
  const events = await eventually(async () => {
    const { events: found = [] } = await client(CloudWatchLogsClient).send(
      new FilterLogEventsCommand({ logGroupName: outputs.AuditLogs, filterPattern: `"${userId}"` }),
    );
    if (found.length === 0) throw new Error(`no line about ${userId} yet`);
    return found;
  });
  for (const { message = '' } of events) {
    const [line = ''] = message.split('\t').slice(3).join(' ').split('\n');
    tell({ vi: line || message, en: line || message });
  }
}
