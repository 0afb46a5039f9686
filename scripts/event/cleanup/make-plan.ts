import { rename } from 'node:fs/promises';
import { whileHeld } from '../../while-held.ts';
import { type Access, type OpenAccount, withAccount } from '../accounts.ts';
import { eachInOrder } from '../at-once.ts';
import type { EventFile, Participant } from '../event.ts';
import { guardAccount } from './guard-account.ts';
import type { FoundItem } from './item.ts';
import { journalOf } from './journal.ts';
import { type PlanEnd, type PlanHeader, type PlannedAccount, PlanWriter } from './plan-file.ts';
import { digestOf, readPlaces } from './read-place.ts';

export interface PlanRequest {
  event: EventFile;
  participants: AsyncIterable<Participant> | Iterable<Participant>;
  access: Access;
  caller: PlanHeader['caller'];
  target: string;
  file: string;
  /** Hears of each account as it has been read. */
  onAccount(account: PlannedAccount, items: readonly FoundItem[]): void;
}

/** Writes down what a clean-up would delete, and changes nothing. Throws UserError while the plan before it is being applied. */
export function makePlan(request: PlanRequest): Promise<PlanEnd> {
  return whileHeld(journalOf(request.file), () => writePlan(request));
}

async function writePlan({ event, participants, access, caller, target, file, onAccount }: PlanRequest): Promise<PlanEnd> {
  const made = new Date(access.time.now()).toISOString();
  const writer = await PlanWriter.create(file, { event: event.id, made, caller, target, regions: event.regions });
  try {
    const read = (participant: Participant) =>
      withAccount(event, participant, access, async (opened) => {
        const guarded = await guardAccount(opened, event);
        const items = guarded.refused ? [] : await readAccount(opened, event.id, event.regions);
        const { account, name } = participant;
        return { planned: { account, participant: name, ...guarded, digest: digestOf(items), items: items.length }, items };
      });
    await eachInOrder(participants, event.pace.accountsAtOnce, read, async ({ planned, items }) => {
      await writer.add(planned, items);
      onAccount(planned, items);
    });
    await setJournalAside(file, made);
    return await writer.end();
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** A journal tells of one plan: the one of the plan before stays, under the time of its end. */
async function setJournalAside(plan: string, made: string): Promise<void> {
  try {
    await rename(journalOf(plan), `${journalOf(plan)}.until-${made.replaceAll(':', '')}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** All that an event has in an account, in all its regions. */
export async function readAccount(account: OpenAccount, event: string, regions: readonly string[]): Promise<FoundItem[]> {
  const items: FoundItem[] = [];
  const places = regions.map((region, index) => ({ region, aws: account.at(region), event, accountWide: index === 0 }));
  for await (const item of readPlaces(places)) items.push(item);
  return items;
}
