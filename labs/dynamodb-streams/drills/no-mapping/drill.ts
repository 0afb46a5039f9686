import { CloudWatchLogsClient, DescribeLogStreamsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Drill } from '#labs/contract.ts';
import { newUser, put, trailOf } from '../../trail.ts';

export const drill: Drill = {
  id: 'no-mapping',
  title: { vi: 'Bảng đổi, không ai hay', en: 'The table changes, and nobody hears of it' },
  symptom: {
    vi: 'Bảng Users ghi được, luồng đã bật, hàm Audit được quyền đọc luồng. Sửa người dùng bao nhiêu lần cũng không có dấu vết nào, log của Audit trống trơn, không ở đâu báo lỗi.',
    en: 'The Users table takes writes, its stream is on, Audit may read it. However often a user is changed there is no trail, the log of Audit is empty, and nothing reports an error.',
  },
  async provoke(context) {
    const { client, outputs, tell, wait } = context;
    const userId = newUser(context, 'linh');
    await put(context, { userId, name: 'Linh' });
    await put(context, { userId, name: 'Linh Chi' });
    const { Table } = await client(DynamoDBClient).send(new DescribeTableCommand({ TableName: outputs.Users }));
    const view = Table?.StreamSpecification?.StreamViewType ?? '-';
    tell({
      vi: `PutItem ${userId}: hai lần, thành công. Luồng của bảng: ${view}`,
      en: `PutItem ${userId} twice: both succeeded. The table's stream: ${view}`,
    });
    await wait(4000);
    const { entries } = await trailOf(context, userId);
    const { logStreams = [] } = await client(CloudWatchLogsClient).send(new DescribeLogStreamsCommand({ logGroupName: outputs.AuditLogs }));
    tell({
      vi: `Sau 4 giây: bảng Trail có ${entries.length} dấu vết, ${outputs.AuditLogs} có ${logStreams.length} luồng log`,
      en: `After 4 seconds: ${entries.length} entries in the Trail table, ${logStreams.length} log streams in ${outputs.AuditLogs}`,
    });
  },
  fails: ['arrives'],
  hints: [
    {
      vi: 'Không có luồng log nghĩa là Audit chưa từng chạy. Lỗi không nằm trong mã của nó.',
      en: 'No log stream means that Audit has never run. The fault is not in its code.',
    },
    {
      vi: 'Luồng DynamoDB không gọi ai. Nó giữ bản ghi 24 giờ cho người khác tới đọc. Ai là người đọc?',
      en: 'A DynamoDB stream calls nobody. It keeps its records for 24 hours, for others to come and read. Who is the reader?',
    },
    {
      vi: 'aws lambda list-event-source-mappings --function-name … trả về danh sách rỗng. Quyền đọc luồng (grantStreamRead) mới chỉ là quyền, không phải việc đọc.',
      en: 'aws lambda list-event-source-mappings --function-name … answers with an empty list. To be allowed to read (grantStreamRead) is not yet to read.',
    },
    {
      vi: 'Gọi audit.addEventSourceMapping với eventSourceArn: users.tableStreamArn, như ở vùng mapping của lời giải. Với TRIM_HORIZON, cả những thay đổi lúc chưa ai đọc cũng được nhặt lại. --solve làm giúp bạn.',
      en: 'Call audit.addEventSourceMapping with eventSourceArn: users.tableStreamArn, as in the region mapping of the solution. With TRIM_HORIZON even the changes that nobody read are picked up. --solve does it for you.',
    },
  ],
};
