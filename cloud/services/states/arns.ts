import { formatArn, tryParseArn } from '../../arn.ts';
import type { AwsError } from '../../aws-error.ts';
import { executionDoesNotExist, invalidArn, invalidName, machineDoesNotExist } from './errors.ts';
import type { StatesCall } from './local.ts';
import type { Execution, Machine } from './state.ts';

type Place = Pick<StatesCall, 'account' | 'region'>;

const arnOf = ({ account, region }: Place, resource: string) => formatArn({ service: 'states', region, account, resource });

export const machineArn = (place: Place, name: string) => arnOf(place, `stateMachine:${name}`);
export const activityArn = (place: Place, name: string) => arnOf(place, `activity:${name}`);
/** An Express execution's ARN says nothing to any operation. */
export const executionArn = (place: Place, machine: string, name: string, express?: string) =>
  arnOf(place, express === undefined ? `execution:${machine}:${name}` : `express:${machine}:${name}:${express}`);

/** Throws InvalidArn. */
export function checkArn(arn: string, type: 'stateMachine' | 'execution' | 'activity'): void {
  const parsed = tryParseArn(arn);
  if (parsed?.service !== 'states') throw invalidArn('Invalid ARN prefix');
  const [kind] = parsed.resource.split(':');
  if (kind !== type) throw invalidArn(`Resource type not valid in this context: ${kind}`);
}

/** The machine an input names. Throws InvalidArn and the error for one that is not there. */
export function machineAt(
  { state }: Pick<StatesCall, 'state'>,
  arn: string,
  missing: (arn: string) => AwsError = machineDoesNotExist,
): Machine {
  checkArn(arn, 'stateMachine');
  const machine = state.machines.get(arn);
  if (!machine) throw missing(arn);
  return machine;
}

/** Throws InvalidArn, ExecutionDoesNotExist. */
export function executionAt({ state }: Pick<StatesCall, 'state'>, arn: string): Execution {
  checkArn(arn, 'execution');
  const execution = state.executions.get(arn);
  if (!execution) throw executionDoesNotExist(arn);
  return execution;
}

/** What names may not have in them. Step Functions API Reference, CreateStateMachine. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what AWS refuses.
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]/;
const MOST_NAME = 80;

/** Throws InvalidName. */
export function checkName(name: string): void {
  if (name.length < 1 || name.length > MOST_NAME || FORBIDDEN.test(name)) throw invalidName(name);
}
