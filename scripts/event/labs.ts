import type { Lab } from '#labs/contract.ts';
import { idleCosts } from '../prices/idle-costs.ts';
import { loadLab } from '../stage.ts';
import { templateOf } from '../template-of.ts';
import type { EventFile } from './event.ts';

/** A lab of an event with what it costs to stand there. */
export interface EventLab {
  lab: Lab;
  /** Of the event's first region, from the price table. */
  usdPerIdleHour: number;
  /** A price of it is an estimate, or a type of it has none. */
  estimated: boolean;
}

/** The event's labs, in its order. */
export async function eventLabs({ labs, regions }: EventFile, root: string): Promise<EventLab[]> {
  const read: EventLab[] = [];
  for (const id of labs) {
    const loaded = await loadLab(root, id);
    const costs = idleCosts(await templateOf(loaded), regions[0]!);
    read.push({ lab: loaded.lab, usdPerIdleHour: costs.usdPerHour, estimated: costs.estimated || costs.unpriced.length > 0 });
  }
  return read;
}

/** Minutes between two labs. */
export const BREAK_MINUTES = 15;

export interface Slot {
  lab: Lab;
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
}

/** The labs one after the other from the event's start, with a break between; the last may end after the event does. */
export function timetable({ starts }: Pick<EventFile, 'starts'>, labs: readonly EventLab[]): Slot[] {
  let from = starts;
  return labs.map(({ lab }) => {
    const to = from + lab.minutes * 60_000;
    const slot = { lab, from, to };
    from = to + BREAK_MINUTES * 60_000;
    return slot;
  });
}

/** What one participant costs: each lab run once, and all of them standing from the event's start to its end. */
export function usdPerParticipant({ starts, ends }: Pick<EventFile, 'starts' | 'ends'>, labs: readonly EventLab[]): number {
  const hours = (ends - starts) / 3_600_000;
  return labs.reduce((sum, { lab, usdPerIdleHour }) => sum + lab.cost.usdPerRun + usdPerIdleHour * hours, 0);
}

/** A moment as the event's clock shows it: `2027-03-20 08:30`. */
export function clockTime(at: number, { utcOffset }: Pick<EventFile, 'utcOffset'>): string {
  return new Date(at + utcOffset * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}
