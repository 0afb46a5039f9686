import { defineService } from '../../service.ts';
import { accept } from './accept.ts';
import { access } from './access.ts';
import { resume } from './deliveries.ts';
import { operations } from './operations.ts';
import { policyOf } from './permissions.ts';
import { wait as goOnReplaying } from './replaying.ts';
import { resourceTypes } from './resources/index.ts';
import { wait } from './schedules.ts';
import { createLocal, type EventsState, initialState, type Local } from './state.ts';
import { tagging } from './tagging-api.ts';

/** Amazon EventBridge: buses, rules, targets, archives. What was due while the cloud was stopped is done once, when it starts again. */
export const events = defineService<EventsState, Local>({
  name: 'events',
  wires: [{ signingName: 'events', target: 'AWSEvents', load: () => import('@aws-sdk/client-eventbridge') }],
  scope: 'region',
  initialState,
  createLocal: (services) => createLocal(services, accept),
  operations,
  access,
  reads: [
    'DescribeArchive',
    'DescribeEventBus',
    'DescribeReplay',
    'DescribeRule',
    'ListArchives',
    'ListEventBuses',
    'ListReplays',
    'ListRuleNamesByTarget',
    'ListRules',
    'ListTagsForResource',
    'ListTargetsByRule',
    'TestEventPattern',
  ],
  resourcePolicy(arn, { buses }) {
    const bus = [...buses.values()].find((one) => one.arn === arn);
    return bus && policyOf(bus);
  },
  tagging,
  resourceTypes,
  start(background) {
    background.local.background = background;
    for (const { account, region } of background.places()) {
      const call = background.open(account, region);
      for (const bus of call.state.buses.values()) for (const rule of bus.rules.values()) wait(call, rule);
      for (const delivery of call.state.deliveries.values()) resume(call, delivery);
      for (const replay of call.state.replays.values()) if (replay.endedAt === undefined) goOnReplaying(call, replay);
    }
  },
  stop({ local }) {
    local.stopped = true;
    for (const cancel of local.timers.values()) cancel();
    local.timers.clear();
  },
});
