import type { BusEvents } from '../../bus.ts';
import type { Background } from '../../service.ts';
import type { CloudWatchState, Local } from './state.ts';

/** Tells EventBridge of an alarm's new state. EventBridge User Guide, "Alarm events and EventBridge". */
export async function tellEventBridge(
  { account, region, at, alarmArn, detail }: BusEvents['cloudwatch.AlarmStateChanged'],
  { open }: Background<CloudWatchState, Local>,
): Promise<void> {
  const { aws } = open(account, region, {
    type: 'service',
    service: 'cloudwatch.amazonaws.com',
    sourceArn: alarmArn,
    sourceAccount: account,
  });
  const Detail = JSON.stringify(detail);
  const entry = {
    Time: new Date(at),
    Source: 'aws.cloudwatch',
    DetailType: 'CloudWatch Alarm State Change',
    Resources: [alarmArn],
    Detail,
  };
  await aws.events.PutEvents({ Entries: [entry] });
}
