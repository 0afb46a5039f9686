import type { AccessCheck } from '../../operation.ts';
import { type AlarmCall, alarmArn } from './alarms.ts';
import { dashboardArn } from './dashboards.ts';

type Check<Input> = (input: Input, call: AlarmCall) => AccessCheck | AccessCheck[];

const ON_ALARM = ['PutCompositeAlarm', 'PutMetricAlarm', 'SetAlarmState'];
const ON_ALARMS = ['DeleteAlarms', 'DisableAlarmActions', 'EnableAlarmActions'];
const ON_DASHBOARD = ['GetDashboard', 'PutDashboard'];
const ON_RESOURCE = ['ListTagsForResource', 'TagResource', 'UntagResource'];

const onAlarm =
  (operation: string): Check<{ AlarmName: string }> =>
  ({ AlarmName }, call) => ({ action: `cloudwatch:${operation}`, resource: alarmArn(call, AlarmName) });

const onAlarms =
  (operation: string): Check<{ AlarmNames: string[] }> =>
  ({ AlarmNames }, call) =>
    AlarmNames.map((name) => ({ action: `cloudwatch:${operation}`, resource: alarmArn(call, name) }));

const onDashboard =
  (operation: string): Check<{ DashboardName: string }> =>
  ({ DashboardName }, { account }) => ({ action: `cloudwatch:${operation}`, resource: dashboardArn(account, DashboardName) });

const onResource =
  (operation: string): Check<{ ResourceARN: string }> =>
  ({ ResourceARN }) => ({ action: `cloudwatch:${operation}`, resource: ResourceARN });

const onEveryAlarm: Check<unknown> = (_input, call) => ({ action: 'cloudwatch:DescribeAlarms', resource: alarmArn(call, '*') });

const describeHistory: Check<{ AlarmName?: string }> = ({ AlarmName = '*' }, call) => ({
  action: 'cloudwatch:DescribeAlarmHistory',
  resource: alarmArn(call, AlarmName),
});

const putMetricData: Check<{ Namespace: string }> = ({ Namespace }) => ({
  action: 'cloudwatch:PutMetricData',
  resource: '*',
  context: { 'cloudwatch:namespace': Namespace },
});

const deleteDashboards: Check<{ DashboardNames: string[] }> = ({ DashboardNames }, { account }) =>
  DashboardNames.map((name) => ({ action: 'cloudwatch:DeleteDashboards', resource: dashboardArn(account, name) }));

const tableOf = <Input>(operations: readonly string[], check: (operation: string) => Check<Input>) =>
  Object.fromEntries(operations.map((operation) => [operation, check(operation)]));

/** Service Authorization Reference, "Actions, resources, and condition keys for Amazon CloudWatch". */
export const access = {
  ...tableOf(ON_ALARM, onAlarm),
  ...tableOf(ON_ALARMS, onAlarms),
  ...tableOf(ON_DASHBOARD, onDashboard),
  ...tableOf(ON_RESOURCE, onResource),
  DeleteDashboards: deleteDashboards,
  DescribeAlarmHistory: describeHistory,
  DescribeAlarms: onEveryAlarm,
  PutMetricData: putMetricData,
};
