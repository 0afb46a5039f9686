import { delay } from '../../clock.ts';
import { journalOf } from '../../formation/journal.ts';
import type { Stack } from '../../formation/model.ts';
import type { Background } from '../../service.ts';
import type { CloudFormationCall } from './stacks.ts';
import type { CloudFormationState, Local } from './state.ts';

type CloudFormationBackground = Background<CloudFormationState, Local>;

/** What an interrupted operation leaves a stack in: states from which it can be deleted, and an update rolled back. */
const AFTER: readonly [
  RegExp,
  'ROLLBACK_FAILED' | 'DELETE_FAILED' | 'UPDATE_ROLLBACK_FAILED' | 'UPDATE_COMPLETE' | 'UPDATE_ROLLBACK_COMPLETE',
][] = [
  [/^(CREATE|ROLLBACK)_IN_PROGRESS$/, 'ROLLBACK_FAILED'],
  [/^DELETE_IN_PROGRESS$/, 'DELETE_FAILED'],
  [/^UPDATE_COMPLETE_CLEANUP_IN_PROGRESS$/, 'UPDATE_COMPLETE'],
  [/^UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS$/, 'UPDATE_ROLLBACK_COMPLETE'],
  [/^UPDATE(_ROLLBACK)?_IN_PROGRESS$/, 'UPDATE_ROLLBACK_FAILED'],
];
/** How long a stopping cloud waits for resources in the making. */
const PATIENCE_MS = 2_000;

/** Ends operations that were at work when the cloud stopped, so that no stack hangs for ever. */
export function endInterrupted(background: CloudFormationBackground): void {
  background.local.fault = background.fault;
  for (const { account, region } of background.places()) {
    const call = background.open(account, region);
    for (const stack of call.state.stacks.values()) endOne(call, stack);
  }
}

function endOne(call: CloudFormationCall, stack: Stack): void {
  const status = AFTER.find(([pattern]) => pattern.test(stack.status))?.[1];
  if (status === undefined) return;
  const journal = journalOf(stack, call);
  const during = stack.status.startsWith('CREATE') ? 'created' : stack.status.startsWith('DELETE') ? 'deleted' : 'changed';
  const reason = `The cloud was stopped while this was being ${during}.`;
  for (const resource of stack.resources.values()) {
    if (!resource.status.endsWith('IN_PROGRESS')) continue;
    const verb = resource.status.split('_')[0] as 'CREATE' | 'UPDATE' | 'DELETE';
    journal.resource(resource, `${verb}_FAILED`, reason);
  }
  journal.stack(status, reason);
  if (status.endsWith('FAILED')) return;
  // Reason: what the clean-up had not deleted yet is left to the next operation.
  const garbage = stack.operation?.garbage ?? [];
  stack.operation = garbage.length > 0 && stack.operation ? { ...stack.operation, garbage, previous: undefined } : undefined;
}

/** Begins nothing further and gives what is being made a moment to end, so that the stack knows of it. */
export async function interruptAll({ local, open }: CloudFormationBackground): Promise<void> {
  const runs = [...local.running.values()];
  if (runs.length === 0) return;
  for (const run of runs) run.interrupt('stop');
  const { clock } = open('000000000000', 'us-east-1');
  await Promise.race([Promise.all(runs.map((run) => run.done)), delay(clock, PATIENCE_MS)]);
}
