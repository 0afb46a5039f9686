import type { Measurement } from '../../measured.ts';
import type { Call } from '../../operation.ts';
import { slotsOf } from './execution/slots.ts';
import type { Local } from './local.ts';
import type { LambdaState } from './state.ts';

type LambdaCall = Call<LambdaState, Local>;
type Value = Pick<Measurement, 'name' | 'value' | 'unit'>;

/** An invocation has ended. Lambda Developer Guide, "Types of metrics for Lambda functions". */
export function announceInvocation(
  call: LambdaCall,
  fn: { name: string; qualifier: string | undefined },
  { at, durationMs, failed }: { at: number; durationMs: number; failed: boolean },
): void {
  const values: Value[] = [
    { name: 'Invocations', value: 1, unit: 'Count' },
    { name: 'Errors', value: Number(failed), unit: 'Count' },
    { name: 'Duration', value: durationMs, unit: 'Milliseconds' },
    { name: 'Throttles', value: 0, unit: 'Count' },
  ];
  const resource = fn.qualifier === undefined ? [] : [{ FunctionName: fn.name, Resource: `${fn.name}:${fn.qualifier}` }];
  announce(call, values, [{}, { FunctionName: fn.name }, ...resource], at);
}

/** How many invocations run as one begins. */
export function announceConcurrency(call: LambdaCall, name: string): void {
  const { all, ofFunction } = slotsOf(call).running(name);
  const concurrent = (value: number): Value => ({ name: 'ConcurrentExecutions', value, unit: 'Count' });
  announce(call, [concurrent(all)], [{}]);
  announce(call, [concurrent(ofFunction)], [{ FunctionName: name }]);
}

/** An invocation found no slot. */
export function announceThrottle(call: LambdaCall, name: string): void {
  announce(call, [{ name: 'Throttles', value: 1, unit: 'Count' }], [{}, { FunctionName: name }]);
}

/** How old the last record of a batch is as the function gets it. */
export function announceIteratorAge(call: LambdaCall, name: string, value: number): void {
  announce(call, [{ name: 'IteratorAge', value, unit: 'Milliseconds' }], [{ FunctionName: name }]);
}

function announce(call: LambdaCall, values: readonly Value[], dimensions: readonly Record<string, string>[], at?: number): void {
  const { account, region } = call;
  const data = dimensions.flatMap((of) => values.map((value) => ({ ...value, dimensions: of })));
  call.bus.publish({ type: 'metrics.Measured', account, region, namespace: 'AWS/Lambda', data, ...(at !== undefined && { at }) });
}
