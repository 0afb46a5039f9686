import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { tellEventBridge } from './event-bridge.ts';
import { operations } from './operations.ts';
import { Alarm } from './resources/AWS-CloudWatch-Alarm.ts';
import { CompositeAlarm } from './resources/AWS-CloudWatch-CompositeAlarm.ts';
import { Dashboard } from './resources/AWS-CloudWatch-Dashboard.ts';
import { subscriptions } from './service-metrics.ts';
import { type CloudWatchState, initialState, type Local } from './state.ts';
import { tagging } from './tagging-api.ts';
import { armTick } from './ticks.ts';

/** Amazon CloudWatch: metrics, alarms and dashboards. Services' own metrics arrive as facts on the bus. */
export const cloudwatch = defineService<CloudWatchState, Local>({
  name: 'cloudwatch',
  wires: [
    {
      signingName: 'monitoring',
      target: 'GraniteServiceVersion20100801',
      version: '2010-08-01',
      load: () => import('@aws-sdk/client-cloudwatch'),
    },
  ],
  scope: 'region',
  initialState,
  createLocal: (services) => ({
    background: undefined,
    hasEvents: services.some(({ name }) => name === 'events'),
    ticks: new Map(),
    calls: new Map(),
  }),
  operations,
  access,
  tagging,
  resourceTypes: [Alarm, CompositeAlarm, Dashboard],
  subscriptions: {
    ...subscriptions,
    'cloudwatch.AlarmStateChanged': (change, background) => {
      if (background.local.hasEvents) tellEventBridge(change, background).catch(background.fault);
    },
  },
  start(background) {
    background.local.background = background;
    for (const place of background.places()) armTick({ ...place, local: background.local });
  },
  stop({ local }) {
    for (const cancel of local.ticks.values()) cancel();
    local.ticks.clear();
  },
});
