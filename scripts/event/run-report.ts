import path from 'node:path';
import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { report } from './cleanup/report.ts';
import { leftText } from './cleanup/told.ts';
import { openEvent } from './open-event.ts';
import type { EventValues } from './options.ts';

/** Tells what became of a plan, and what is in the accounts now. */
export async function runReport(values: EventValues & { plan: string }, world: World): Promise<ExitCode> {
  const { io } = world;
  const { event, access } = await openEvent(values, world);
  const file = path.resolve(path.dirname(event.file), values.plan);
  const found = await report(event, access, file, ({ participant, account, left }) => {
    io.tell({ type: 'warn', key: 'event.account-left', parameters: { participant, account, count: left.length, list: leftText(left) } });
  });
  const { plan, begun, last, gone, retried, survivors } = found;
  say(io, 'event.report-plan', {
    file: values.plan,
    made: plan.made,
    items: plan.items,
    accounts: plan.accounts,
    caller: plan.caller.arn,
  });
  if (begun === undefined || last === undefined) say(io, 'event.report-not-applied');
  else say(io, 'event.report-applied', { begun, last, gone, retried: Object.values(retried).reduce((sum, count) => sum + count, 0) });
  for (const [cause, count] of Object.entries(retried)) say(io, 'event.report-retried', { cause, count });
  io.tell({ type: 'result', data: found });
  if (survivors > 0) {
    io.tell({ type: 'error', key: 'event.report-left', parameters: { count: survivors } });
    return ExitCode.Failed;
  }
  say(io, 'event.report-clean', { event: event.id });
  return ExitCode.Ok;
}
