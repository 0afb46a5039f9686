import { DeleteAlarms, DescribeAlarms, DescribeAlarmsForMetric, DisableAlarmActions, EnableAlarmActions, SetAlarmState } from './alarms.ts';
import { DeleteDashboards, GetDashboard, ListDashboards, PutDashboard } from './dashboards.ts';
import { GetMetricData } from './GetMetricData.ts';
import { GetMetricStatistics } from './GetMetricStatistics.ts';
import { DescribeAlarmHistory } from './history.ts';
import { ListMetrics } from './ListMetrics.ts';
import { PutCompositeAlarm } from './PutCompositeAlarm.ts';
import { PutMetricAlarm } from './PutMetricAlarm.ts';
import { PutMetricData } from './PutMetricData.ts';
import { ListTagsForResource, TagResource, UntagResource } from './tags.ts';

/** What CloudWatch can do. */
export const operations = {
  DeleteAlarms,
  DeleteDashboards,
  DescribeAlarmHistory,
  DescribeAlarms,
  DescribeAlarmsForMetric,
  DisableAlarmActions,
  EnableAlarmActions,
  GetDashboard,
  GetMetricData,
  GetMetricStatistics,
  ListDashboards,
  ListMetrics,
  ListTagsForResource,
  PutCompositeAlarm,
  PutDashboard,
  PutMetricAlarm,
  PutMetricData,
  SetAlarmState,
  TagResource,
  UntagResource,
};
