import { memoryCloud } from '../../cloud/host/memory.ts';
import { cloudwatch } from '../../cloud/services/cloudwatch/service.ts';
import { iam } from '../../cloud/services/iam/service.ts';
import { mailsOf } from '../../cloud/services/sns/mailbox.ts';
import { sns } from '../../cloud/services/sns/service.ts';
import { type Benchmark, timed } from './benchmark.ts';

const MINUTE = 60_000;
const ALARMS = 1000;
/** So far into a minute each failure comes, in ms: CloudWatch looks at its end. */
const INTO_THE_MINUTE = [100, 10_000, 20_000, 30_000, 40_000, 50_000, 59_900];

/** CloudWatch and a topic that an address listens to, on a clock that stands still until it is moved. */
async function start() {
  const memory = await memoryCloud({ services: [cloudwatch, iam, sns] });
  const aws = memory.root();
  const { TopicArn = '' } = await aws.sns.CreateTopic({ Name: 'alerts' });
  await aws.sns.Subscribe({ TopicArn, Protocol: 'email', Endpoint: 'ban@example.com' });
  await aws.sns.ConfirmSubscription({ TopicArn, Token: new URLSearchParams(mailsOf(memory.cloud)[0]!.link!.slice(2)).get('Token')! });
  const alarm = (AlarmName: string, MetricName: string) =>
    aws.cloudwatch.PutMetricAlarm({
      AlarmName,
      Namespace: 'Bench',
      MetricName,
      Statistic: 'Sum',
      Period: 300,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [TopicArn],
    });
  const fail = (MetricName: string) => aws.cloudwatch.PutMetricData({ Namespace: 'Bench', MetricData: [{ MetricName, Value: 2 }] });
  return { ...memory, aws, alarm, fail };
}

/** From a failure to the mail that tells of it, on the cloud's own clock. */
async function latency(intoTheMinute: number): Promise<number> {
  const { cloud, clock, alarm, fail } = await start();
  await alarm('a', 'Errors');
  await clock.advance(MINUTE + intoTheMinute);
  const failedAt = clock.now();
  await fail('Errors');
  await clock.advance(2 * MINUTE);
  const mail = mailsOf(cloud).find(({ subject }) => subject.startsWith('ALARM'));
  if (!mail) throw new Error('no mail told of the alarm');
  return Date.parse(mail.at) - failedAt;
}

export const alarms: Benchmark[] = [
  {
    id: 'alarm-latency',
    says: 'more than 1 error in 5 minutes: from the errors to the mail that tells of the alarm, on the injected clock',
    unit: 'ms',
    goal: MINUTE,
    async run() {
      const measured: number[] = [];
      for (const offset of INTO_THE_MINUTE) measured.push(await latency(offset));
      return measured;
    },
  },
  {
    id: 'alarm-evaluation',
    says: `${ALARMS.toLocaleString('en')} alarms looked at once, all of them changing their state and telling a topic`,
    unit: 'ms',
    async run({ times }) {
      const measured: number[] = [];
      for (let round = 0; round < times; round++) {
        const { clock, alarm, fail } = await start();
        for (let i = 0; i < ALARMS; i++) await alarm(`a${i}`, `Errors${i}`);
        await clock.advance(MINUTE);
        for (let i = 0; i < ALARMS; i++) await fail(`Errors${i}`);
        measured.push(await timed(() => clock.advance(MINUTE)));
      }
      return measured;
    },
  },
];
