import type { Failure } from '../asl/failure.ts';
import type { Integration } from '../integrations/resource.ts';
import type { StatesCall } from '../local.ts';
import type { Execution, Thread } from '../state.ts';
import { errorDetails, inputDetails, outputDetails, recordFor } from './history.ts';

interface Limits {
  timeoutInSeconds?: number;
  heartbeatInSeconds?: number;
}

/** What a task writes into the history, by what it calls: functions and activities have events of their own. */
export class TaskEvents {
  readonly #call: StatesCall;
  readonly #execution: Execution;
  readonly #thread: Thread;
  readonly #integration: Integration;

  constructor(call: StatesCall, execution: Execution, thread: Thread, integration: Integration) {
    this.#call = call;
    this.#execution = execution;
    this.#thread = thread;
    this.#integration = integration;
  }

  scheduled(parameters: string, limits: Limits): void {
    const integration = this.#integration;
    if (integration.kind === 'lambda') {
      const { timeoutInSeconds } = limits;
      const details = {
        resource: integration.functionArn,
        ...inputDetails(parameters),
        ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
      };
      this.#record('LambdaFunctionScheduled', { lambdaFunctionScheduledEventDetails: details });
    } else if (integration.kind === 'activity') {
      const details = { resource: integration.activityArn, ...inputDetails(parameters), ...limits };
      this.#record('ActivityScheduled', { activityScheduledEventDetails: details });
    } else {
      this.#record('TaskScheduled', { taskScheduledEventDetails: { ...this.#names(), region: this.#call.region, parameters, ...limits } });
    }
  }

  started(workerName?: string): void {
    const { kind } = this.#integration;
    if (kind === 'lambda') this.#record('LambdaFunctionStarted', {});
    else if (kind === 'activity')
      this.#record('ActivityStarted', { activityStartedEventDetails: { ...(workerName !== undefined && { workerName }) } });
    else this.#record('TaskStarted', { taskStartedEventDetails: this.#names() });
  }

  submitted(output: string): void {
    this.#record('TaskSubmitted', { taskSubmittedEventDetails: { ...this.#names(), ...outputDetails(output) } });
  }

  succeeded(output: string): void {
    const { kind } = this.#integration;
    if (kind === 'lambda') this.#record('LambdaFunctionSucceeded', { lambdaFunctionSucceededEventDetails: outputDetails(output) });
    else if (kind === 'activity') this.#record('ActivitySucceeded', { activitySucceededEventDetails: outputDetails(output) });
    else this.#record('TaskSucceeded', { taskSucceededEventDetails: { ...this.#names(), ...outputDetails(output) } });
    this.#tell('succeeded');
  }

  failed({ error, cause_: cause }: Failure): void {
    const { kind } = this.#integration;
    const details = errorDetails({ error, cause });
    if (kind === 'lambda') this.#record('LambdaFunctionFailed', { lambdaFunctionFailedEventDetails: details });
    else if (kind === 'activity') this.#record('ActivityFailed', { activityFailedEventDetails: details });
    else this.#record('TaskFailed', { taskFailedEventDetails: { ...this.#names(), ...details } });
    this.#tell('failed');
  }

  timedOut({ error, cause_: cause }: Failure): void {
    const { kind } = this.#integration;
    const details = errorDetails({ error, cause });
    if (kind === 'lambda') this.#record('LambdaFunctionTimedOut', { lambdaFunctionTimedOutEventDetails: details });
    else if (kind === 'activity') this.#record('ActivityTimedOut', { activityTimedOutEventDetails: details });
    else this.#record('TaskTimedOut', { taskTimedOutEventDetails: { ...this.#names(), ...details } });
    this.#tell('timed-out');
  }

  #names(): { resourceType: string; resource: string } {
    if (this.#integration.kind !== 'service') throw new Error('Only calls of services have a resource type.');
    const { resourceType, resource } = this.#integration;
    return { resourceType, resource };
  }

  #record(...[type, details]: [Parameters<typeof recordFor>[3], Parameters<typeof recordFor>[4]]): void {
    recordFor(this.#call, this.#execution, this.#thread, type, details);
  }

  #tell(outcome: 'succeeded' | 'failed' | 'timed-out'): void {
    const { bus, account, region, clock } = this.#call;
    const { waiting } = this.#thread;
    const resource = waiting?.for === 'task' ? waiting.task.resource : '';
    bus.publish({ type: 'states.TaskEnded', account, region, resource, outcome, at: clock.now() });
  }
}
