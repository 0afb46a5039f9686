import type { DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput } from '@aws-sdk/client-cloudwatch';
import { refuseMembers } from '../../aws-error.ts';
import { oneOf, refuseViolations, valueWithin } from '../../constraints.ts';
import type { Operation } from '../../operation.ts';
import { pageAfter } from '../../page.ts';
import type { AlarmCall } from './alarms.ts';
import { invalidToken } from './errors.ts';
import type { Alarm, CloudWatchState, HistoryItem, Local } from './state.ts';

const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_KEPT = 5000;

/** Notes what happened to an alarm. */
export function note(
  call: Pick<AlarmCall, 'state' | 'clock'>,
  alarm: Alarm,
  type: HistoryItem['type'],
  summary: string,
  data: object,
): void {
  const { history } = call.state;
  const at = call.clock.now();
  history.push({ alarm: alarm.name, kind: alarm.kind, at, type, summary, data: JSON.stringify({ version: '1.0', ...data }) });
  while (history.length > MOST_KEPT || at - history[0]!.at > KEPT_MS) history.shift();
}

/** A page of what happened, newest first unless asked otherwise. CloudWatch API Reference, DescribeAlarmHistory. */
export const DescribeAlarmHistory: Operation<CloudWatchState, DescribeAlarmHistoryInput, DescribeAlarmHistoryOutput, Local> = (
  input,
  call,
) => {
  refuseMembers('cloudwatch DescribeAlarmHistory', input, ['AlarmContributorId']);
  const { AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate, MaxRecords = 100, NextToken, ScanBy } = input;
  refuseViolations('ValidationError', [
    valueWithin('maxRecords', MaxRecords, 1, 100),
    oneOf('scanBy', ScanBy, ['TimestampDescending', 'TimestampAscending']),
    oneOf('historyItemType', HistoryItemType, ['Action', 'ConfigurationUpdate', 'StateUpdate']),
  ]);
  const found = call.state.history
    .map((item, index) => ({ item, order: ScanBy === 'TimestampAscending' ? index : Number.MAX_SAFE_INTEGER - index }))
    .filter(
      ({ item: { alarm, kind, at, type } }) =>
        (AlarmName ?? alarm) === alarm &&
        AlarmTypes.includes(kind) &&
        (HistoryItemType ?? type) === type &&
        at >= (StartDate?.getTime() ?? 0) &&
        at <= (EndDate?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  const { items, next } = pageAfter(
    found,
    ({ order }) => String(order).padStart(16, '0'),
    { token: NextToken, size: MaxRecords },
    invalidToken,
  );
  return {
    AlarmHistoryItems: items.map(({ item }) => ({
      AlarmName: item.alarm,
      AlarmType: item.kind,
      Timestamp: new Date(item.at),
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...(next !== undefined && { NextToken: next }),
  };
};
