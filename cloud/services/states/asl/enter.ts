import type { StateType } from './definition.ts';
import type { Frame, Step } from './frame.ts';
import { enterChoice } from './states/choice.ts';
import { enterFail } from './states/fail.ts';
import { enterMap } from './states/map.ts';
import { enterParallel } from './states/parallel.ts';
import { enterPass } from './states/pass.ts';
import { enterSucceed } from './states/succeed.ts';
import { enterTask } from './states/task.ts';
import { enterWait } from './states/wait.ts';

const ENTER: Readonly<Record<StateType, (frame: Frame) => Promise<Step>>> = {
  Choice: enterChoice,
  Fail: enterFail,
  Map: enterMap,
  Parallel: enterParallel,
  Pass: enterPass,
  Succeed: enterSucceed,
  Task: enterTask,
  Wait: enterWait,
};

/** What a state does when its turn has come. Throws Failure. */
export function enter(frame: Frame): Promise<Step> {
  return ENTER[frame.state.Type](frame);
}
