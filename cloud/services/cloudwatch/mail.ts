import { regionName } from './messages.ts';
import { double } from './reasons.ts';
import type { Alarm, AlarmState, MetricAlarm } from './state.ts';

/** What subscribers by e-mail read of a transition, where others get JSON. CloudWatch User Guide, "Notifying users on alarm changes". */
export function mailOf({ account, region }: { account: string; region: string }, alarm: Alarm, before: AlarmState): string {
  const { state } = alarm;
  const at = longDate(state.transitionedAt);
  const details = [
    ['Name', alarm.name],
    ['Description', alarm.description ?? ''],
    ['State Change', `${before.value} -> ${state.value}`],
    ['Reason for State Change', state.reason],
    ['Timestamp', at],
    ['AWS Account', account],
    ['Alarm Arn', alarm.arn],
  ] as const;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${regionName(region)} region has entered the ${state.value} state, because "${state.reason}" at "${at}".`,
    `View this alarm in the AWS Management Console:\nhttps://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm.name)}`,
    section('Alarm Details', details),
    ...(alarm.kind === 'MetricAlarm' ? watched(alarm) : [section('Alarm Rule', [['Rule', alarm.rule]])]),
    section('State Change Actions', [
      ['OK', listed(alarm.okActions)],
      ['ALARM', listed(alarm.alarmActions)],
      ['INSUFFICIENT_DATA', listed(alarm.insufficientDataActions)],
    ]),
  ].join('\n\n');
}

function watched(alarm: MetricAlarm): string[] {
  const { watches, comparison, threshold, evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  if (Array.isArray(watches)) return [];
  const { namespace, name, dimensions, period, statistic, extended, unit } = watches;
  return [
    `Threshold:\n- The alarm is in the ALARM state when the metric is ${comparison} ${double(threshold)} for at least ${datapointsToAlarm} of the last ${evaluationPeriods} period(s) of ${period} seconds.`,
    section('Monitored Metric', [
      ['MetricNamespace', namespace],
      ['MetricName', name],
      ['Dimensions', listed(dimensions.map(([key, value]) => `${key} = ${value}`))],
      ['Period', `${period} seconds`],
      ['Statistic', statistic ?? extended ?? ''],
      ['Unit', unit ?? 'not specified'],
      ['TreatMissingData', alarm.treatMissingData ?? 'missing'],
    ]),
  ];
}

const WIDTH = 28;

function section(title: string, fields: readonly (readonly [string, string])[]): string {
  return [`${title}:`, ...fields.map(([name, value]) => `- ${`${name}:`.padEnd(WIDTH)}${value}`.trimEnd())].join('\n');
}

const listed = (items: readonly string[]) => (items.length === 0 ? '' : `[${items.join(', ')}]`);

/** `Saturday 21 November, 2026 06:51:32 UTC` */
export function longDate(at: number): string {
  const text = (options: Intl.DateTimeFormatOptions) => new Date(at).toLocaleDateString('en-US', { ...options, timeZone: 'UTC' });
  const day = new Date(at).toISOString();
  return `${text({ weekday: 'long' })} ${day.slice(8, 10)} ${text({ month: 'long' })}, ${day.slice(0, 4)} ${day.slice(11, 19)} UTC`;
}
