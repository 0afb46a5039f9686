import './bus-events.ts';
import { defineService } from '../../service.ts';
import { access } from './access.ts';
import { createLocal, type Local } from './local.ts';
import { operations } from './operations.ts';
import { Activity } from './resources/AWS-StepFunctions-Activity.ts';
import { StateMachine } from './resources/AWS-StepFunctions-StateMachine.ts';
import { forgetOld, resumeExecution } from './run/begin.ts';
import { reportNested } from './run/tasks.ts';
import { initialState, type StatesState } from './state.ts';
import { tagging } from './tagging-api.ts';

/** AWS Step Functions. An execution is data, so that it goes on after the cloud was stopped. */
export const states = defineService<StatesState, Local>({
  name: 'states',
  wires: [{ signingName: 'states', target: 'AWSStepFunctions', load: () => import('@aws-sdk/client-sfn') }],
  scope: 'region',
  initialState,
  createLocal,
  operations,
  access,
  reads: Object.keys(operations).filter((name) => /^(Describe|List|GetExecutionHistory|TestState|Validate)/.test(name)),
  refuses: ['traceHeader'],
  tagging,
  resourceTypes: [StateMachine, Activity],
  subscriptions: {
    'states.ExecutionEnded': ({ account, region, executionArn }, background) =>
      reportNested(background.open(account, region), executionArn),
  },
  start(background) {
    background.local.background = background;
    for (const { account, region } of background.places()) {
      const call = background.open(account, region);
      forgetOld(call);
      for (const execution of call.state.executions.values()) resumeExecution(call, execution);
    }
  },
  stop({ local }) {
    local.stopped = true;
    for (const cancel of local.timers.values()) cancel();
    local.timers.clear();
  },
});
