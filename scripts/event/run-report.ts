import path from 'node:path';
import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { readStory, readSurvivors, type SurvivorsOfAccount } from './cleanup/report.ts';
import { leftText } from './cleanup/told.ts';
import { openEvent } from './open-event.ts';
import type { EventValues } from './options.ts';

/** Tells what became of a plan, and what is in the accounts now. */
export async function runReport(values: EventValues & { plan: string }, world: World): Promise<ExitCode> {
  const { io } = world;
  const { event, access } = await openEvent(values, world);
  const file = path.resolve(path.dirname(event.file), values.plan);
  const story = await readStory(file);
  const { plan, begun, last, gone, retried } = story;
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

  const accounts: SurvivorsOfAccount[] = [];
  let count = 0;
  await readSurvivors(event, access, file, story, (survivors) => {
    accounts.push(survivors);
    const { left, ...parameters } = survivors;
    count += left.length;
    // Reason: of what nobody has tried to delete yet there is nothing to explain.
    if (begun === undefined) return say(io, 'event.account-waits', { ...parameters, count: left.length });
    io.tell({ type: 'warn', key: 'event.account-left', parameters: { ...parameters, count: left.length, list: leftText(left) } });
  });
  io.tell({ type: 'result', data: { plan, begun, last, gone, retried, survivors: count, accounts } });
  if (count > 0) {
    io.tell({ type: 'error', key: 'event.report-left', parameters: { count } });
    return ExitCode.Failed;
  }
  say(io, 'event.report-clean', { event: event.id });
  return ExitCode.Ok;
}
