import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { addValue } from './buckets.ts';
import { dimensionsOf, record } from './metrics.ts';
import { operations } from './operations.ts';
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
  createLocal: () => ({ background: undefined, ticks: new Map() }),
  operations,
  access,
  tagging,
  resourceTypes: [],
  subscriptions: {
    'metrics.Measured': ({ account, region, namespace, at, data }, { open }) => {
      const call = open(account, region);
      const now = call.clock.now();
      for (const { name, dimensions, value, unit, times } of data) {
        const of = { namespace, name, dimensions: dimensionsOf(Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }))) };
        record(call.state, now, of, { at: at ?? now, unit }, (bucket) => addValue(bucket, value, times));
      }
      call.changed();
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
