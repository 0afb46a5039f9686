import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { operations } from './operations.ts';
import { Schedule } from './resources/AWS-Scheduler-Schedule.ts';
import { ScheduleGroup } from './resources/AWS-Scheduler-ScheduleGroup.ts';
import { createLocal, initialState, type Local, type SchedulerState } from './state.ts';
import { tagging } from './tagging-api.ts';
import { arm } from './timers.ts';

/** Amazon EventBridge Scheduler. What was due while the cloud was stopped is done once, when it starts again. */
export const scheduler = defineService<SchedulerState, Local>({
  name: 'scheduler',
  wires: [{ signingName: 'scheduler', load: () => import('@aws-sdk/client-scheduler') }],
  scope: 'region',
  initialState,
  createLocal,
  operations,
  access,
  tagging,
  resourceTypes: [Schedule, ScheduleGroup],
  start(background) {
    background.local.background = background;
    for (const { account, region } of background.places()) {
      const call = background.open(account, region);
      for (const schedule of call.state.schedules.values()) arm(call, schedule);
    }
  },
  stop({ local }) {
    for (const cancel of local.timers.values()) cancel();
    local.timers.clear();
  },
});
