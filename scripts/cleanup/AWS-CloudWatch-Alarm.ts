import {
  type AlarmType,
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  ListTagsForResourceCommand,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import type { CleanUp } from './clean-up.ts';
import { arnOf, byKey, ids, unlessGone } from './reading.ts';

const GONE = ['ResourceNotFound', 'ResourceNotFoundException'];

/** Metric alarms and composite ones: their ARNs do not tell them apart. */
const AlarmTypes: AlarmType[] = ['MetricAlarm', 'CompositeAlarm'];

export const Alarm: CleanUp = {
  type: 'AWS::CloudWatch::Alarm',
  after: ['AWS::CloudFormation::Stack'],
  scope: 'region',
  list: (aws) =>
    ids(
      paginateDescribeAlarms({ client: aws.client(CloudWatchClient) }, { AlarmTypes }),
      ({ MetricAlarms = [], CompositeAlarms = [] }) => [...MetricAlarms, ...CompositeAlarms],
      (item) => item.AlarmName,
    ),
  tags: (aws, id) =>
    unlessGone(GONE, async () => {
      const client = aws.client(CloudWatchClient);
      const { MetricAlarms = [], CompositeAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [id], AlarmTypes }));
      const [alarm] = [...MetricAlarms, ...CompositeAlarms];
      return alarm && byKey((await client.send(new ListTagsForResourceCommand({ ResourceARN: alarm.AlarmArn }))).Tags);
    }),
  idOf: arnOf('cloudwatch', /^alarm:(?<id>.+)$/),
  async delete(aws, id) {
    await unlessGone(GONE, () => aws.client(CloudWatchClient).send(new DeleteAlarmsCommand({ AlarmNames: [id] })));
  },
  survives: {
    why: {
      vi: 'Template giữ alarm lại, hoặc alarm được tạo bên ngoài stack.',
      en: 'The template retains it, or it was made outside of the stack.',
    },
    todo: {
      vi: 'Xóa alarm: nó bị tính tiền theo tháng, kể cả khi metric không còn dữ liệu.',
      en: 'Delete it: it is billed by the month, even where its metric has no data any more.',
    },
  },
};
