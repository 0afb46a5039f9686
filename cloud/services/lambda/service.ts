import { defineService } from '../../service.ts';
import { Sampler } from '../../tracing/sampler.ts';
import { access } from './access.ts';
import { resumeEvents } from './events.ts';
import { Pools } from './execution/pools.ts';
import type { Local } from './local.ts';
import { resumePolling, wakePollers } from './mappings/polling.ts';
import { operations } from './operations.ts';
import { resourcePolicy } from './permissions.ts';
import { resourceTypes } from './resources/index.ts';
import { initialState, type LambdaState } from './state.ts';
import { tagging } from './tagging-api.ts';
import { frontDoor } from './urls/front-door.ts';

/** AWS Lambda. Functions run where the host's execution environments are; both architectures run on the machine's own. */
export const lambda = defineService<LambdaState, Local>({
  name: 'lambda',
  wires: [{ signingName: 'lambda', load: () => import('@aws-sdk/client-lambda') }],
  scope: 'region',
  initialState,
  createLocal: () => ({
    pools: new Pools(),
    slots: new Map(),
    pollers: new Map(),
    changing: new Map(),
    events: new Map(),
    sampler: new Sampler(),
    stopped: false,
  }),
  operations,
  access,
  // Reason: an invocation changes nothing that is kept; accepting an event says so itself.
  reads: Object.keys(operations).filter((name) => /^(Get|List|Invoke)/.test(name)),
  resourcePolicy,
  refuses: ['MasterRegion', 'S3ObjectStorageMode'],
  tagging,
  resourceTypes,
  frontDoor,
  subscriptions: {
    'kinesis.RecordsAvailable': ({ streamArn }, { local }) => wakePollers(local, streamArn),
    'sqs.MessagesVisible': ({ queueArn }, { local }) => wakePollers(local, queueArn),
    'dynamodb.StreamRecords': ({ streamArn }, { local }) => wakePollers(local, streamArn),
  },
  start(background) {
    background.local.background = background;
    resumePolling(background);
    resumeEvents(background);
  },
  async stop({ local }) {
    local.stopped = true;
    await local.pools.flushed();
  },
});
