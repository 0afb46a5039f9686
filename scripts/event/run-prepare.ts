import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { heardBy, say } from '../io/io.ts';
import { type Localized, localized } from '../messages.ts';
import type { Target } from '../target.ts';
import { firstLine } from '../tell-failure.ts';
import { UserError } from '../user-error.ts';
import { type OpenAccount, withAccount } from './accounts.ts';
import { eachInOrder } from './at-once.ts';
import { guardAccount } from './cleanup/guard-account.ts';
import type { Participant } from './event.ts';
import { openEvent } from './open-event.ts';
import { type EventValues, POLL_MS } from './options.ts';
import { eventTemplate } from './prepare/event-template.ts';
import { type Prepared, prepareAccount } from './prepare/prepare-account.ts';

/** Gives every account what it needs. One that fails does not keep the others from being prepared. */
export async function runPrepare(values: EventValues & { yes: boolean }, world: World): Promise<ExitCode> {
  const { io } = world;
  const { event, target, access, participants } = await openEvent(values, world);
  if (target.kind === 'aws' && !values.yes && (await io.ask('event.confirm-prepare', { event: event.id })) !== event.id)
    throw new UserError('event.prepare-not-confirmed');
  const tools = {
    template: eventTemplate(event),
    time: access.time,
    pollMs: POLL_MS[target.kind],
    bootstrap: (opened: OpenAccount, region: string) => bootstrap(opened, { ...target, region }, world),
  };
  const counts = { participants: 0, changed: 0, failed: 0 };
  say(io, 'event.preparing', { event: event.id });
  const prepare = (participant: Participant) =>
    withAccount(event, participant, access, async (opened) => {
      const { refused } = await guardAccount(opened, event);
      if (refused) return { participant, refused };
      try {
        return { participant, prepared: await prepareAccount(opened, event, tools) };
      } catch (error) {
        return { participant, reason: firstLine(error) };
      }
    });
  await eachInOrder(participants(), event.pace.accountsAtOnce, prepare, ({ participant, refused, prepared, reason }) => {
    counts.participants++;
    const parameters = { participant: participant.name, account: participant.account };
    if (prepared) {
      const changed = prepared.bootstrapped.length > 0 || prepared.stack !== 'unchanged';
      if (changed) counts.changed++;
      say(io, changed ? 'event.account-prepared' : 'event.account-was-ready', { ...parameters, done: doneText(prepared) });
      return;
    }
    counts.failed++;
    if (refused)
      io.tell({ type: 'warn', key: 'event.account-refused', parameters: { reason: localized(refused.key, refused.parameters) } });
    else io.tell({ type: 'error', key: 'event.account-not-prepared', parameters: { ...parameters, reason: reason ?? '' } });
  });
  io.tell({ type: 'result', data: { event: event.id, ...counts } });
  if (counts.failed > 0) {
    io.tell({ type: 'error', key: 'event.not-prepared', parameters: counts });
    return ExitCode.Failed;
  }
  say(io, counts.changed === 0 ? 'event.nothing-to-prepare' : 'event.prepared', counts);
  return ExitCode.Ok;
}

function doneText({ bootstrapped, stack }: Prepared): Localized {
  const parts = [
    ...bootstrapped.map((region) => localized('event.did-bootstrap', { region })),
    ...(stack === 'created' ? [localized('event.did-create')] : stack === 'updated' ? [localized('event.did-update')] : []),
  ];
  return { vi: parts.map(({ vi }) => vi).join(', '), en: parts.map(({ en }) => en).join(', ') };
}

async function bootstrap(opened: OpenAccount, target: Target, { io, home }: World): Promise<void> {
  const { credentials } = opened.at(target.region).configuration;
  const keys = typeof credentials === 'function' ? await credentials() : credentials;
  const { createDeployer } = await import('../toolkit.ts');
  // Reason: the bootstrap's own resources, times every account, would bury what the instructor wants to see.
  const quiet = heardBy(io, () => {});
  await createDeployer({ ...target, ...(keys && { credentials: keys }) }, quiet, home).bootstrap(opened.account);
}
