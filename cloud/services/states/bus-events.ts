import type { StateMachineType } from '@aws-sdk/client-sfn';

/** Facts about executions: what Step Functions' metrics count, and what awaits a nested execution. */
declare module '../../bus.ts' {
  interface BusEvents {
    'states.ExecutionStarted': ExecutionFact;
    'states.ExecutionEnded': ExecutionFact & {
      status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
      /** From start to end, in ms: `ExecutionTime`. */
      durationMs: number;
    };
    /** A state came to its end, or the call of a task did: `LambdaFunctionsFailed`, `ServiceIntegrationsSucceeded`, ... */
    'states.TaskEnded': {
      account: string;
      region: string;
      /** The function's, activity's or integration's ARN. */
      resource: string;
      outcome: 'succeeded' | 'failed' | 'timed-out';
      at: number; // ms
    };
  }
}

interface ExecutionFact {
  account: string;
  region: string;
  executionArn: string;
  stateMachineArn: string;
  stateMachineType: StateMachineType;
  at: number; // ms
}
