import { defineService } from '../../service.ts';
import { operations } from './operations.ts';
import { initialState, type XrayState } from './state.ts';
import { keep } from './store.ts';

/** AWS X-Ray: traces, what they tell, and the map of services drawn from them. Rules are the default one; there are no groups. */
export const xray = defineService<XrayState>({
  name: 'xray',
  wires: [{ signingName: 'xray', load: () => import('@aws-sdk/client-xray') }],
  scope: 'region',
  initialState,
  operations,
  access: {},
  // Reason: BatchGetTraces is a question too.
  reads: Object.keys(operations).filter((name) => name !== 'PutTraceSegments'),
  resourceTypes: [],
  subscriptions: {
    'tracing.SegmentWritten': ({ account, region, segment }, { open }) => {
      const call = open(account, region);
      keep(call, segment.trace_id!, segment.id, JSON.stringify(segment));
      call.changed();
    },
  },
});
