import path from 'node:path';
import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { localized } from '../messages.ts';
import { UserError } from '../user-error.ts';
import { applyPlan, openPlan } from './cleanup/apply-plan.ts';
import { makePlan } from './cleanup/make-plan.ts';
import { readStory, type SurvivorsOfAccount } from './cleanup/report.ts';
import { leftText, plannedText } from './cleanup/told.ts';
import { shownFile } from './example.ts';
import { type OpenEvent, openEvent } from './open-event.ts';
import { type EventValues, POLL_MS } from './options.ts';

interface CleanUpValues extends EventValues {
  out: string;
  apply: string | undefined;
  'yes-delete-event': string | undefined;
  'lift-protection': boolean;
}

/** Writes a plan; with `apply`, deletes exactly what one names. */
export async function runCleanup(values: CleanUpValues, world: World): Promise<ExitCode> {
  const opened = await openEvent(values, world);
  const besideEvent = (file: string) => path.resolve(path.dirname(opened.event.file), file);
  if (values.apply === undefined) return plan(opened, values.out, besideEvent(values.out), world);
  const { event, caller, targetName: target } = opened;
  const file = besideEvent(values.apply);
  const { header, end } = await openPlan({ event, caller, target, file });
  say(world.io, 'event.about-to-delete', { items: end.items, accounts: end.accounts, made: header.made, target });
  await confirm(opened, values['yes-delete-event'], world);
  return apply(opened, values.apply, file, values['lift-protection'], world);
}

async function plan(
  { event, participants, access, caller, targetName: target }: OpenEvent,
  name: string,
  file: string,
  { io, root }: World,
) {
  say(io, 'event.planning', { event: event.id });
  let refused = 0;
  const end = await makePlan({
    event,
    participants: participants(),
    access,
    caller,
    target,
    file,
    onAccount(account, items) {
      if (account.refused) {
        refused++;
        io.tell({
          type: 'warn',
          key: 'event.account-refused',
          parameters: { reason: localized(account.refused.key, account.refused.parameters) },
        });
        return;
      }
      const stacks = items.filter(({ kind }) => kind === 'stack').length;
      say(io, 'event.account-planned', { participant: account.participant, account: account.account, stacks, items: items.length });
      if (items.length > 0) io.tell({ type: 'text', text: plannedText(items) });
    },
  });
  say(io, 'event.planned', { file: name, shown: shownFile(file, root), items: end.items, accounts: end.accounts });
  io.tell({ type: 'result', data: { file, ...end, refused } });
  return refused > 0 ? ExitCode.Failed : ExitCode.Ok;
}

async function confirm({ event }: OpenEvent, said: string | undefined, { io }: World): Promise<void> {
  const typed = said ?? (await io.ask('event.confirm', { event: event.id }));
  if (typed !== event.id) throw new UserError('event.not-confirmed', { event: event.id });
}

async function apply({ event, access, caller, target, targetName }: OpenEvent, name: string, file: string, lift: boolean, { io }: World) {
  const started = performance.now();
  const { begun, gone } = await readStory(file);
  if (begun === undefined) say(io, 'event.applying', { file: name });
  else say(io, 'event.going-on', { file: name, begun, gone });
  const request = { event, access, caller, target: targetName, file, lift, pollMs: POLL_MS[target.kind] };
  const accounts: SurvivorsOfAccount[] = [];
  const applied = await applyPlan({
    ...request,
    onAccount({ participant, account, items }, left) {
      if (left.length > 0) accounts.push({ account, participant, left: [...left] });
      if (left.length === 0) say(io, 'event.account-clean', { participant, account, items });
      else
        io.tell({
          type: 'warn',
          key: 'event.account-left',
          parameters: { participant, account, count: left.length, list: leftText(left) },
        });
    },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  io.tell({ type: 'result', data: { ...applied, survivors: accounts } });
  if (applied.left > 0) {
    io.tell({ type: 'error', key: 'event.not-clean', parameters: { left: applied.left, file: name } });
    return ExitCode.Failed;
  }
  say(io, 'event.clean', { accounts: applied.accounts, items: applied.items, sent: applied.sent, throttled: applied.throttled, seconds });
  return ExitCode.Ok;
}
