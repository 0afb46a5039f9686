import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../aws-error.ts';
import type { Aws } from '../services/aws.ts';

/** Where a gateway writes its lines. */
export interface LogDestination {
  group: string;
  stream: string;
  /** Makes the group where it is missing (execution logs); access logs have a group of somebody's own. */
  makesGroup: boolean;
  logs: Aws['logs'];
}

const MAX_BATCH = 1000;

/** Writes lines behind requests' backs: nobody waits for a log, and without permission to write there is none. */
export class LogWriter {
  readonly #pending = new Map<string, { destination: LogDestination; events: InputLogEvent[] }>();
  readonly #onFault: (error: unknown) => void;
  #writing: Promise<void> | undefined;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  append(destination: LogDestination, lines: readonly InputLogEvent[]): void {
    const key = `${destination.group}|${destination.stream}`;
    const waiting = this.#pending.get(key) ?? { destination, events: [] };
    waiting.destination = destination;
    waiting.events.push(...lines);
    this.#pending.set(key, waiting);
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  /** Resolves when everything appended so far is written. */
  async flushed(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async #write(): Promise<void> {
    await Promise.resolve();
    for (let next = this.#take(); next; next = this.#take()) {
      const { destination, events } = next;
      // Reason: CloudWatch Logs wants a batch in order.
      events.sort((a, b) => a.timestamp! - b.timestamp!);
      try {
        await put(destination, events);
      } catch (error) {
        if (!(error instanceof AwsError)) this.#onFault(error);
      }
    }
  }

  #take(): { destination: LogDestination; events: InputLogEvent[] } | undefined {
    const [first] = this.#pending;
    if (!first) return undefined;
    const [key, { destination, events }] = first;
    const batch = events.splice(0, MAX_BATCH);
    if (events.length === 0) this.#pending.delete(key);
    return { destination, events: batch };
  }
}

async function put({ group, stream, makesGroup, logs }: LogDestination, logEvents: InputLogEvent[]): Promise<void> {
  const write = () => logs.PutLogEvents({ logGroupName: group, logStreamName: stream, logEvents });
  const makeStream = () => unlessThere(() => logs.CreateLogStream({ logGroupName: group, logStreamName: stream }));
  try {
    await write();
  } catch (error) {
    if (!isMissing(error)) throw error;
    try {
      await makeStream();
    } catch (missing) {
      if (!isMissing(missing) || !makesGroup) throw missing;
      await unlessThere(() => logs.CreateLogGroup({ logGroupName: group }));
      await makeStream();
    }
    await write();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'ResourceNotFoundException';
}

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException')) throw error;
  }
}
