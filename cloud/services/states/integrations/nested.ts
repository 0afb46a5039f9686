import type { AssumedRole } from '../../../principal.ts';
import { Failure } from '../asl/failure.ts';
import { isObject, type Json } from '../asl/json.ts';
import type { StatesCall } from '../local.ts';
import { callService } from './perform.ts';
import type { ServiceCall } from './resource.ts';

const DESCRIBE: ServiceCall = {
  kind: 'service',
  resourceType: 'states',
  resource: 'startExecution.sync',
  optimised: true,
  errorPrefix: 'StepFunctions',
  service: 'states',
  operation: 'DescribeExecution',
  pattern: 'request',
};

/**
 * What a nested execution has come to; undefined while it runs. `.sync:2` gives input and output as JSON, `.sync` as
 * texts. Throws Failure (States.TaskFailed). Step Functions Developer Guide, "Start a new state machine from a running execution".
 */
export async function nestedResult(call: StatesCall, role: AssumedRole, executionArn: string, asJson: boolean): Promise<Json | undefined> {
  const described = await callService(call, role, DESCRIBE, { ExecutionArn: executionArn });
  if (!isObject(described) || described.Status === 'RUNNING') return undefined;
  const result = asJson ? { ...described, ...parsed(described, 'Input'), ...parsed(described, 'Output') } : described;
  if (described.Status !== 'SUCCEEDED') throw new Failure('States.TaskFailed', JSON.stringify(result));
  return result;
}

function parsed(value: Record<string, Json>, name: string): Record<string, Json> {
  const text = value[name];
  return typeof text === 'string' ? { [name]: JSON.parse(text) as Json } : {};
}
