import type { HistoryEvent } from '@aws-sdk/client-sfn';

/** What an event carries of the execution's data, in the order in which it is shown. */
const DATA = ['input', 'parameters', 'output', 'error', 'cause'] as const;
export type DataName = (typeof DATA)[number];

/** An event of an execution's history as a reader sees it. */
export interface Step {
  id: number;
  type: string;
  /** The state it is about. */
  state?: string;
  /** What a task calls (`dynamodb:putItem`), or which element of a Map it is (`[0]`). */
  about?: string;
  /** How many branches and elements it is inside of. */
  depth: number;
  /** Since the execution began, in ms. */
  after: number;
  isWrong: boolean;
  data: { name: DataName; text: string }[];
}

interface Details extends Partial<Record<DataName, string>> {
  name?: string;
  resourceType?: string;
  resource?: string;
  index?: number;
}

const OPENS = /^(ParallelStateStarted|MapIterationStarted)$/;
const CLOSES = /^(ParallelState|MapIteration)(Succeeded|Failed|Aborted)$/;

/** The events of a history, in order: each knows by the event before it how deep it is. */
export function stepsOf(events: readonly HistoryEvent[]): Step[] {
  const began = timeOf(events[0]);
  const inside = new Map<number, number>([[0, 0]]); // the depth of what follows each event
  return events.map((event) => {
    const { id = 0, type = '', previousEventId = 0 } = event;
    const before = inside.get(previousEventId) ?? 0;
    const depth = Math.max(0, CLOSES.test(type) ? before - 1 : before);
    inside.set(id, OPENS.test(type) ? depth + 1 : depth);
    const details = detailsOf(event);
    const { name, resourceType, resource, index } = details;
    const about = index === undefined ? resourceType && `${resourceType}:${resource}` : `[${index}]`;
    return {
      id,
      type,
      ...(name !== undefined && { state: name }),
      ...(about !== undefined && { about }),
      depth,
      after: timeOf(event) - began,
      isWrong: /(Failed|TimedOut|Aborted)$/.test(type),
      data: DATA.flatMap((each) => (details[each] === undefined ? [] : [{ name: each, text: details[each] }])),
    };
  });
}

/** Each type of event has its details in a member of its own. */
function detailsOf(event: HistoryEvent): Details {
  const member = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  return member === undefined ? {} : (event[member as keyof HistoryEvent] as Details);
}

const timeOf = (event: HistoryEvent | undefined) => (event?.timestamp === undefined ? 0 : new Date(event.timestamp).getTime());
