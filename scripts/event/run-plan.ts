import type { World } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { say } from '../io/io.ts';
import { type Localized, localized } from '../messages.ts';
import { usd } from '../prices/idle-costs.ts';
import { withAccount } from './accounts.ts';
import { eachInOrder } from './at-once.ts';
import { guardAccount } from './cleanup/guard-account.ts';
import type { Participant } from './event.ts';
import { layExample, shownFile } from './example.ts';
import { clockTime, type EventLab, eventLabs, timetable, usdPerParticipant } from './labs.ts';
import { type OpenEvent, openEvent } from './open-event.ts';
import type { EventValues } from './options.ts';
import { eventTemplate } from './prepare/event-template.ts';
import { type AccountNeeds, isReady, needsOf, needsTogether } from './prepare/needs.ts';
import { eventFileIn } from './read-event.ts';

/** Says what an event will cost, when what happens, and what each account still needs. Changes nothing. */
export async function runPlan(values: EventValues & { example: boolean }, world: World): Promise<ExitCode> {
  const { io, home, root } = world;
  if (values.example) {
    const file = eventFileIn(home);
    const shown = shownFile(file, root);
    await layExample(file, shown);
    say(io, 'event.example', { file: shown });
    return ExitCode.Ok;
  }
  const opened = await openEvent(values, world);
  const labs = await eventLabs(opened.event, root);
  tellTimetable(opened, labs, world);
  const counts = await tellAccounts(opened, labs, world);
  const perParticipant = usdPerParticipant(opened.event, labs);
  const total = perParticipant * counts.participants;
  const { usdPerParticipant: budget } = opened.event.budget;
  say(io, 'event.cost', { each: usd(perParticipant), participants: counts.participants, total: usd(total), budget: usd(budget) });
  if (labs.some(({ estimated }) => estimated)) say(io, 'event.cost-estimated');
  if (perParticipant > budget)
    io.tell({ type: 'warn', key: 'event.over-budget', parameters: { each: usd(perParticipant), budget: usd(budget) } });
  if (!opened.event.budget.notify) io.tell({ type: 'warn', key: 'event.no-notify' });
  const { participants, ready, closed } = counts;
  if (ready + closed < participants) say(io, 'event.not-all-ready', { ...counts });
  else say(io, closed === 0 ? 'event.all-ready' : 'event.rest-left-out', { ...counts });
  io.tell({ type: 'result', data: { event: opened.event.id, ...counts, usdPerParticipant: perParticipant, usdTotal: total } });
  return counts.closed > 0 ? ExitCode.Failed : ExitCode.Ok;
}

function tellTimetable({ event }: OpenEvent, labs: readonly EventLab[], { io }: World): void {
  const slots = timetable(event, labs);
  io.tell({
    type: 'table',
    table: {
      title: localized('event.timetable', {
        event: event.title ?? event.id,
        from: clockTime(event.starts, event),
        to: clockTime(event.ends, event),
      }),
      columns: [
        localized('event.column-from'),
        localized('event.column-to'),
        localized('event.column-lab'),
        localized('event.column-minutes'),
      ],
      rows: slots.map(({ lab, from, to }) => ({
        cells: [clockTime(from, event), clockTime(to, event).slice(11), lab.id, String(lab.minutes)],
        wrong: to > event.ends,
      })),
    },
  });
  const late = slots.filter(({ to }) => to > event.ends).map(({ lab }) => lab.id);
  if (late.length > 0) io.tell({ type: 'warn', key: 'event.too-long', parameters: { labs: late.join(', ') } });
}

interface Counts {
  participants: number;
  ready: number;
  /** Accounts that cannot be opened, or must not be. */
  closed: number;
  /** Without a CDK bootstrap in some region, without the event's stack, with quotas that are too small. */
  bootstrap: number;
  stack: number;
  quotas: number;
}

async function tellAccounts({ event, access, participants }: OpenEvent, labs: readonly EventLab[], { io }: World): Promise<Counts> {
  const counts: Counts = { participants: 0, ready: 0, closed: 0, bootstrap: 0, stack: 0, quotas: 0 };
  const together = needsTogether(labs.map(({ lab }) => lab.needs));
  const template = eventTemplate(event);
  const look = (participant: Participant) =>
    withAccount(event, participant, access, async (opened) => {
      const { refused } = await guardAccount(opened, event);
      return refused ? { participant, refused } : { participant, needs: await needsOf(opened, event, template, together) };
    });
  await eachInOrder(participants(), event.pace.accountsAtOnce, look, ({ participant, refused, needs }) => {
    counts.participants++;
    if (refused) {
      counts.closed++;
      io.tell({ type: 'warn', key: 'event.account-refused', parameters: { reason: localized(refused.key, refused.parameters) } });
      return;
    }
    if (isReady(needs)) {
      counts.ready++;
      return;
    }
    if (needs.bootstrap.length > 0) counts.bootstrap++;
    if (needs.stack !== 'ready') counts.stack++;
    if (needs.quotas.length > 0) counts.quotas++;
    say(io, 'event.account-needs', { participant: participant.name, account: participant.account, needs: needsText(needs) });
  });
  return counts;
}

const STACK_NEEDS = { missing: 'event.needs-stack', different: 'event.needs-update', ready: undefined } as const;

function needsText({ bootstrap, stack, quotas }: AccountNeeds): Localized {
  const parts = [
    ...bootstrap.map((region) => localized('event.needs-bootstrap', { region })),
    ...(STACK_NEEDS[stack] ? [localized(STACK_NEEDS[stack])] : []),
    ...quotas.map(({ key, parameters }) => localized(key, parameters)),
  ];
  return { vi: parts.map(({ vi }) => vi).join('; '), en: parts.map(({ en }) => en).join('; ') };
}
